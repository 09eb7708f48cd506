import type { Block } from '../../report/section.ts';

/** Blocks that repeat others from another side, as background: a mail without room for everything does without them. */
export const asDetails = (blocks: readonly Block[]): readonly Block[] =>
  blocks.map((block) => (block.kind === 'note' ? block : { ...block, isDetail: true }));
