import { dash } from '../report/format.ts';
import type { Block, Column } from '../report/section.ts';
import type { BlockViewOf, CellTags, CellView, ColumnView, RowView, TableCellView } from './block-view.ts';
import { cellView, labelMaxLength, titleMaxLength } from './cell.ts';
import { columnsKeepingWords, columnWidths, lineLengths, longestWord } from './columns.ts';
import { leftOutPhrase, wellWords } from './left-out.ts';
import type { Limits } from './limits.ts';
import { noteView } from './note.ts';
import { rowsWithin } from './rows.ts';
import { cellTags, headingTag } from './tags.ts';
import { valueMaxLength, type Writer } from './writer.ts';

type TableBlock = Extract<Block, { kind: 'table' }>;

/** More columns than this cannot be read side by side; a declared integration may ask for any number. */
const maxColumns = 8;

/** From this many columns on, each row is a card of its own in a narrow window. */
const wideFrom = 4;

/** A text in a table's widest column may be a whole sentence, as events are. */
const sentenceMaxLength = 240;

/** A table cut to the limits; a sentence where all its rows are only counted. */
export const tableView = (
  block: TableBlock,
  write: Writer,
  limits: Limits,
): BlockViewOf<'table' | 'note'> => {
  const { shown, cut, cutAreWell, well } = rowsWithin(block, limits);
  const shownColumns = block.columns.slice(0, maxColumns);
  const more = leftOutPhrase(
    {
      rows: cut,
      rowsAreWell: cut > 0 && cutAreWell,
      columns: block.columns.length - shownColumns.length,
      well: wellWords(well, block.well, well === block.rows.length, write),
      source: block.more ?? '',
    },
    write,
  );
  const title = write.text(block.title ?? '', titleMaxLength);
  if (shown.length === 0) return noteView('good', more);
  const rows = cellRows(shown, shownColumns.length, write);
  const textOnly = shownColumns.map((column, index) => index > 0 && isLeftOut(column, limits));
  const wide = textOnly.filter((isTextOnly) => !isTextOnly).length >= wideFrom;
  const columns = columnViews(shownColumns, rows, { wide, textOnly }, write);
  const details = columns.filter((column) => column.textOnly).map((column) => column.title);
  return {
    kind: 'table',
    title,
    columns,
    inPage: columns.filter((column) => !column.textOnly),
    rows: rowViews(rows, columns),
    wide,
    more,
    details: details.length === 0 ? '' : `Also in the full report: ${details.join(', ')}`,
  };
};

/** A mail, which must be readable on a phone, shows columns of background in its text part only. */
const isLeftOut = ({ isDetail = false }: Column, { form }: Limits): boolean => isDetail && form === 'mail';

/** As many cells per row as there are columns; those of the widest column may be longer than the others. */
const cellRows = (
  rows: TableBlock['rows'],
  columnCount: number,
  write: Writer,
): readonly (readonly CellView[])[] => {
  const indexes = Array.from({ length: columnCount }, (_, index) => index);
  const written = rows.map((row) => writtenRow(row, indexes, write));
  const longest = indexes.map((index) => longestText(written, index));
  const widest = longest.indexOf(Math.max(...longest));
  const isTooLong = ({ text }: CellView, index: number): boolean =>
    index !== widest && text.length > valueMaxLength;
  return written.map((cells, at) =>
    cells.some(isTooLong)
      ? cells.map((cell, index) =>
          isTooLong(cell, index) ? cellView(rows[at]?.[index] ?? null, write) : cell,
        )
      : cells,
  );
};

/** A row is written once for all limits that cut no sentence of it; how many of them are shown is another matter. */
const writtenRow = (
  row: TableBlock['rows'][number],
  indexes: readonly number[],
  write: Writer,
): readonly CellView[] => {
  const known = write.maxTextLength < sentenceMaxLength ? undefined : write.kept.rows.get(row);
  if (known?.length === indexes.length) return known;
  const written = indexes.map((index) => cellView(row[index] ?? null, write, sentenceMaxLength));
  if (write.maxTextLength >= sentenceMaxLength) write.kept.rows.set(row, written);
  return written;
};

const longestText = (rows: readonly (readonly CellView[])[], index: number): number => {
  let longest = 0;
  for (const row of rows) longest = Math.max(longest, row[index]?.text.length ?? 0);
  return longest;
};

const longestWordIn = (title: string, rows: readonly (readonly CellView[])[], index: number): number => {
  let longest = longestWord(title);
  for (const row of rows) longest = longestWord(row[index]?.text ?? '', longest);
  return longest;
};

const columnViews = (
  columns: TableBlock['columns'],
  rows: readonly (readonly CellView[])[],
  { wide, textOnly }: { readonly wide: boolean; readonly textOnly: readonly boolean[] },
  write: Writer,
): readonly ColumnView[] => {
  const titles = columns.map(({ title }) => write.text(title, labelMaxLength));
  /** What is in the text part only takes no room from the others. */
  const inPage = <Of>(lengths: readonly Of[]): readonly Of[] =>
    lengths.filter((_, index) => !textOnly[index]);
  const placesInPage = inPage(titles.map((_, index) => index));
  const longestWords = titles.map((title, index) => longestWordIn(title, rows, index));
  const longestTexts = titles.map((title, index) => Math.max(title.length, longestText(rows, index)));
  const whole = columnsKeepingWords(inPage(longestWords), lineLengths.narrow);
  const wholeAtFullWidth = columnsKeepingWords(inPage(longestWords), lineLengths.full);
  const widths = columnWidths(inPage(longestTexts));
  return columns.map(({ align }, index) => {
    const place = placesInPage.indexOf(index);
    const view = {
      title: titles[index] ?? '',
      right: align === 'end',
      breaks: whole[place] !== true,
      keep: whole[place] !== true && wholeAtFullWidth[place] === true,
      width: widths[place] ?? null,
      cardLabel: wide ? (titles[index] ?? '') : '',
      textOnly: textOnly[index] === true,
    };
    return { ...view, tag: headingTag(view) };
  });
};

const rowViews = (
  rows: readonly (readonly CellView[])[],
  columns: readonly ColumnView[],
): readonly RowView[] => {
  const writers = columns.map((column, index) => cellWriter(column, index === 0));
  const hasTextOnly = columns.some(({ textOnly }) => textOnly);
  return rows.map((row) => {
    const cells = row.flatMap((cell, index) => writers[index]?.(cell) ?? []);
    return { cells, inPage: hasTextOnly ? cells.filter(({ column }) => !column.textOnly) : cells };
  });
};

/** A column has few kinds of cells: what stands around the text is made once for each. */
const cellWriter = (column: ColumnView, isHead: boolean): ((cell: CellView) => TableCellView) => {
  const label = isHead ? '' : column.cardLabel;
  const unknown = new Map<string, CellTags>();
  const known = new Map<string, CellTags>();
  return (mark) => {
    const { text } = mark;
    const isNone = text === dash;
    const kinds = isNone ? unknown : known;
    const tags = kinds.get(mark.open) ?? cellTags(column, { isHead, isNone, mark });
    kinds.set(mark.open, tags);
    return { text, column, label, before: tags.before, open: tags.open, close: tags.close };
  };
};
