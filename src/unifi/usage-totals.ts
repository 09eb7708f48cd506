import { known } from '../console/fields.ts';
import type { Usage, UsageSample } from './side-parts.ts';

/** What went over the internet lines in all; absent where nothing counted it. */
export interface TrafficTotals {
  readonly downloadBytes?: number;
  readonly uploadBytes?: number;
  readonly totalBytes?: number;
}

export function trafficTotals({ samples }: Usage): TrafficTotals {
  return known({
    downloadBytes: sumOf(samples.flatMap(({ downloadBytes }) => downloadBytes ?? [])),
    uploadBytes: sumOf(samples.flatMap(({ uploadBytes }) => uploadBytes ?? [])),
    totalBytes: sumOf(samples.flatMap((sample) => bytesOf(sample) ?? [])),
  });
}

/** Both directions together, as far as they are known. */
export const bytesOf = ({ downloadBytes, uploadBytes }: UsageSample): number | undefined =>
  downloadBytes === undefined && uploadBytes === undefined
    ? undefined
    : (downloadBytes ?? 0) + (uploadBytes ?? 0);

/** The most clients of any stretch. */
export function mostClients({ samples }: Usage): number | undefined {
  const counts = samples.flatMap(({ clientCount }) => clientCount ?? []);
  return counts.length === 0 ? undefined : Math.max(...counts);
}

const sumOf = (amounts: readonly number[]): number | undefined =>
  amounts.length === 0 ? undefined : amounts.reduce((sum, amount) => sum + amount, 0);
