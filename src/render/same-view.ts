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
    limits.textLength >= longestTextOf(block, () => longestIn(block)) ? 'whole' : limits.textLength;
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
  const inTexts = () => longest([title, meaning, advice, ...explained.map((one) => one.title)], lengthOf);
  const length = textLength >= longestTextOf(finding, inTexts) ? 'whole' : textLength;
  return `${Math.min(rows, Math.max(things.length, explained.length))} ${length}`;
};

const lengths = new WeakMap<Block | ReportedFinding, number>();

const longestTextOf = (of: Block | ReportedFinding, find: () => number): number => {
  const known = lengths.get(of);
  if (known !== undefined) return known;
  const length = Math.max(longestWritten, find());
  lengths.set(of, length);
  return length;
};

const longest = <Of>(items: readonly Of[], lengthOf: (item: Of) => number): number => {
  let most = 0;
  for (const item of items) most = Math.max(most, lengthOf(item));
  return most;
};

/** Of everything in a block that came as a text. Tables have thousands of cells: no list of their texts is made. */
const longestIn = (block: Block): number => {
  if (block.kind === 'note') return block.text.length;
  return Math.max(block.title?.length ?? 0, longestInside(block));
};

const longestInside = (block: Exclude<Block, { kind: 'note' }>): number => {
  switch (block.kind) {
    case 'facts':
      return longest(block.items, ({ label, value, hint = '' }) =>
        Math.max(label.length, hint.length, lengthOf(value)),
      );
    case 'table': {
      const { one = '', many = '' } = block.well ?? {};
      const inRows = longest(block.rows, (row) => longest(row, lengthOf));
      const inColumns = longest(block.columns, ({ title }) => title.length);
      return Math.max(inRows, inColumns, block.more?.length ?? 0, one.length, many.length);
    }
    case 'bars': {
      const inItems = longest(block.items, ({ label, value }) => Math.max(label.length, lengthOf(value)));
      return Math.max(inItems, block.more?.length ?? 0);
    }
    case 'series': {
      const inMarks = longest(block.marks ?? [], ({ label }) => label.length);
      return Math.max(inMarks, lengthOf(block.summary), lengthOf(block.largest ?? null));
    }
  }
};

const lengthOf = (value: Value): number => {
  if (value === null) return 0;
  if (typeof value === 'string') return value.length;
  return 'text' in value ? value.text.length : 0;
};
