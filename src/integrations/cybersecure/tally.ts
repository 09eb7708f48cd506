import type { Detection } from '../../console/detections.ts';
import { threatKindOf } from '../../console/threat-kinds.ts';
import type { Fact } from '../../report/section.ts';
import { isExternal } from './addresses.ts';
import { type Direction, directionOf, insideHost, outsideHost } from './direction.ts';
import { isEtPro, seenByEtProAlone } from './et-pro.ts';
import { type Hits, hitsOf } from './hits.ts';
import { byHost, bySignature, type Ranked, rank } from './ranking.ts';

/** The detections of a period, counted from every side. All lists: most hits first. */
export interface Tally {
  readonly hits: Hits;
  readonly byDirection: Readonly<Record<Direction, Hits>>;
  /** What they were about, in plain words; nothing where the console names neither rule nor class. */
  readonly kinds: readonly Ranked[];
  readonly signatures: readonly Ranked[];
  readonly insideHosts: readonly Ranked[];
  readonly outsideHosts: readonly Ranked[];
  /** Attributable to ET PRO rules: a lower bound. */
  readonly etPro: Hits;
  /** Of these, what no open rule saw. */
  readonly etProAlone: readonly Detection[];
  /** Sources on the internet. */
  readonly attackers: readonly Extract<Fact, { kind: 'attacker' }>[];
}

const mostAttackers = 500;

export function tally(rows: readonly Detection[]): Tally {
  const named = rows.filter(({ signature, category }) => (signature ?? category) !== undefined);
  return {
    hits: hitsOf(rows),
    byDirection: countDirections(rows),
    kinds: rank(named, { keyOf: threatKindOf, labelOf: threatKindOf }),
    signatures: rank(rows, bySignature),
    insideHosts: rank(rows, byHost(insideHost)),
    outsideHosts: rank(rows, byHost(outsideHost)),
    etPro: hitsOf(rows.filter(isEtPro)),
    etProAlone: seenByEtProAlone(rows).toSorted((a, b) => b.count - a.count),
    attackers: attackersOf(rows),
  };
}

function countDirections(rows: readonly Detection[]): Tally['byDirection'] {
  const groups = Map.groupBy(rows, directionOf);
  const hits = (direction: Direction) => hitsOf(groups.get(direction) ?? []);
  return {
    inbound: hits('inbound'),
    outbound: hits('outbound'),
    inside: hits('inside'),
    unknown: hits('unknown'),
  };
}

/** A host of one's own may have a public address too; then the direction gives it away. */
function attackersOf(rows: readonly Detection[]): Tally['attackers'] {
  const fromOutside = rows.filter((row) => !/^(outbound|inside)$/.test(directionOf(row)));
  const groups = Map.groupBy(fromOutside, ({ sourceIp = '' }) => sourceIp);
  return [...groups]
    .filter(([ip]) => isExternal(ip))
    .map(([ip, group]) => ({
      kind: 'attacker' as const,
      ip,
      count: hitsOf(group).all,
      lastAtMs: group.reduce((latest, { atMs }) => Math.max(latest, atMs), Number.NEGATIVE_INFINITY),
    }))
    .toSorted((a, b) => b.count - a.count)
    .slice(0, mostAttackers);
}
