import type { FailureCode } from '../../net/errors.ts';
import { type MissingPart, type PartOutcome, readPart } from '../../net/parts.ts';
import type { FetchContext } from '../integration.ts';
import type { CloudflareClient } from './client.ts';
import { type Dns, readDns } from './dns.ts';
import { freeLimits, readLimits } from './limits.ts';
import type { Reading } from './reading.ts';
import type { EventRow } from './schema.ts';
import { type EventCount, readEventCounts, readEventRows } from './security.ts';
import { readTraffic, type Traffic } from './traffic.ts';

/** What is read about one zone; each part may be missing on its own. */
export interface ZoneParts {
  /** Set when the plan's limits could not be read and the zone was taken for a Free one. */
  readonly limits?: MissingPart;
  readonly traffic: PartOutcome<Reading<Traffic>>;
  /** Missing on plans that do not count; `eventRows` stands in. */
  readonly eventCounts: PartOutcome<Reading<readonly EventCount[]>>;
  readonly eventRows: PartOutcome<Reading<readonly EventRow[]>>;
  readonly dns: PartOutcome<Reading<Dns>>;
}

export const partNames = {
  traffic: 'Traffic',
  eventCounts: 'Security events',
  eventRows: 'Security event details',
  dns: 'DNS',
} as const satisfies Record<Exclude<keyof ZoneParts, 'limits'>, string>;

/** After these the same token will not do better with the next question. */
const endsAll: readonly FailureCode[] = ['unauthorized', 'forbidden', 'rate_limited', 'timeout', 'aborted'];

/**
 * Asks first what may be asked, then all parts at the same time. Total, as `readPart`.
 * @param nowMs the same for all zones, so that what a plan cuts off is cut alike
 */
export async function readZoneParts(
  client: CloudflareClient,
  zoneId: string,
  context: FetchContext,
  now: () => number,
  nowMs: number,
): Promise<ZoneParts> {
  const limits = await readPart(
    'Plan limits',
    (deadline) => readLimits(client, zoneId, deadline),
    context,
    now,
  );
  if (!limits.ok && endsAll.includes(limits.code)) return nothingOf(limits);

  const allowed = limits.ok ? limits.data : freeLimits;
  const zone = { client, zoneId, limits: allowed, period: context.period, nowMs };
  const [traffic, eventCounts, eventRows, dns] = await Promise.all([
    readPart(partNames.traffic, (deadline) => readTraffic(zone, deadline), context, now),
    readPart(partNames.eventCounts, (deadline) => readEventCounts(zone, deadline), context, now),
    readPart(partNames.eventRows, (deadline) => readEventRows(zone, deadline), context, now),
    readPart(partNames.dns, (deadline) => readDns(zone, deadline), context, now),
  ]);
  return { ...(!limits.ok && { limits }), traffic, eventCounts, eventRows, dns };
}

const nothingOf = (limits: MissingPart): ZoneParts => ({
  traffic: { ...limits, name: partNames.traffic },
  eventCounts: { ...limits, name: partNames.eventCounts },
  eventRows: { ...limits, name: partNames.eventRows },
  dns: { ...limits, name: partNames.dns },
});
