import type { FailureCode } from '../../net/errors.ts';
import { type MissingPart, type PartOutcome, readPart } from '../../net/parts.ts';
import type { FetchContext } from '../integration.ts';
import type { CloudflareClient } from './client.ts';
import { type Dns, readDns } from './dns.ts';
import { type EventCounts, readEventCounts } from './event-counts.ts';
import { readEventRows } from './event-rows.ts';
import { type EventTops, readEventTops } from './event-tops.ts';
import { freeLimits } from './limits.ts';
import type { LimitsCache } from './limits-cache.ts';
import type { Reading } from './reading.ts';
import { readRuleNames } from './rule-names.ts';
import type { EventRow } from './schema.ts';
import { readTraffic } from './traffic.ts';
import type { Traffic } from './traffic-parse.ts';
import { hasNamelessRules, topsOf } from './zone-tops.ts';

/** What is read about one zone; each part may be missing on its own. */
export interface ZoneParts {
  /** Set when the plan's limits could not be read and the zone was taken for a Free one. */
  readonly limits?: MissingPart;
  readonly traffic: PartOutcome<Reading<Traffic>>;
  /** Missing on plans that do not count, as `eventTops`; `eventRows` stands in. */
  readonly eventCounts: PartOutcome<Reading<EventCounts>>;
  readonly eventTops: PartOutcome<Reading<EventTops>>;
  readonly eventRows: PartOutcome<Reading<readonly EventRow[]>>;
  readonly dns: PartOutcome<Reading<Dns>>;
  /** By the rule's id; absent when every rule named itself. */
  readonly ruleNames?: PartOutcome<ReadonlyMap<string, string>>;
}

export const partNames = {
  traffic: 'Traffic',
  eventCounts: 'Security events',
  eventTops: 'Security event details',
  eventRows: 'Security event details',
  dns: 'DNS',
  ruleNames: 'Names of firewall rules',
} as const satisfies Record<Exclude<keyof ZoneParts, 'limits'>, string>;

/** What every zone of one report is read with. */
export interface ZoneSources {
  readonly client: CloudflareClient;
  readonly limits: LimitsCache;
  readonly now: () => number;
}

/** After these the same token will not do better with the next question. */
const endsAll: readonly FailureCode[] = ['unauthorized', 'forbidden', 'rate_limited', 'timeout', 'aborted'];

/**
 * Asks first what may be asked, then all parts at the same time. Total, as `readPart`.
 * @param nowMs the same for all zones, so that what a plan cuts off is cut alike
 */
export async function readZoneParts(
  { client, limits: cache, now }: ZoneSources,
  zoneId: string,
  context: FetchContext,
  nowMs: number,
): Promise<ZoneParts> {
  const limits = await readPart(
    'Plan limits',
    (deadline) => cache.read(client, zoneId, deadline),
    context,
    now,
  );
  if (!limits.ok && endsAll.includes(limits.code)) return nothingOf(limits);

  const allowed = limits.ok ? limits.data : freeLimits;
  const zone = { client, zoneId, limits: allowed, period: context.period, nowMs };
  const [traffic, eventCounts, eventTops, eventRows, dns] = await Promise.all([
    readPart(partNames.traffic, (deadline) => readTraffic(zone, deadline), context, now),
    readPart(partNames.eventCounts, (deadline) => readEventCounts(zone, deadline), context, now),
    readPart(partNames.eventTops, (deadline) => readEventTops(zone, deadline), context, now),
    readPart(partNames.eventRows, (deadline) => readEventRows(zone, deadline), context, now),
    readPart(partNames.dns, (deadline) => readDns(zone, deadline), context, now),
  ]);
  const parts = { ...(!limits.ok && { limits }), traffic, eventCounts, eventTops, eventRows, dns };
  if (!hasNamelessRules(topsOf(eventTops, eventRows))) return parts;
  const ruleNames = await readPart(
    partNames.ruleNames,
    (deadline) => readRuleNames(client, zoneId, deadline),
    context,
    now,
  );
  return { ...parts, ruleNames };
}

const nothingOf = (limits: MissingPart): ZoneParts => ({
  traffic: { ...limits, name: partNames.traffic },
  eventCounts: { ...limits, name: partNames.eventCounts },
  eventTops: { ...limits, name: partNames.eventTops },
  eventRows: { ...limits, name: partNames.eventRows },
  dns: { ...limits, name: partNames.dns },
});
