import type { Block } from '../../../report/section.ts';
import type { Json } from '../json-path.ts';
import type { SectionBlockSpec } from '../spec.ts';
import type { Gap } from './gaps.ts';

export type BlockSpecOf<Kind extends SectionBlockSpec['kind']> = Extract<SectionBlockSpec, { kind: Kind }>;

/** One block of a section, its paths compiled. */
export interface BlockWriter {
  /** @throws SourceError `invalid_response` when the answers do not hold what the block shows */
  write(root: Json, nowMs: number): WrittenBlock;
}

export interface WrittenBlock {
  readonly block: Block;
  readonly gaps: readonly Gap[];
  /** False where every value is missing or unknown. An empty list is an answer. */
  readonly hasAnswers: boolean;
}
