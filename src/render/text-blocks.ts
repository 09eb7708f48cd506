import type { BlockView, BlockViewOf } from './block-view.ts';
import { displayWidth, padText, textWidth, wrapText } from './text-lines.ts';
import { tableLines } from './text-table.ts';

const maxLabelWidth = 30;
const barWidth = 20;
const sparks = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'] as const;

/** A block as lines of the text part, saying the same as its HTML. */
export const blockLines = (block: BlockView): readonly string[] => {
  switch (block.kind) {
    case 'facts':
      return [...titleLines(block.title), ...factLines(block), ...moreLines(block.more)];
    case 'table':
      return [...titleLines(block.title), ...tableLines(block), ...moreLines(block.more)];
    case 'bars':
      return [...titleLines(block.title), ...barLines(block), ...moreLines(block.more)];
    case 'series':
      return seriesLines(block);
    case 'note':
      return wrapText(block.text, { first: block.word === '' ? '' : `${block.word}: `, rest: '' });
  }
};

const titleLines = (title: string): readonly string[] => (title === '' ? [] : wrapText(`${title}:`));

const moreLines = (more: string): readonly string[] => (more === '' ? [] : wrapText(more, { first: '  ' }));

const labelWidth = (labels: readonly string[]): number =>
  Math.min(
    maxLabelWidth,
    labels.reduce((widest, label) => Math.max(widest, displayWidth(label)), 0),
  );

const factLines = ({ items }: BlockViewOf<'facts'>): readonly string[] => {
  const width = labelWidth(items.map(({ label }) => label));
  return items.flatMap(({ label, value, hint }) =>
    labelled(label, width, hint === '' ? value.text : `${value.text} (${hint})`),
  );
};

/** `label  text`, or the label on a line of its own where it is too long for its column. */
const labelled = (label: string, width: number, text: string): readonly string[] => {
  const gap = ' '.repeat(width + 4);
  if (displayWidth(label) > width)
    return [...wrapText(label, { first: '  ' }), ...wrapText(text, { first: gap })];
  return wrapText(text, { first: `  ${padText(label, width)}  ` });
};

const barLines = ({ items }: BlockViewOf<'bars'>): readonly string[] => {
  const width = labelWidth(items.map(({ label }) => label));
  return items.flatMap(({ label, value, percent }) => {
    const bar = '█'.repeat(Math.round((percent / 100) * barWidth));
    return labelled(label, width, `${padText(bar, barWidth, 'left').replaceAll(' ', '·')} ${value.text}`);
  });
};

const seriesLines = ({
  title,
  summary,
  marks,
  from,
  to,
  heights,
}: BlockViewOf<'series'>): readonly string[] => {
  const highest = heights.reduce((most, height) => Math.max(most, height), 1);
  const line = heights.map((height) => spark(height / highest)).join('');
  return [
    ...wrapText(`${title}: ${summary.text}`),
    `  ${line}`.slice(0, textWidth),
    ...wrapText(`${from} – ${to}`, { first: '  ' }),
    ...(marks === '' ? [] : wrapText(marks, { first: '  ' })),
  ];
};

/** A gap is seen as one, in a type of any width. */
const gap = '·';

const spark = (share: number): string =>
  share === 0 ? gap : (sparks[Math.min(sparks.length - 1, Math.floor(share * sparks.length))] ?? gap);
