import type { Deadline } from '../../net/guard.ts';
import type { Period } from '../../period.ts';
import { readDataset, type ZoneContext } from './dataset.ts';
import { trafficByDayQuery, trafficByHourQuery } from './queries.ts';
import type { Reading } from './reading.ts';
import { requiredList, trafficGroup } from './schema.ts';
import { clampWindow, dayMs, graphqlDate, hourMs, windowOf } from './windows.ts';

/** Totals of one zone; what Cloudflare does not tell is absent, never 0. */
export interface Traffic {
  readonly requests?: number | undefined;
  readonly bytes?: number | undefined;
  readonly cachedRequests?: number | undefined;
  readonly threats?: number | undefined;
}

/** From whole hours where they reach over the whole period, else from whole UTC days (Cloudflare API reference §2.3). */
export function readTraffic(context: ZoneContext, deadline: Deadline): Promise<Reading<Traffic>> {
  const { daily, hourly } = context.limits;
  const byHour = reachesOverAll(context) || !daily.enabled;
  return byHour
    ? readDataset(
        context,
        {
          operation: 'read traffic by hour',
          query: trafficByHourQuery,
          limits: hourly,
          stepMs: hourMs,
          parse: parseTraffic,
        },
        deadline,
      )
    : readDataset(
        context,
        {
          operation: 'read traffic by day',
          query: trafficByDayQuery,
          limits: daily,
          stepMs: dayMs,
          bounds: dateBounds,
          parse: parseTraffic,
        },
        deadline,
      );
}

function reachesOverAll({ limits: { hourly }, period, nowMs }: ZoneContext): boolean {
  const window = windowOf(period, hourMs);
  return hourly.enabled && clampWindow(window, hourly, nowMs, hourMs).fromMs === window.fromMs;
}

/** Both dates are included. */
const dateBounds = ({ fromMs, toMs }: Period) => ({
  from: graphqlDate(fromMs),
  to: graphqlDate(toMs - dayMs),
});

/** One group without dimensions; no group is no traffic. */
function parseTraffic(zone: Readonly<Record<string, unknown>>): Traffic {
  const groups = requiredList(trafficGroup, zone.total);
  if (groups.length === 0) return { requests: 0, bytes: 0, cachedRequests: 0, threats: 0 };
  return groups[0]?.sum ?? {};
}
