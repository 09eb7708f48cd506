import { hourMs, isoSeconds } from '../../duration.ts';
import type { DemoZone } from '../account.ts';
import type { AnalyticsRow } from './row.ts';

/** Response codes are upper-case words, never numbers (Cloudflare API reference §2.4). */
const kinds = [
  ['www', 'A', 'NOERROR', 210],
  ['www', 'AAAA', 'NOERROR', 160],
  ['booking', 'A', 'NOERROR', 95],
  ['', 'MX', 'NOERROR', 22],
  ['autodiscover', 'CNAME', 'NXDOMAIN', 14],
  ['dev', 'A', 'NXDOMAIN', 9],
  ['_dmarc.old', 'TXT', 'NXDOMAIN', 3],
  ['www', 'ANY', 'REFUSED', 1],
] as const;

const scale = { pro: 6, free: 1 } as const satisfies Record<DemoZone['plan'], number>;

/** One row an hour and kind of query over the last eight days; pending zones are asked as well. */
export const dnsRows = (zone: DemoZone, nowMs: number): readonly AnalyticsRow[] => {
  if (zone.status !== 'active') return [];
  const newestMs = Math.floor(nowMs / hourMs) * hourMs;
  return Array.from({ length: 8 * 24 }, (_, hour) => newestMs - hour * hourMs).flatMap((atMs) =>
    kinds.map(
      ([label, queryType, responseCode, count]): AnalyticsRow => ({
        atMs,
        count: count * scale[zone.plan],
        sums: {},
        dimensions: {
          queryName: label === '' ? zone.name : `${label}.${zone.name}`,
          queryType,
          responseCode,
          datetimeHour: isoSeconds(atMs),
        },
      }),
    ),
  );
};
