import type { Deadline } from '../../net/guard.ts';
import { readDataset, timeBounds, type ZoneContext } from './dataset.ts';
import { select } from './fields.ts';
import { eventRowsQuery } from './queries.ts';
import type { Reading } from './reading.ts';
import { type EventRow, eventRow, requiredList } from './schema.ts';
import { secondMs } from './windows.ts';

const mostRows = 1_000;

const optionalFields = [
  'ruleId',
  'description',
  'clientIP',
  'clientRequestHTTPHost',
  'clientRequestPath',
] as const;

/** Raw rows, the newest first: a sample, which tells addresses and stands in where nothing is counted (§2.6 C2). */
export function readEventRows(
  context: ZoneContext,
  deadline: Deadline,
): Promise<Reading<readonly EventRow[]>> {
  const limits = context.limits.eventRows;
  const limit = Math.min(mostRows, limits.maxPageSize);
  return readDataset(
    context,
    {
      operation: 'read security events',
      limits,
      stepMs: secondMs,
      optionalFields,
      select: (window, may) => ({
        query: eventRowsQuery(select(may, optionalFields), limit),
        variables: timeBounds(window),
      }),
      parse: (zone) => requiredList(eventRow, zone.events),
      join: (newer, older) => [...newer, ...older],
      pageEnd: (rows) => (rows.length >= limit ? pageEndOf(rows) : undefined),
    },
    deadline,
  );
}

/** A full page ends with the oldest row on it, not with the window. */
function pageEndOf(rows: readonly EventRow[]): { readonly fromMs: number; readonly cutTo: string } {
  const times = rows.flatMap(({ datetime }) => (datetime === undefined ? [] : [datetime]));
  const oldestMs = times.reduce((oldest, ms) => Math.min(oldest, ms), Number.POSITIVE_INFINITY);
  // Rows without a time say nothing of how far back they go: then the window stands.
  const fromMs = Number.isFinite(oldestMs) ? oldestMs : 0;
  return { fromMs, cutTo: `the newest ${rows.length} events` };
}
