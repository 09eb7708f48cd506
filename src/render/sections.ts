import type { IntegrationSection } from '../integrations/results.ts';
import type { Block, NetworkSection } from '../report/section.ts';
import type { BlockView } from './block-view.ts';
import { blockView } from './blocks.ts';
import { labelMaxLength } from './cell.ts';
import type { Limits } from './limits.ts';
import { noteView } from './note.ts';
import { counted, type Writer } from './writer.ts';

/** One part of the report under a heading of its own: what was read, or why nothing could be. */
export interface SectionView {
  readonly title: string;
  readonly blocks: readonly BlockView[];
  readonly more: string;
  /** The contract words and the reason of a failed integration. */
  readonly failure: { readonly message: string; readonly reason: string } | null;
}

export const networkView = (section: NetworkSection, write: Writer, limits: Limits): SectionView =>
  readView(section.title, section.blocks, write, limits);

/** A configured integration always has its section, whatever became of it (DESIGN §4). */
export const integrationView = (section: IntegrationSection, write: Writer, limits: Limits): SectionView => {
  if (section.success) return readView(section.displayName, section.data.blocks, write, limits);
  return {
    title: write.text(section.displayName, labelMaxLength),
    blocks: [],
    more: '',
    failure: { message: section.errorMessage, reason: write.text(section.reason) },
  };
};

/** A part that was read. */
export const readView = (
  title: string,
  blocks: readonly Block[],
  write: Writer,
  limits: Limits,
): SectionView => {
  const written = limits.details ? blocks : blocks.filter((block) => !isDetail(block));
  const views = written.flatMap((block) => blockView(block, write, limits) ?? []);
  const leftOut = views.length - limits.blocks;
  const phrases = [
    leftOut > 0 ? `${counted(write, leftOut, 'part')} left out for lack of room` : '',
    limits.details ? '' : detailsLeftOut(blocks.filter(isDetail), write),
  ];
  return {
    title: write.text(title, labelMaxLength),
    blocks: views.length === 0 ? [noteView('neutral', 'Nothing to report')] : views.slice(0, limits.blocks),
    more: phrases.filter((phrase) => phrase !== '').join('; '),
    failure: null,
  };
};

const isDetail = (block: Block): boolean => block.kind !== 'note' && block.isDetail === true;

/** "5 more lists and 1 more chart in the full report"; empty for none. */
const detailsLeftOut = (details: readonly Block[], write: Writer): string => {
  const charts = details.filter(({ kind }) => kind === 'series').length;
  const lists = details.length - charts;
  const kinds = [
    lists > 0 ? counted(write, lists, 'more list') : '',
    charts > 0 ? counted(write, charts, 'more chart') : '',
  ].filter((kind) => kind !== '');
  return kinds.length === 0 ? '' : `${kinds.join(' and ')} in the full report`;
};
