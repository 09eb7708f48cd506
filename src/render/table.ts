import type { Block } from '../report/section.ts';
import type { BlockViewOf, CellView, ColumnView, RowView } from './block-view.ts';
import { cellView, labelMaxLength, titleMaxLength } from './cell.ts';
import { columnsKeepingWords, lineLengths, longestWord } from './columns.ts';
import type { Limits } from './limits.ts';
import { andMore, counted, joinMore, type Writer } from './writer.ts';

type TableBlock = Extract<Block, { kind: 'table' }>;

/** More columns than this cannot be read side by side; a declared integration may ask for any number. */
const maxColumns = 8;

/** From this many columns on, each row is a card of its own in a narrow window. */
const wideFrom = 4;

export const tableView = (block: TableBlock, write: Writer, limits: Limits): BlockViewOf<'table'> => {
  const shown = block.columns.slice(0, maxColumns);
  const cells = block.rows
    .slice(0, limits.rows)
    .map((row) => shown.map((_, index) => cellView(row[index] ?? null, write)));
  const columns = columnViews(shown, cells, write);
  const hiddenColumns = block.columns.length - shown.length;
  return {
    kind: 'table',
    title: write.text(block.title ?? '', titleMaxLength),
    columns,
    rows: cells.flatMap((row) => rowView(row, columns)),
    wide: columns.length >= wideFrom,
    more: joinMore(
      andMore(write, block.rows.length - limits.rows),
      hiddenColumns > 0 ? `${counted(write, hiddenColumns, 'column')} left out` : '',
      write.text(block.more ?? ''),
    ),
  };
};

const columnViews = (
  columns: TableBlock['columns'],
  rows: readonly (readonly CellView[])[],
  write: Writer,
): readonly ColumnView[] => {
  const titles = columns.map(({ title }) => write.text(title, labelMaxLength));
  const longestWords = titles.map((title, index) =>
    longestWord([title, ...rows.map((row) => row[index]?.text ?? '')]),
  );
  const whole = columnsKeepingWords(longestWords, lineLengths.narrow);
  const wholeAtFullWidth = columnsKeepingWords(longestWords, lineLengths.full);
  return columns.map(({ align }, index) => ({
    title: titles[index] ?? '',
    align: align === 'end' ? 'right' : 'left',
    wrap: whole[index] === true ? 'normal' : 'anywhere',
    keep: wholeAtFullWidth[index] === true,
    gap: index === 0 ? 0 : 10,
  }));
};

const rowView = (row: readonly CellView[], columns: readonly ColumnView[]): readonly RowView[] => {
  const [head, ...cells] = columns.flatMap((column, index) => {
    const cell = row[index];
    return cell === undefined ? [] : [{ ...cell, column }];
  });
  return head === undefined ? [] : [{ head, cells }];
};
