import type { Block, Column, Fact, FactItem, SeriesMark, Value } from './section.ts';
import { whole } from './whole.ts';

/**
 * A block as `schema/report.schema.json` describes it: what it says, without hints for its look and for what a mail leaves out. Every member that a block
 * may have is taken or left out by name: a new one does not compile until somebody has decided.
 */
export function blockJson(block: Block) {
  switch (block.kind) {
    case 'facts':
      return factsJson(block);
    case 'table':
      return tableJson(block);
    case 'bars':
      return barsJson(block);
    case 'series':
      return seriesJson(block);
    case 'note': {
      const { kind, tone, text, ...left } = block;
      return whole({ kind, tone, text }, left);
    }
  }
}

type BlockOf<Kind extends Block['kind']> = Extract<Block, { kind: Kind }>;

const titleOf = (title: string | undefined) => (title === undefined ? {} : { title });
const moreOf = (more: string | undefined) => (more === undefined ? {} : { more });

function factsJson({ kind, title, items, isDetail: _, ...left }: BlockOf<'facts'>) {
  return whole({ kind, ...titleOf(title), items: items.map(itemJson) }, left);
}

function itemJson({ label, value, hint, ...left }: FactItem) {
  return whole({ label, value: valueJson(value), ...(hint === undefined ? {} : { hint }) }, left);
}

function tableJson({ kind, title, columns, rows, more, well, isDetail: _, ...left }: BlockOf<'table'>) {
  const table = {
    kind,
    ...titleOf(title),
    columns: columns.map(columnJson),
    rows: rows.map((row) => row.map(valueJson)),
    ...moreOf(more),
    ...(well === undefined ? {} : { well: wellJson(well) }),
  };
  return whole(table, left);
}

/** On which side a column is aligned, and whether a mail leaves it out, is its look. */
const columnJson = ({ title, align: _align, isDetail: _, ...left }: Column) => whole({ title }, left);

const wellJson = ({ one, many, ...left }: NonNullable<BlockOf<'table'>['well']>) =>
  whole({ one, many }, left);

function barsJson({ kind, title, items, more, isDetail: _, ...left }: BlockOf<'bars'>) {
  return whole({ kind, ...titleOf(title), items: items.map(barJson), ...moreOf(more) }, left);
}

const barJson = ({ label, amount, value, ...left }: BlockOf<'bars'>['items'][number]) =>
  whole({ label, amount: finite(amount), value: valueJson(value) }, left);

function seriesJson(block: BlockOf<'series'>) {
  const { kind, title, points, summary, shape, stepMs, largest, marks, fromMs, toMs, ...rest } = block;
  const { isDetail: _, ...left } = rest;
  const series = {
    kind,
    title,
    summary: valueJson(summary),
    ...(shape === undefined ? {} : { shape }),
    ...(isFiniteNumber(stepMs) ? { stepMs } : {}),
    ...(largest === undefined ? {} : { largest: valueJson(largest) }),
    ...(isFiniteNumber(fromMs) ? { fromMs } : {}),
    ...(isFiniteNumber(toMs) ? { toMs } : {}),
    ...(marks === undefined ? {} : { marks: marks.map(markJson) }),
    points: points.flatMap(pointJson),
  };
  return whole(series, left);
}

function pointJson({ atMs, amount, ...left }: BlockOf<'series'>['points'][number]) {
  return isFiniteNumber(atMs) && isFiniteNumber(amount) ? [whole({ atMs, amount }, left)] : [];
}

const markJson = ({ fromMs, toMs, label, ...left }: SeriesMark) =>
  whole({ fromMs: finite(fromMs), toMs: finite(toMs), label }, left);

const isFiniteNumber = (amount: number | undefined): amount is number => Number.isFinite(amount);

/** JSON knows no NaN: what is no number is not known. */
const finite = (amount: number): number | null => (Number.isFinite(amount) ? amount : null);

/** As it is, for it is plain data; a number that is none makes the whole value unknown. */
function valueJson(value: Value): Value {
  if (value === null || typeof value === 'string') return value;
  return Object.values(value).every((part) => typeof part !== 'number' || Number.isFinite(part))
    ? value
    : null;
}

/** What a fact says to rules; nothing of it is left out either. */
export function factJson(fact: Fact) {
  switch (fact.kind) {
    case 'attacker': {
      const { kind, ip, count, lastAtMs, ...left } = fact;
      return whole({ kind, ip, count: finite(count), lastAtMs: finite(lastAtMs) }, left);
    }
    case 'outage':
      return outageJson(fact);
    case 'metric': {
      const { kind, key, value, unit, ...left } = fact;
      return whole({ kind, key, value: finite(value), unit }, left);
    }
  }
}

function outageJson(outage: Extract<Fact, { kind: 'outage' }>) {
  const { kind, what, sinceMs, untilMs, findingId, ...left } = outage;
  const document = {
    kind,
    what,
    sinceMs: finite(sinceMs),
    ...(untilMs === undefined ? {} : { untilMs: finite(untilMs) }),
    ...(findingId === undefined ? {} : { findingId }),
  };
  return whole(document, left);
}
