import type { Block, Fact, FactItem, Value } from './section.ts';

/** A block as `schema/report.schema.json` describes it: what it says, without hints for its look. */
export function blockJson(block: Block) {
  switch (block.kind) {
    case 'facts':
      return { kind: block.kind, ...titleOf(block), items: block.items.map(itemJson) };
    case 'table':
      return {
        kind: block.kind,
        ...titleOf(block),
        columns: block.columns.map(({ title }) => ({ title })),
        rows: block.rows.map((row) => row.map(valueJson)),
        ...moreOf(block),
      };
    case 'bars':
      return {
        kind: block.kind,
        ...titleOf(block),
        items: block.items.map(({ label, amount, value }) => ({
          label,
          amount: finite(amount),
          value: valueJson(value),
        })),
        ...moreOf(block),
      };
    case 'series':
      return seriesJson(block);
    case 'note':
      return { kind: block.kind, tone: block.tone, text: block.text };
  }
}

const titleOf = ({ title }: { readonly title?: string }) => (title === undefined ? {} : { title });
const moreOf = ({ more }: { readonly more?: string }) => (more === undefined ? {} : { more });

const itemJson = ({ label, value, hint }: FactItem) => ({
  label,
  value: valueJson(value),
  ...(hint === undefined ? {} : { hint }),
});

function seriesJson(block: Extract<Block, { kind: 'series' }>) {
  const { kind, title, points, summary, shape, stepMs, largest, marks, fromMs, toMs } = block;
  return {
    kind,
    title,
    summary: valueJson(summary),
    ...(shape === undefined ? {} : { shape }),
    ...(stepMs === undefined ? {} : { stepMs }),
    ...(largest === undefined ? {} : { largest: valueJson(largest) }),
    ...(fromMs === undefined ? {} : { fromMs }),
    ...(toMs === undefined ? {} : { toMs }),
    ...(marks === undefined ? {} : { marks: marks.map(markJson) }),
    points: points.flatMap(({ atMs, amount }) =>
      Number.isFinite(atMs) && Number.isFinite(amount) ? [{ atMs, amount }] : [],
    ),
  };
}

const markJson = ({ fromMs, toMs, label }: { fromMs: number; toMs: number; label: string }) => ({
  fromMs: finite(fromMs),
  toMs: finite(toMs),
  label,
});

/** JSON knows no NaN: what is no number is not known. */
const finite = (amount: number): number | null => (Number.isFinite(amount) ? amount : null);

/** As it is, for it is plain data; a number that is none makes the whole value unknown. */
function valueJson(value: Value): Value {
  if (value === null || typeof value === 'string') return value;
  return Object.values(value).every((part) => typeof part !== 'number' || Number.isFinite(part))
    ? value
    : null;
}

export function factJson(fact: Fact) {
  switch (fact.kind) {
    case 'attacker':
      return { kind: fact.kind, ip: fact.ip, count: finite(fact.count), lastAtMs: finite(fact.lastAtMs) };
    case 'outage':
      return {
        kind: fact.kind,
        what: fact.what,
        sinceMs: finite(fact.sinceMs),
        ...(fact.untilMs === undefined ? {} : { untilMs: finite(fact.untilMs) }),
        ...(fact.findingId === undefined ? {} : { findingId: fact.findingId }),
      };
    case 'metric':
      return { kind: fact.kind, key: fact.key, value: finite(fact.value), unit: fact.unit };
  }
}
