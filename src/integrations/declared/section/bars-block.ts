import type { BlockSpecOf, BlockWriter } from './block-writer.ts';
import { compiledPath } from './compiled.ts';
import { createAmountFinder, createLabelFinder, type FoundAmount } from './find-amount.ts';
import { gapsOf } from './gaps.ts';
import { findRows } from './rows.ts';

/** One bar per row that has a name and an amount; the others are left out, and a note counts them. */
export function createBars({ title, rows, label, value, limit }: BlockSpecOf<'bars'>): BlockWriter {
  const path = compiledPath(rows);
  const labelOf = createLabelFinder(label);
  const amountOf = createAmountFinder(value);
  return {
    write(root, nowMs) {
      const found = findRows(path, root, limit);
      const bars = found.rows.map((row) => ({ name: labelOf(row), size: notNegative(amountOf(row, nowMs)) }));
      const items = bars.flatMap(({ name, size }) =>
        name.kind === 'value' && size.kind === 'value'
          ? [{ label: name.value, amount: size.amount, value: size.value }]
          : [],
      );
      return {
        block: {
          kind: 'bars',
          ...(title !== undefined && { title }),
          items,
          ...(found.more !== undefined && { more: found.more }),
        },
        gaps: [
          ...gapsOf({ label: 'name of a bar', path: label, found: bars.map(({ name }) => name) }),
          ...gapsOf({ label: 'length of a bar', path: value.path, found: bars.map(({ size }) => size) }),
        ],
        hasAnswers: bars.length === 0 || items.length > 0,
      };
    },
  };
}

const notNegative = (found: FoundAmount): FoundAmount =>
  found.kind === 'value' && found.amount < 0 ? { kind: 'wrong', why: 'is negative' } : found;
