import type { Period } from '../../period.ts';
import type { Block } from '../../report/section.ts';
import type { ZoneAnswers } from './answers.ts';
import { shareOf } from './change.ts';
import { columns, windowOfAll } from './series.ts';
import type { Traffic, TrafficPoint } from './traffic-parse.ts';
import { dayMs } from './windows.ts';

/** A share of server errors that nobody looks at. */
const usualErrors = 0.01;

/** Traffic of one zone, and the time that it covers. */
interface ZoneTraffic {
  readonly traffic: Traffic;
  readonly window: Period;
}

/** Columns over the report's time, of all zones together: requests, and server errors where they are more than usual. */
export function seriesBlocks(zones: readonly ZoneAnswers[]): readonly Block[] {
  const known = zones.flatMap(zoneTraffic);
  return [...Map.groupBy(known, ({ traffic }) => traffic.stepMs)].flatMap(([stepMs, group]) => [
    ...series(`Requests ${per(stepMs)}, at most`, group, stepMs, ({ requests }) => requests),
    ...(hasManyErrors(group)
      ? series(`Server errors ${per(stepMs)}, at most`, group, stepMs, ({ serverErrors = 0 }) => serverErrors)
      : []),
  ]);
}

function zoneTraffic({ parts }: ZoneAnswers): readonly ZoneTraffic[] {
  if (!parts?.traffic.ok) return [];
  const { data: traffic, window } = parts.traffic.data;
  return traffic === undefined ? [] : [{ traffic, window }];
}

const hasManyErrors = (group: readonly ZoneTraffic[]): boolean =>
  group.some(({ traffic }) => (shareOf(traffic.serverErrors, traffic.requests) ?? 0) >= usualErrors);

const per = (stepMs: number): string => (stepMs === dayMs ? 'per day (UTC)' : 'per hour');

function series(
  title: string,
  group: readonly ZoneTraffic[],
  stepMs: number,
  amountOf: (point: TrafficPoint) => number,
): readonly Block[] {
  const byTime = Map.groupBy(
    group.flatMap(({ traffic }) => traffic.points),
    ({ atMs }) => atMs,
  );
  const points = [...byTime]
    .map(([atMs, ofZones]) => ({ atMs, amount: ofZones.reduce((sum, point) => sum + amountOf(point), 0) }))
    .toSorted((a, b) => a.atMs - b.atMs);
  const most = points.reduce((highest, { amount }) => Math.max(highest, amount), 0);
  return columns({ title, points, summary: { number: most }, stepMs, window: windowOfAll(group) });
}
