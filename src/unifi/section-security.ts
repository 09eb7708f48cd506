import type { Detection, Detections } from '../console/detections.ts';
import { threatKindOf } from '../console/threat-kinds.ts';
import type { Block, Value } from '../report/section.ts';
import { moreRows } from './section-more.ts';

const maxBars = 10;

/** Which record answered; they count differently, so the reader is told. */
const sources = {
  'traffic-flows': 'flow log',
  'ips-event': 'intrusion prevention log',
  'system-log': 'system log, which names no rules',
} as const satisfies Record<Detections['source'], string>;

/** Intrusion detections: how many were blocked and only detected, from where, by which rule. */
export function securityBlocks({ source, rows }: Detections): readonly Block[] {
  const hits = (action: Detection['action']) => sum(rows.filter((row) => row.action === action));
  const detected = hits('detected');
  const unknown = hits('unknown');
  return [
    {
      kind: 'facts',
      title: 'Intrusion detections',
      items: [
        { label: 'Blocked', value: { number: hits('blocked') } },
        { label: 'Only detected', value: { number: detected, ...(detected > 0 ? { tone: 'warning' } : {}) } },
        ...(unknown > 0 ? [{ label: 'Not known whether blocked', value: { number: unknown } }] : []),
        { label: 'Read from', value: sources[source] },
      ],
    },
    ...kindsBlock(rows),
    ...topBlock('Top sources', rows, sourceLabel),
    ...topBlock('Top signatures', rows, (row) => row.signature ?? row.category),
  ];
}

/** Blocked against only detected, by what they were about; most frequent first. */
function kindsBlock(rows: readonly Detection[]): Block[] {
  // The system log names neither rule nor class.
  const named = rows.filter(({ signature, category }) => (signature ?? category) !== undefined);
  if (named.length === 0) return [];
  const groups = [...Map.groupBy(named, threatKindOf)].toSorted(([, a], [, b]) => sum(b) - sum(a));
  const shown = groups.slice(0, maxBars);
  const hits = (group: readonly Detection[], action: Detection['action']): Value => ({
    number: sum(group.filter((row) => row.action === action)),
  });
  return [
    {
      kind: 'table',
      title: 'What they were about',
      columns: [
        { title: 'Kind' },
        { title: 'Blocked', align: 'end' },
        { title: 'Only detected', align: 'end' },
      ],
      rows: shown.map(([kind, group]): Value[] => [kind, hits(group, 'blocked'), hits(group, 'detected')]),
      ...moreRows(groups.length, shown.length),
    },
  ];
}

/** "Kiosk (192.168.20.14)" · "203.0.113.66 (NL)". */
function sourceLabel({ sourceIp, sourceName, sourceCountry }: Detection): string | undefined {
  const label = sourceName ?? sourceIp;
  const detail = [sourceName === undefined ? undefined : sourceIp, sourceCountry].filter(
    (part) => part !== undefined,
  );
  return label === undefined || detail.length === 0 ? label : `${label} (${detail.join(', ')})`;
}

function topBlock(
  title: string,
  rows: readonly Detection[],
  labelOf: (row: Detection) => string | undefined,
): Block[] {
  const groups = [...Map.groupBy(rows, labelOf)]
    .flatMap(([label, group]) => (label === undefined ? [] : [{ label, amount: sum(group) }]))
    .toSorted((a, b) => b.amount - a.amount);
  if (groups.length === 0) return [];
  const shown = groups.slice(0, maxBars);
  return [
    {
      kind: 'bars',
      title,
      items: shown.map(({ label, amount }) => ({ label, amount, value: { number: amount } })),
      ...moreRows(groups.length, shown.length),
    },
  ];
}

const sum = (rows: readonly Detection[]): number => rows.reduce((total, row) => total + row.count, 0);
