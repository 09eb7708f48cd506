import type { Column, Value } from '../../../report/section.ts';
import type { BlockSpecOf, BlockWriter } from './block-writer.ts';
import { compiledPath } from './compiled.ts';
import { createValueFinder, type Found } from './find-value.ts';
import { gapsOf } from './gaps.ts';
import { findRows } from './rows.ts';

/** One row per value that `rows` selects. A column of which every cell has a wrong type is a failure. */
export function createTable({ title, rows, columns, limit }: BlockSpecOf<'table'>): BlockWriter {
  const path = compiledPath(rows);
  const finders = columns.map((column) => ({ label: column.title, ...createValueFinder(column.value) }));
  return {
    write(root, nowMs) {
      const found = findRows(path, root, limit);
      const cells = finders.map(({ label, path, find }) => ({
        label,
        path,
        found: found.rows.map((row) => find(row, nowMs)),
      }));
      return {
        block: {
          kind: 'table',
          ...(title !== undefined && { title }),
          columns: cells.map(columnOf),
          rows: found.rows.map((_, row) => cells.map((column) => cellOf(column.found[row]))),
          ...(found.more !== undefined && { more: found.more }),
        },
        gaps: cells.flatMap(gapsOf),
        hasAnswers: found.rows.length === 0 || cells.some((column) => column.found.some(isValue)),
      };
    },
  };
}

/** Amounts stand under each other at the end of their column. */
const columnOf = ({ label, found }: { label: string; found: readonly Found[] }): Column => {
  const values = found.filter((each) => each.kind === 'value');
  const isAmounts = values.length > 0 && values.every(({ amount }) => amount !== undefined);
  return isAmounts ? { title: label, align: 'end' } : { title: label };
};

const isValue = ({ kind }: Found): boolean => kind === 'value';

const cellOf = (found: Found | undefined): Value => (found?.kind === 'value' ? found.value : null);
