import { isIP } from 'node:net';
import type { Fact } from '../../report/section.ts';
import { isMitigating } from './actions.ts';
import type { ZoneAnswers } from './answers.ts';
import type { EventRow } from './schema.ts';
import type { EventCount } from './security.ts';
import type { ZoneParts } from './zone-parts.ts';

type Attacker = Extract<Fact, { kind: 'attacker' }>;

/** Security events of all zones. Counts are exact or estimated by Cloudflare, rows are a sample: never added up. */
export interface Events {
  readonly counted: readonly EventCount[];
  /** Of zones whose plan does not count. */
  readonly sampled: readonly EventCount[];
  readonly countedZones: number;
  readonly sampledZones: number;
  /** Addresses that were blocked or challenged, most often first; from the sample on every plan. */
  readonly attackers: readonly Attacker[];
}

const mostAttackers = 500;

export function summariseEvents(zones: readonly ZoneAnswers[]): Events {
  const asked = zones.flatMap(({ parts }) => parts ?? []);
  const counted = asked.flatMap((parts) => countsOf(parts) ?? []);
  const sampled = asked.filter((parts) => countsOf(parts) === undefined).flatMap((it) => rowsOf(it) ?? []);
  return {
    counted: merge(counted.flat()),
    sampled: merge(sampled.flat().map(({ action = '', source = '' }) => ({ action, source, count: 1 }))),
    countedZones: asked.filter((parts) => countsOf(parts) !== undefined).length,
    sampledZones: asked.filter((it) => countsOf(it) === undefined && rowsOf(it) !== undefined).length,
    attackers: attackersOf(asked.flatMap((parts) => rowsOf(parts) ?? [])),
  };
}

const countsOf = ({ eventCounts }: ZoneParts): readonly EventCount[] | undefined =>
  eventCounts.ok ? eventCounts.data.data : undefined;

const rowsOf = ({ eventRows }: ZoneParts): readonly EventRow[] | undefined =>
  eventRows.ok ? eventRows.data.data : undefined;

export const mitigatedOf = (events: readonly EventCount[]): number =>
  events.filter(({ action }) => isMitigating(action)).reduce((sum, { count }) => sum + count, 0);

/** The same action and service of several zones in one, most first. */
function merge(events: readonly EventCount[]): readonly EventCount[] {
  const groups = Map.groupBy(events, ({ action, source }) => JSON.stringify([action, source]));
  return [...groups.values()]
    .flatMap((group) => group.slice(0, 1).map((first) => ({ ...first, count: countOf(group) })))
    .toSorted((a, b) => b.count - a.count);
}

const countOf = (events: readonly EventCount[]): number => events.reduce((sum, { count }) => sum + count, 0);

function attackersOf(rows: readonly EventRow[]): readonly Attacker[] {
  const hits = rows.flatMap(({ action = '', clientIP = '', datetime }) =>
    isMitigating(action) && isIP(clientIP) !== 0 && datetime !== undefined
      ? [{ ip: clientIP, atMs: datetime }]
      : [],
  );
  return [...Map.groupBy(hits, ({ ip }) => ip)]
    .map(([ip, group]) => ({
      kind: 'attacker' as const,
      ip,
      count: group.length,
      lastAtMs: group.reduce((latest, { atMs }) => Math.max(latest, atMs), 0),
    }))
    .toSorted((a, b) => b.count - a.count || b.lastAtMs - a.lastAtMs)
    .slice(0, mostAttackers);
}
