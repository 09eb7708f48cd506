import type { ReportedFinding } from '../report/comparison.ts';
import type { Block, Value } from '../report/section.ts';
import { factsPerRow, type Limits } from './limits.ts';
import type { Writer } from './writer.ts';

/** No number, time or range of times is written longer, in whatever language, in code points. */
const longestWritten = 160;

/**
 * Tells which limits come to the same for a block: where the keys are equal, so are its views. A list of three is the same
 * whether six or three have room, and a text of twenty letters whether 600 or 400 may be written.
 */
export const viewKey = (block: Block, write: Writer, limits: Limits): string => {
  const textLength =
    limits.textLength >= longestTextOf(block, () => textsOf(block)) ? 'whole' : limits.textLength;
  switch (block.kind) {
    case 'facts':
      return `${Math.min(limits.rows * factsPerRow, block.items.length)} ${textLength}`;
    case 'table':
      return `${limits.form} ${Math.min(limits.rows, block.rows.length)} ${textLength}`;
    case 'bars':
      return `${Math.min(limits.bars, block.items.length)} ${textLength}`;
    case 'series':
      return `${write.pictureSource(block)} ${textLength}`;
    case 'note':
      return `${textLength}`;
  }
};

/** The same for a finding. */
export const findingKey = (finding: ReportedFinding, { rows, textLength }: Limits): string => {
  const { title, meaning, advice, things, explained = [] } = finding;
  const texts = (): string[] => [title, meaning, advice, ...explained.map((one) => one.title)];
  const length = textLength >= longestTextOf(finding, texts) ? 'whole' : textLength;
  return `${Math.min(rows, Math.max(things.length, explained.length))} ${length}`;
};

const lengths = new WeakMap<Block | ReportedFinding, number>();

const longestTextOf = (of: Block | ReportedFinding, texts: () => readonly string[]): number => {
  const known = lengths.get(of);
  if (known !== undefined) return known;
  const length = texts().reduce((longest, text) => Math.max(longest, text.length), longestWritten);
  lengths.set(of, length);
  return length;
};

/** Everything in a block that came as a text. */
const textsOf = (block: Block): readonly string[] => {
  if (block.kind === 'note') return [block.text];
  const title = block.title ?? '';
  switch (block.kind) {
    case 'facts':
      return [title, ...block.items.flatMap(({ label, value, hint = '' }) => [label, textOf(value), hint])];
    case 'table': {
      const { one = '', many = '' } = block.well ?? {};
      const cells = block.rows.flatMap((row) => row.map(textOf));
      return [title, block.more ?? '', one, many, ...block.columns.map((column) => column.title), ...cells];
    }
    case 'bars':
      return [title, block.more ?? '', ...block.items.flatMap(({ label, value }) => [label, textOf(value)])];
    case 'series': {
      const values = [block.summary, block.largest ?? null].map(textOf);
      return [title, ...values, ...(block.marks ?? []).map(({ label }) => label)];
    }
  }
};

const textOf = (value: Value): string => {
  if (value === null) return '';
  if (typeof value === 'string') return value;
  return 'text' in value ? value.text : '';
};
