import type { Detection } from '../../console/detections.ts';
import type { Fact } from '../../report/section.ts';
import { isExternal } from './addresses.ts';
import { isEtPro } from './et-pro.ts';

/** Hits of one signature, source or target. */
export interface Ranked {
  readonly label: string;
  readonly hits: number;
  readonly blocked: number;
  readonly etPro: boolean;
}

export interface Tally {
  readonly blocked: number;
  readonly detected: number;
  /** The console does not say what was done. */
  readonly untold: number;
  /** A lower bound. */
  readonly etPro: number;
  /** Most hits first, as the following two. */
  readonly signatures: readonly Ranked[];
  readonly sources: readonly Ranked[];
  readonly targets: readonly Ranked[];
  /** Sources on the internet. */
  readonly attackers: readonly Extract<Fact, { kind: 'attacker' }>[];
}

const mostAttackers = 500;

/** Counts hits, not rows: one row of the flow log stands for several. */
export function tally(rows: readonly Detection[]): Tally {
  return {
    blocked: hitsOf(rows.filter(({ action }) => action === 'blocked')),
    detected: hitsOf(rows.filter(({ action }) => action === 'detected')),
    untold: hitsOf(rows.filter(({ action }) => action === 'unknown')),
    etPro: hitsOf(rows.filter(isEtPro)),
    signatures: rank(rows, signatureKey, signatureLabel),
    sources: rank(rows, (row) => row.sourceIp ?? row.sourceName, sourceLabel),
    targets: rank(rows, (row) => row.targetIp ?? row.targetName, targetLabel),
    attackers: attackersOf(rows),
  };
}

const hitsOf = (rows: readonly Detection[]): number => rows.reduce((sum, { count }) => sum + count, 0);

/** Rows without a key name nothing and are left out. */
function rank(
  rows: readonly Detection[],
  keyOf: (row: Detection) => string | undefined,
  labelOf: (row: Detection) => string,
): readonly Ranked[] {
  const groups = Map.groupBy(rows, (row) => keyOf(row) ?? '');
  groups.delete('');
  return [...groups.values()]
    .map((group) => ({
      label: group.map(labelOf).reduce((longest, label) => (label.length > longest.length ? label : longest)),
      hits: hitsOf(group),
      blocked: hitsOf(group.filter(({ action }) => action === 'blocked')),
      etPro: group.some(isEtPro),
    }))
    .toSorted((a, b) => b.hits - a.hits || a.label.localeCompare(b.label, 'en'));
}

const signatureKey = ({ signature, signatureId }: Detection) =>
  signatureId === undefined ? signature : String(signatureId);

const signatureLabel = ({ signature, signatureId }: Detection) => signature ?? `Signature ${signatureId}`;

const sourceLabel = ({ sourceIp, sourceName, sourceCountry }: Detection) =>
  labelOf(sourceName, sourceIp, sourceCountry);

const targetLabel = ({ targetIp, targetName }: Detection) => labelOf(targetName, targetIp);

/** "Lab-Laptop (192.0.2.10)", "203.0.113.9 (SE)". */
function labelOf(name: string | undefined, address: string | undefined, country?: string): string {
  const [first = '', ...rest] = [name, address === name ? undefined : address, country].filter(
    (part) => part !== undefined,
  );
  return rest.length === 0 ? first : `${first} (${rest.join(', ')})`;
}

function attackersOf(rows: readonly Detection[]): Tally['attackers'] {
  const groups = Map.groupBy(rows, ({ sourceIp = '' }) => sourceIp);
  return [...groups]
    .filter(([ip]) => isExternal(ip))
    .map(([ip, group]) => ({
      kind: 'attacker' as const,
      ip,
      count: hitsOf(group),
      lastAtMs: group.reduce((latest, { atMs }) => Math.max(latest, atMs), Number.NEGATIVE_INFINITY),
    }))
    .toSorted((a, b) => b.count - a.count)
    .slice(0, mostAttackers);
}
