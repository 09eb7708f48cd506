import type { Deadline } from '../../net/guard.ts';
import { readDataset, type ZoneContext } from './dataset.ts';
import { eventCountsQuery, eventRowsQuery } from './queries.ts';
import type { Reading } from './reading.ts';
import { type EventRow, eventGroup, eventRow, requiredList } from './schema.ts';
import { secondMs } from './windows.ts';

/** Security events with the same action and service. */
export interface EventCount {
  readonly action: string;
  readonly source: string;
  readonly count: number;
}

const mostRows = 1_000;

/** Counts of all events, on plans that have them (Cloudflare API reference §2.6 C1). */
export const readEventCounts = (
  context: ZoneContext,
  deadline: Deadline,
): Promise<Reading<readonly EventCount[]>> =>
  readDataset(
    context,
    {
      operation: 'count security events',
      query: eventCountsQuery,
      limits: context.limits.eventCounts,
      stepMs: secondMs,
      parse: (zone) =>
        requiredList(eventGroup, zone.byAction).map(({ count = 0, dimensions }) => ({
          action: dimensions?.action ?? '',
          source: dimensions?.source ?? '',
          count,
        })),
    },
    deadline,
  );

/** Raw rows, the newest first: a sample, which tells addresses and stands in where nothing is counted (§2.6 C2). */
export async function readEventRows(
  context: ZoneContext,
  deadline: Deadline,
): Promise<Reading<readonly EventRow[]>> {
  const limit = Math.min(mostRows, context.limits.eventRows.maxPageSize);
  const reading = await readDataset(
    context,
    {
      operation: 'read security events',
      query: eventRowsQuery(limit),
      limits: context.limits.eventRows,
      stepMs: secondMs,
      parse: (zone) => requiredList(eventRow, zone.events),
    },
    deadline,
  );
  return reading.data !== undefined && reading.data.length >= limit
    ? upToTheOldest(reading, reading.data)
    : reading;
}

/** A full page ends with the oldest row on it, not with the window. */
function upToTheOldest(
  { window }: Reading<unknown>,
  data: readonly EventRow[],
): Reading<readonly EventRow[]> {
  const times = data.flatMap(({ datetime }) => (datetime === undefined ? [] : [datetime]));
  const oldestMs = times.reduce((oldest, ms) => Math.min(oldest, ms), window.toMs);
  const fromMs = Math.max(window.fromMs, oldestMs);
  return { window: { ...window, fromMs }, cutTo: `the newest ${data.length} events`, data };
}
