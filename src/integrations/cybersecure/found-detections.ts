import { clockWindow } from '../../console/clock-window.ts';
import type { Console } from '../../console/console.ts';
import { type Detection, type Detections, readDetections } from '../../console/detections.ts';
import { type HostNames, nameHosts } from '../../console/host-names.ts';
import { SourceError } from '../../net/errors.ts';
import type { Deadline } from '../../net/guard.ts';
import type { Period } from '../../period.ts';
import { formatDuration } from '../../report/format.ts';
import { insideHost } from './direction.ts';

export interface FoundDetections extends Detections {
  /** One sentence each about what the rows do not cover. */
  readonly notes: readonly string[];
}

/** The detections of the period by the console's own clock. @throws SourceError where no surface has them */
export async function findDetections(
  console: Console,
  reportPeriod: Period,
  deadline: Deadline,
  version: Promise<string | undefined>,
): Promise<FoundDetections> {
  const { period, offMs } = clockWindow(reportPeriod, console.clockSkewMs());
  const part = await readDetections(console, period, deadline, version);
  if (part.status === 'missing') throw new SourceError(part.code, part.detail);
  return { ...part.data, notes: [...(offMs === undefined ? [] : [clockNote(offMs)]), ...part.notes] };
}

const clockNote = (offMs: number): string =>
  `The console’s clock is ${formatDuration(Math.abs(offMs))} ${offMs > 0 ? 'ahead' : 'behind'}: detections are those of the period by that clock.`;

/** Only the flow log names hosts itself; a host of one's own should not be an address to its owner. */
export const lacksNames = ({ rows }: FoundDetections): boolean =>
  rows.some((row) => {
    const host = insideHost(row);
    return host !== undefined && host.name === undefined;
  });

export const withNames = (found: FoundDetections, names: HostNames): FoundDetections => ({
  ...found,
  rows: found.rows.map((row: Detection) => nameHosts(row, names)),
});
