import type { Block } from '../../report/section.ts';
import type { ZoneAnswers } from './answers.ts';
import { shareOf } from './change.ts';
import { trafficOf } from './totals.ts';
import type { Traffic, TrafficPoint } from './traffic-parse.ts';
import { dayMs } from './windows.ts';

/** A share of server errors that nobody looks at. */
const usualErrors = 0.01;

/** One line over the report's time, of all zones together: requests, and server errors where they are more than usual. */
export function seriesBlocks(zones: readonly ZoneAnswers[]): readonly Block[] {
  const known = zones.flatMap((answers) => trafficOf(answers) ?? []);
  return [...Map.groupBy(known, ({ stepMs }) => stepMs)].flatMap(([stepMs, group]) => [
    ...series(`Requests ${per(stepMs)}, at most`, group, ({ requests }) => requests),
    ...(hasManyErrors(group)
      ? series(`Server errors ${per(stepMs)}, at most`, group, ({ serverErrors = 0 }) => serverErrors)
      : []),
  ]);
}

const hasManyErrors = (group: readonly Traffic[]): boolean =>
  group.some(({ serverErrors, requests }) => (shareOf(serverErrors, requests) ?? 0) >= usualErrors);

const per = (stepMs: number): string => (stepMs === dayMs ? 'per day (UTC)' : 'per hour');

/** A line of one point, or of nothing but zeros, shows nothing. */
function series(
  title: string,
  group: readonly Traffic[],
  amountOf: (point: TrafficPoint) => number,
): readonly Block[] {
  const byTime = Map.groupBy(
    group.flatMap(({ points }) => points),
    ({ atMs }) => atMs,
  );
  const points = [...byTime]
    .map(([atMs, ofZones]) => ({ atMs, amount: ofZones.reduce((sum, point) => sum + amountOf(point), 0) }))
    .toSorted((a, b) => a.atMs - b.atMs);
  const most = points.reduce((highest, { amount }) => Math.max(highest, amount), 0);
  return points.length < 2 || most === 0
    ? []
    : [{ kind: 'series', title, points, summary: { number: most } }];
}
