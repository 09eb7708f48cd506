import type { Detection } from '../../console/detections.ts';
import type { Host } from './direction.ts';
import { isEtPro } from './et-pro.ts';
import { type Hits, hitsOf } from './hits.ts';

/** What several detections have in common: a signature, a host, a kind. */
export interface Ranked extends Hits {
  readonly label: string;
  /** Whether an ET PRO rule was among them. */
  readonly etPro: boolean;
}

interface Grouping {
  /** Rows without a key name nothing and are left out. */
  readonly keyOf: (row: Detection) => string | undefined;
  /** The longest label of a group is its label: the others leave something out. */
  readonly labelOf: (row: Detection) => string;
}

/** Groups of detections, most hits first. */
export function rank(rows: readonly Detection[], { keyOf, labelOf }: Grouping): readonly Ranked[] {
  const groups = Map.groupBy(rows, (row) => keyOf(row) ?? '');
  groups.delete('');
  return [...groups.values()]
    .map((group) => ({
      label: group.map(labelOf).reduce((longest, label) => (label.length > longest.length ? label : longest)),
      etPro: group.some(isEtPro),
      ...hitsOf(group),
    }))
    .toSorted((a, b) => b.all - a.all || a.label.localeCompare(b.label, 'en'));
}

export const bySignature: Grouping = {
  keyOf: ({ signature, signatureId }) => (signatureId === undefined ? signature : String(signatureId)),
  labelOf: ({ signature, signatureId }) => signature ?? `Signature ${signatureId}`,
};

export const byHost = (hostOf: (row: Detection) => Host | undefined): Grouping => ({
  keyOf: (row) => hostOf(row)?.ip ?? hostOf(row)?.name,
  labelOf: (row) => hostLabel(hostOf(row)),
});

/** "Lab-Laptop (192.0.2.10)", "203.0.113.9 (SE)"; empty where nothing is known. */
export function hostLabel({ ip, name, country }: Host = {}): string {
  const [first = '', ...rest] = [name, ip === name ? undefined : ip, country].filter(
    (part) => part !== undefined,
  );
  return rest.length === 0 ? first : `${first} (${rest.join(', ')})`;
}
