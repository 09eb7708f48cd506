import type { Period } from '../../period.ts';
import type { Block } from '../../report/section.ts';
import type { ZoneAnswers } from './answers.ts';
import { asDetails } from './details.ts';
import type { HourCount } from './event-counts.ts';
import { columns, windowOfAll } from './series.ts';
import { dayMs, hourMs } from './windows.ts';
import type { ZoneParts } from './zone-parts.ts';

/** Security events of one zone in time. */
interface EventTimes {
  readonly window: Period;
  readonly times: readonly HourCount[];
}

/** Longer windows are told by the day: as long as a week in which the clocks change is told by the hour. */
const hoursUntilMs = 7.5 * dayMs;

/** Security events over the report's time, of all zones that are counted, and of those of which only a sample is known. */
export function eventSeries(zones: readonly ZoneAnswers[]): readonly Block[] {
  const asked = zones.flatMap(({ parts }) => parts ?? []);
  const counted = asked.flatMap((parts) => countedTimes(parts) ?? []);
  const sampled = asked.flatMap((parts) => sampledTimes(parts) ?? []);
  const bySample = seriesOf(sampled, ', by a sample');
  return counted.length > 0 ? [...seriesOf(counted, ''), ...asDetails(bySample)] : bySample;
}

function countedTimes({ eventCounts }: ZoneParts): EventTimes | undefined {
  if (!eventCounts.ok) return undefined;
  const { window, data } = eventCounts.data;
  return data?.byHour && { window, times: data.byHour };
}

/** Of a zone whose plan does not count; the window of a full page begins with its oldest row. */
function sampledTimes({ eventCounts, eventRows }: ZoneParts): EventTimes | undefined {
  if (eventCounts.ok || !eventRows.ok) return undefined;
  const { window, data } = eventRows.data;
  const times = data?.flatMap(({ datetime }) =>
    datetime === undefined ? [] : [{ atMs: datetime, count: 1 }],
  );
  return times && { window, times };
}

function seriesOf(zones: readonly EventTimes[], how: string): readonly Block[] {
  const times = zones.flatMap((zone) => zone.times);
  const total = times.reduce((sum, { count }) => sum + count, 0);
  if (total === 0) return [];
  const window = windowOfAll(zones);
  const stepMs = window.toMs - window.fromMs > hoursUntilMs ? dayMs : hourMs;
  const per = stepMs === dayMs ? 'per day (UTC)' : 'per hour';
  return columns({
    title: `Security events ${per}, in all${how}`,
    points: filled(times, window, stepMs),
    summary: { number: total },
    stepMs,
    window,
  });
}

/** What is not told had no events: every stretch of the window has a point. */
function filled(times: readonly HourCount[], { fromMs, toMs }: Period, stepMs: number) {
  const startOf = (atMs: number) => Math.floor(atMs / stepMs) * stepMs;
  const counts = new Map<number, number>();
  for (const { atMs, count } of times) counts.set(startOf(atMs), (counts.get(startOf(atMs)) ?? 0) + count);
  const firstMs = startOf(fromMs);
  return Array.from({ length: Math.ceil((toMs - firstMs) / stepMs) }, (_, index) => {
    const atMs = firstMs + index * stepMs;
    return { atMs, amount: counts.get(atMs) ?? 0 };
  });
}
