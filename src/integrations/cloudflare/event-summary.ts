import { isIP } from 'node:net';
import type { Fact } from '../../report/section.ts';
import { isMitigating } from './actions.ts';
import type { ZoneAnswers } from './answers.ts';
import type { EventCount } from './event-counts.ts';
import type { NameCount } from './event-tops.ts';
import { byFrequency } from './frequency.ts';
import { ruleLabel } from './rule-label.ts';
import type { EventRow } from './schema.ts';
import type { ZoneParts } from './zone-parts.ts';
import { topsOf } from './zone-tops.ts';

type Attacker = Extract<Fact, { kind: 'attacker' }>;

/** What stood out, most frequent first, under the names that are shown. */
export interface Tops {
  readonly rules: readonly NameCount[];
  readonly addresses: readonly NameCount[];
  readonly paths: readonly NameCount[];
}

/** Security events of all zones. Counts are exact or estimated by Cloudflare, rows are a sample: never added up. */
export interface Events {
  readonly counted: readonly EventCount[];
  /** Of zones whose plan does not count. */
  readonly sampled: readonly EventCount[];
  readonly countedZones: number;
  readonly sampledZones: number;
  readonly countedTops: Tops;
  readonly sampledTops: Tops;
  /** Addresses that were blocked or challenged, most often first; from the sample on every plan. */
  readonly attackers: readonly Attacker[];
}

const mostAttackers = 500;

export function summariseEvents(zones: readonly ZoneAnswers[]): Events {
  const asked = zones.flatMap(({ parts }) => parts ?? []);
  const counted = asked.flatMap((parts) => countsOf(parts) ?? []);
  const sampled = asked.filter((parts) => countsOf(parts) === undefined).flatMap((it) => rowsOf(it) ?? []);
  return {
    counted: merge(counted),
    sampled: merge(sampled.map(({ action = '', source = '' }) => ({ action, source, count: 1 }))),
    countedZones: asked.filter((parts) => countsOf(parts) !== undefined).length,
    sampledZones: asked.filter((it) => countsOf(it) === undefined && rowsOf(it) !== undefined).length,
    countedTops: mergeTops(asked, false),
    sampledTops: mergeTops(asked, true),
    attackers: attackersOf(asked.flatMap((parts) => rowsOf(parts) ?? [])),
  };
}

const countsOf = ({ eventCounts }: ZoneParts): readonly EventCount[] | undefined =>
  eventCounts.ok ? eventCounts.data.data?.byAction : undefined;

const rowsOf = ({ eventRows }: ZoneParts): readonly EventRow[] | undefined =>
  eventRows.ok ? eventRows.data.data : undefined;

export const mitigatedOf = (events: readonly EventCount[]): number =>
  countOf(events.filter(({ action }) => isMitigating(action)));

/** The same action and service of several zones in one, most first. */
function merge(events: readonly EventCount[]): readonly EventCount[] {
  const groups = Map.groupBy(events, ({ action, source }) => JSON.stringify([action, source]));
  return [...groups.values()]
    .flatMap((group) => group.slice(0, 1).map((first) => ({ ...first, count: countOf(group) })))
    .toSorted((a, b) => b.count - a.count);
}

const countOf = (events: readonly { readonly count: number }[]): number =>
  events.reduce((sum, { count }) => sum + count, 0);

/** Of the zones whose tops are counted, or of those of which only a sample is known. */
function mergeTops(asked: readonly ZoneParts[], isSample: boolean): Tops {
  const tops = asked.flatMap(({ eventTops, eventRows, ruleNames }) => {
    const found = topsOf(eventTops, eventRows);
    if (found === undefined || found.isSample !== isSample) return [];
    const names = ruleNames?.ok ? ruleNames.data : undefined;
    return [{ ...found, rules: found.rules.map((it) => ({ name: ruleLabel(it, names), count: it.count })) }];
  });
  return {
    rules: byFrequency(tops.flatMap(({ rules }) => rules)),
    addresses: byFrequency(tops.flatMap(({ addresses }) => addresses).filter(({ name }) => isIP(name) !== 0)),
    paths: byFrequency(tops.flatMap(({ paths }) => paths)),
  };
}

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
