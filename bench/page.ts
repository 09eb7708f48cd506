import type { Row } from './target.ts';

export interface Table {
  readonly title: string;
  readonly head: readonly string[];
  /** The first column is words, the others are figures. */
  readonly rows: readonly (readonly string[])[];
}

export const targetTable = (rows: readonly Row[]): Table => ({
  title: 'Targets',
  head: ['', 'measured', 'target', ''],
  rows: rows.map(({ what, measured, target, isMet }) => [what, measured, target, isMet ? 'met' : 'missed']),
});

/** A table in Markdown whose columns also line up where it is read as it is. */
export const writeTable = ({ title, head, rows }: Table): string => {
  const widths = head.map((name, column) =>
    Math.max(3, ...[name, ...rows.map((row) => row[column] ?? '')].map(({ length }) => length)),
  );
  const pad = (text: string, column: number): string =>
    column === 0 ? text.padEnd(widths[column] ?? 0) : text.padStart(widths[column] ?? 0);
  const line = (cells: readonly string[]): string => `| ${cells.map(pad).join(' | ')} |`;
  const rule = widths.map((width, column) =>
    column === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`,
  );
  return [`**${title}**`, '', line(head), line(rule), ...rows.map(line)].join('\n');
};

const begin = '<!-- measured: written by npm run bench -->';
const end = '<!-- /measured -->';

/**
 * The page with what was measured between its two marks; what people wrote around them stays.
 * @throws Error when the page has no marks
 */
export const withMeasured = (page: string, measured: string): string => {
  const [from, to] = [page.indexOf(begin), page.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`docs/performance.md has no "${begin}" … "${end}"`);
  return `${page.slice(0, from + begin.length)}\n\n${measured.trim()}\n\n${page.slice(to)}`;
};
