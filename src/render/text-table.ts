import type { BlockViewOf, RowView } from './block-view.ts';
import { displayWidth, padText, textWidth, wrapText } from './text-lines.ts';

const gap = '  ';

/** Columns side by side where they fit into 78 columns; else every row as a small list of its own. */
export const tableLines = ({ columns, rows }: BlockViewOf<'table'>): readonly string[] => {
  const widths = columns.map(({ title }, index) =>
    rows.reduce(
      (widest, row) => Math.max(widest, displayWidth(row.cells[index]?.text ?? '')),
      displayWidth(title),
    ),
  );
  const total = widths.reduce((sum, width) => sum + width + gap.length, 0);
  if (total > textWidth) return rows.flatMap(rowAsList);
  const line = (texts: readonly string[]): string =>
    texts
      .map(
        (text, index) =>
          gap + padText(text, widths[index] ?? 0, columns[index]?.right === true ? 'right' : 'left'),
      )
      .join('')
      .trimEnd();
  return [
    line(columns.map(({ title }) => title)),
    line(widths.map((width) => '-'.repeat(width))),
    ...rows.map((row) => line(row.cells.map(({ text }) => text))),
  ];
};

const rowAsList = ({ cells }: RowView): readonly string[] =>
  cells.flatMap(({ column, text }, index) =>
    index === 0
      ? wrapText(text, { first: '  - ' })
      : wrapText(`${column.title}: ${text}`, { first: '    ', rest: '      ' }),
  );
