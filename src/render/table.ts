import type { Block } from '../report/section.ts';
import type { BlockViewOf, CellView, ColumnView, RowView } from './block-view.ts';
import { cellView, labelMaxLength, titleMaxLength } from './cell.ts';
import { columnsKeepingWords, columnWidths, lineLengths, longestWord } from './columns.ts';
import { leftOutPhrase } from './left-out.ts';
import type { Limits } from './limits.ts';
import type { Writer } from './writer.ts';

type TableBlock = Extract<Block, { kind: 'table' }>;

/** More columns than this cannot be read side by side; a declared integration may ask for any number. */
const maxColumns = 8;

/** From this many columns on, each row is a card of its own in a narrow window. */
const wideFrom = 4;

/** A text in a table's widest column may be a whole sentence, as events are. */
const sentenceMaxLength = 240;

export const tableView = (block: TableBlock, write: Writer, limits: Limits): BlockViewOf<'table'> => {
  const shown = block.columns.slice(0, maxColumns);
  const rows = cellRows(block.rows.slice(0, limits.rows), shown.length, write);
  const wide = shown.length >= wideFrom;
  const columns = columnViews(shown, rows, wide, write);
  return {
    kind: 'table',
    title: write.text(block.title ?? '', titleMaxLength),
    columns,
    rows: rows.flatMap((row) => rowView(row, columns)),
    wide,
    more: leftOutPhrase(
      {
        rows: block.rows.length - limits.rows,
        columns: block.columns.length - shown.length,
        source: block.more ?? '',
      },
      write,
    ),
  };
};

/** As many cells per row as there are columns; those of the widest column may be longer than the others. */
const cellRows = (
  rows: TableBlock['rows'],
  columnCount: number,
  write: Writer,
): readonly (readonly CellView[])[] => {
  const indexes = Array.from({ length: columnCount }, (_, index) => index);
  const written = rows.map((row) =>
    indexes.map((index) => cellView(row[index] ?? null, write, sentenceMaxLength)),
  );
  const longest = indexes.map((index) => longestText(written, index));
  const widest = longest.indexOf(Math.max(...longest));
  return rows.map((row, at) =>
    indexes.map((index) => {
      const cell = index === widest ? written[at]?.[index] : undefined;
      return cell ?? cellView(row[index] ?? null, write);
    }),
  );
};

const longestText = (rows: readonly (readonly CellView[])[], index: number): number =>
  rows.reduce((longest, row) => Math.max(longest, row[index]?.text.length ?? 0), 0);

const columnViews = (
  columns: TableBlock['columns'],
  rows: readonly (readonly CellView[])[],
  wide: boolean,
  write: Writer,
): readonly ColumnView[] => {
  const titles = columns.map(({ title }) => write.text(title, labelMaxLength));
  const longestWords = titles.map((title, index) =>
    longestWord([title, ...rows.map((row) => row[index]?.text ?? '')]),
  );
  const longestTexts = titles.map((title, index) => Math.max(title.length, longestText(rows, index)));
  const whole = columnsKeepingWords(longestWords, lineLengths.narrow);
  const wholeAtFullWidth = columnsKeepingWords(longestWords, lineLengths.full);
  const widths = columnWidths(longestTexts);
  return columns.map(({ align }, index) => ({
    title: titles[index] ?? '',
    right: align === 'end',
    breaks: whole[index] !== true,
    keep: whole[index] !== true && wholeAtFullWidth[index] === true,
    width: widths[index] ?? null,
    cardLabel: wide ? (titles[index] ?? '') : '',
  }));
};

const rowView = (row: readonly CellView[], columns: readonly ColumnView[]): readonly RowView[] => {
  const [head, ...cells] = columns.flatMap((column, index) => {
    const cell = row[index];
    return cell === undefined ? [] : [{ ...cell, column }];
  });
  return head === undefined ? [] : [{ head, cells }];
};
