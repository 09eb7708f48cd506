import type { Block, Column, Value } from '../../report/section.ts';
import type { Direction } from './direction.ts';
import { etProAloneBlocks } from './et-pro-table.ts';
import type { Ranked } from './ranking.ts';
import type { Tally } from './tally.ts';

const mostKinds = 6;
const mostSignatures = 5;
const mostHosts = 5;

/**
 * What the detections were, from which side and among whom. What has nothing in it is left out; of the report's own
 * console its own section names attackers, signatures and kinds already, and a mail has only so much room.
 */
export function rankings(counts: Tally, isOwnConsole: boolean): readonly Block[] {
  return [
    ...(counts.hits.all > 0 ? [directionTable(counts, isOwnConsole)] : []),
    ...(counts.kinds.length > 0 ? [kindTable(counts.kinds, isOwnConsole)] : []),
    ...hostBars('Top inside hosts', counts.insideHosts),
    ...(isOwnConsole ? [] : hostBars('Top hosts on the internet', counts.outsideHosts)),
    ...(isOwnConsole || counts.signatures.length === 0 ? [] : [signatureTable(counts.signatures)]),
    ...etProAloneBlocks(counts.etProAlone),
  ];
}

const count = (title: string): Column => ({ title, align: 'end' });

const directionNames: Readonly<Record<Direction, string>> = {
  inbound: 'Inbound',
  outbound: 'Outbound',
  inside: 'Inside the network',
  unknown: 'Not told',
};

function directionTable({ byDirection, hits }: Tally, isDetail: boolean): Block {
  const told = ['inbound', 'outbound', 'inside'] as const;
  const shown: readonly Direction[] = byDirection.unknown.all > 0 ? [...told, 'unknown'] : told;
  return {
    kind: 'table',
    isDetail,
    title: 'By direction',
    columns: [
      { title: 'Direction' },
      count('Blocked'),
      count('Only detected'),
      ...(hits.untold > 0 ? [count('Not told')] : []),
    ],
    rows: shown.map((direction): readonly Value[] => {
      const { blocked, detected, untold } = byDirection[direction];
      return [
        directionNames[direction],
        { number: blocked },
        { number: detected },
        ...(hits.untold > 0 ? [{ number: untold }] : []),
      ];
    }),
  };
}

const kindTable = (kinds: readonly Ranked[], isDetail: boolean): Block => ({
  kind: 'table',
  isDetail,
  title: 'What they were about',
  columns: [{ title: 'Category' }, count('Blocked'), count('Only detected')],
  rows: kinds
    .slice(0, mostKinds)
    .map(({ label, blocked, detected }) => [label, { number: blocked }, { number: detected }]),
  ...more(kinds.length - mostKinds),
});

const signatureTable = (signatures: readonly Ranked[]): Block => ({
  kind: 'table',
  title: 'Top signatures',
  columns: [{ title: 'Signature' }, count('Hits'), count('Blocked')],
  rows: signatures
    .slice(0, mostSignatures)
    .map(({ label, etPro, all, blocked }) => [
      etPro ? markedEtPro(label) : label,
      { number: all },
      { number: blocked },
    ]),
  ...more(signatures.length - mostSignatures),
});

/** Most rules of the paid set say so in their name. */
const markedEtPro = (label: string): string => (/^\s*ETPRO\b/i.test(label) ? label : `${label} (ET PRO)`);

function hostBars(title: string, hosts: readonly Ranked[]): readonly Block[] {
  if (hosts.length === 0) return [];
  const items = hosts
    .slice(0, mostHosts)
    .map(({ label, all }) => ({ label, amount: all, value: { number: all } }));
  return [{ kind: 'bars', title, items, ...more(hosts.length - mostHosts) }];
}

const more = (leftOut: number) => (leftOut > 0 ? { more: `and ${leftOut} more` } : {});
