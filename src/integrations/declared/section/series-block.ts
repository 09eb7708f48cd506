import type { Value } from '../../../report/section.ts';
import type { SeriesSummary } from '../spec.ts';
import type { BlockSpecOf, BlockWriter } from './block-writer.ts';
import { compiledPath } from './compiled.ts';
import { createAmountFinder, createTimeFinder } from './find-amount.ts';
import { gapsOf } from './gaps.ts';
import { findRows } from './rows.ts';
import { valueOfAmount } from './values.ts';

/** One point per row that has a time and an amount, oldest first; the others are left out, and a note counts them. */
export function createSeries(spec: BlockSpecOf<'series'>, integrationTitle: string): BlockWriter {
  const path = compiledPath(spec.rows);
  const timeOf = createTimeFinder(spec.at);
  const amountOf = createAmountFinder(spec.value);
  const title = spec.title ?? integrationTitle;
  return {
    write(root, nowMs) {
      const { rows } = findRows(path, root, mostPoints);
      const samples = rows.map((row) => ({ time: timeOf(row), size: amountOf(row, nowMs) }));
      const points = samples
        .flatMap(({ time, size }) =>
          time.kind === 'value' && size.kind === 'value' ? [{ ...time.value, amount: size.amount }] : [],
        )
        .toSorted((a, b) => a.atMs - b.atMs);
      return {
        block: { kind: 'series', title, points, summary: summaryOf(points, spec) },
        gaps: [
          ...gapsOf({ label: `time of ${title}`, path: spec.at, found: samples.map(({ time }) => time) }),
          ...gapsOf({ label: title, path: spec.value.path, found: samples.map(({ size }) => size) }),
        ],
        hasAnswers: samples.length === 0 || points.length > 0,
      };
    },
  };
}

const mostPoints = 10_000;

const summaryOf = (
  points: readonly { readonly amount: number }[],
  { value, summary }: BlockSpecOf<'series'>,
): Value => {
  const amounts = points.map(({ amount }) => amount);
  const last = amounts.at(-1);
  return last === undefined ? null : valueOfAmount(summaries[summary](amounts, last), value.format);
};

const sum = (amounts: readonly number[]): number => amounts.reduce((total, amount) => total + amount, 0);

/** Of at least one amount. */
const summaries: Readonly<Record<SeriesSummary, (amounts: readonly number[], last: number) => number>> = {
  last: (_, last) => last,
  largest: (amounts, last) => amounts.reduce((most, amount) => Math.max(most, amount), last),
  smallest: (amounts, last) => amounts.reduce((least, amount) => Math.min(least, amount), last),
  mean: (amounts) => sum(amounts) / amounts.length,
  total: sum,
};
