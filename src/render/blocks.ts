import type { Block } from '../report/section.ts';
import type { BlockView } from './block-view.ts';
import { cellView, labelMaxLength, titleMaxLength } from './cell.ts';
import { samplesOf } from './chart/samples.ts';
import { longestWord } from './columns.ts';
import { leftOutPhrase } from './left-out.ts';
import { factsPerRow, type Limits } from './limits.ts';
import { noteView } from './note.ts';
import { viewKey } from './same-view.ts';
import { asShares } from './series.ts';
import { seriesView } from './series-view.ts';
import { tableView } from './table.ts';
import { barTags, factTag } from './tags.ts';
import { andMore, type Writer } from './writer.ts';

type BlockOf<Kind extends Block['kind']> = Extract<Block, { kind: Kind }>;

/**
 * A block in written words, cut to the limits. Nothing for a block that is empty and has no title to say so under. Where
 * other limits came to the same, it is the very view that was made for them.
 */
export const blockView = (block: Block, write: Writer, limits: Limits): BlockView | undefined => {
  const key = viewKey(block, write, limits);
  const views = write.kept.views.get(block) ?? new Map<string, BlockView | undefined>();
  write.kept.views.set(block, views);
  if (views.has(key)) return views.get(key);
  const view = newView(block, write, limits);
  views.set(key, view);
  return view;
};

const newView = (block: Block, write: Writer, limits: Limits): BlockView | undefined => {
  if (isEmpty(block)) return emptyView(block, write);
  switch (block.kind) {
    case 'facts':
      return factsView(block, write, limits);
    case 'table':
      return tableView(block, write, limits);
    case 'bars':
      return barsView(block, write, limits);
    case 'series':
      return seriesView(block, write);
    case 'note':
      return noteView(block.tone, write.text(block.text));
  }
};

const isEmpty = (block: Block): boolean => {
  switch (block.kind) {
    case 'facts':
    case 'bars':
      return block.items.length === 0;
    case 'table':
      return block.rows.length === 0 || block.columns.length === 0;
    case 'series':
      return samplesOf(block).length === 0;
    case 'note':
      return block.text.trim() === '';
  }
};

const emptyView = (block: Block, write: Writer): BlockView | undefined => {
  if (block.kind === 'note' || block.title === undefined) return undefined;
  return noteView('neutral', `${write.text(block.title, titleMaxLength)}: none`);
};

/** Letters of a word that a label may keep whole in a window of 320 px, beside its value and with larger text. */
const longestLabelWord = 14;

const factsView = (block: BlockOf<'facts'>, write: Writer, limits: Limits): BlockView => ({
  kind: 'facts',
  title: write.text(block.title ?? '', titleMaxLength),
  items: block.items.slice(0, limits.rows * factsPerRow).map(({ label, value, hint }, index) => ({
    label: write.text(label, labelMaxLength),
    tag: factTag(index === 0, longestWord(label) <= longestLabelWord),
    value: cellView(value, write),
    hint: write.text(hint ?? ''),
  })),
  more: andMore(write, block.items.length - limits.rows * factsPerRow),
});

const barsView = (block: BlockOf<'bars'>, write: Writer, limits: Limits): BlockView => {
  const shares = asShares(block.items.map(({ amount }) => amount));
  return {
    kind: 'bars',
    title: write.text(block.title ?? '', titleMaxLength),
    items: block.items.slice(0, limits.bars).map(({ label, value }, index) => ({
      label: write.text(label, labelMaxLength),
      value: cellView(value, write),
      percent: Math.round((shares[index] ?? 0) * 100),
      ...barTags(index === 0),
    })),
    more: leftOutPhrase({ rows: block.items.length - limits.bars, source: block.more ?? '' }, write),
  };
};
