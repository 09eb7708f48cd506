import { rowsOf } from '../../console/fields.ts';
import type { Deadline } from '../../net/guard.ts';
import { readDataset, timeBounds, type ZoneContext } from './dataset.ts';
import { eventCountsQuery } from './queries.ts';
import type { Reading } from './reading.ts';
import { eventGroup, eventHour, requiredList } from './schema.ts';
import { hourMs, secondMs } from './windows.ts';

/** Security events with the same action and service. */
export interface EventCount {
  readonly action: string;
  readonly source: string;
  readonly count: number;
}

/** Security events of one hour. */
export interface HourCount {
  /** When it began. */
  readonly atMs: number;
  readonly count: number;
}

export interface EventCounts {
  readonly byAction: readonly EventCount[];
  /** Hours without events are not among them; absent where Cloudflare does not tell hours. */
  readonly byHour?: readonly HourCount[];
}

const mostKinds = 50;
const hourField = 'datetimeHour';

/** Counts of all events, on plans that have them (Cloudflare API reference §2.6 C1), and when they were. */
export function readEventCounts(context: ZoneContext, deadline: Deadline): Promise<Reading<EventCounts>> {
  const limits = context.limits.eventCounts;
  return readDataset(
    context,
    {
      operation: 'count security events',
      limits,
      stepMs: secondMs,
      optionalFields: [hourField],
      select: (window, may) => {
        // One more than whole hours: a window begins and ends within one.
        const hours = Math.ceil((window.toMs - window.fromMs) / hourMs) + 1;
        const mostHours = may(hourField) && hours <= limits.maxPageSize ? hours : 0;
        return {
          query: eventCountsQuery(Math.min(mostKinds, limits.maxPageSize), mostHours),
          variables: timeBounds(window),
        };
      },
      parse: (zone) => ({ byAction: countsOf(zone.byAction), ...hoursOf(zone.byHour) }),
      join: (newer, older) => ({
        byAction: [...newer.byAction, ...older.byAction],
        ...(newer.byHour && older.byHour ? { byHour: [...older.byHour, ...newer.byHour] } : {}),
      }),
    },
    deadline,
  );
}

const countsOf = (groups: unknown): readonly EventCount[] =>
  requiredList(eventGroup, groups).map(({ count = 0, dimensions }) => ({
    action: dimensions?.action ?? '',
    source: dimensions?.source ?? '',
    count,
  }));

/** Only a picture hangs on it: what is no list costs no counts. */
function hoursOf(groups: unknown): Pick<EventCounts, 'byHour'> {
  if (!Array.isArray(groups)) return {};
  const byHour = rowsOf(eventHour, groups).flatMap(({ count, dimensions }) =>
    count === undefined || dimensions?.datetimeHour === undefined
      ? []
      : [{ atMs: dimensions.datetimeHour, count }],
  );
  return groups.length > 0 && byHour.length === 0 ? {} : { byHour };
}
