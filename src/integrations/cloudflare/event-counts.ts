import type { Deadline } from '../../net/guard.ts';
import { readDataset, timeBounds, type ZoneContext } from './dataset.ts';
import { eventCountsQuery } from './queries.ts';
import type { Reading } from './reading.ts';
import { eventGroup, requiredList } from './schema.ts';
import { secondMs } from './windows.ts';

/** Security events with the same action and service. */
export interface EventCount {
  readonly action: string;
  readonly source: string;
  readonly count: number;
}

const mostKinds = 50;

/** Counts of all events, on plans that have them (Cloudflare API reference §2.6 C1). */
export function readEventCounts(
  context: ZoneContext,
  deadline: Deadline,
): Promise<Reading<readonly EventCount[]>> {
  const limits = context.limits.eventCounts;
  const limit = Math.min(mostKinds, limits.maxPageSize);
  return readDataset(
    context,
    {
      operation: 'count security events',
      limits,
      stepMs: secondMs,
      optionalFields: [],
      select: (window) => ({ query: eventCountsQuery(limit), variables: timeBounds(window) }),
      parse: (zone) =>
        requiredList(eventGroup, zone.byAction).map(({ count = 0, dimensions }) => ({
          action: dimensions?.action ?? '',
          source: dimensions?.source ?? '',
          count,
        })),
      join: (newer, older) => [...newer, ...older],
    },
    deadline,
  );
}
