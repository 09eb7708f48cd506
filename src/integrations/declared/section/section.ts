import { SourceError } from '../../../net/errors.ts';
import type { Block } from '../../../report/section.ts';
import type { Fetched } from '../../integration.ts';
import type { Json } from '../json-path.ts';
import type { DeclaredSpec, SectionWriter } from '../spec.ts';
import { searchable } from './answers.ts';
import { createBlock } from './block.ts';
import type { BlockWriter } from './block-writer.ts';
import { createFindingWatch } from './findings.ts';
import { noteOnGaps } from './gaps.ts';
import { withinTime } from './time-limit.ts';

/** Thousands of times what ordinary paths take; nothing else of the program runs meanwhile. */
const searchLimitMs = 5_000;

/**
 * From answers to what a reader sees, as the file declares it.
 * @throws Error when a path is none: paths are checked when the file is read
 */
export function createSectionWriter(spec: DeclaredSpec): SectionWriter {
  const blocks = spec.section.map((block) => createBlock(block, spec.title));
  const watch = createFindingWatch(spec);
  return {
    write: (answers, { nowMs }) =>
      withinTime(searchLimitMs, (): Fetched => {
        const root = searchable(answers);
        return {
          blocks: [...description(spec), ...writeBlocks(blocks, root, nowMs)],
          ...watch.fired(root, nowMs),
        };
      }),
  };
}

const description = ({ description: text }: DeclaredSpec): readonly Block[] =>
  text === undefined ? [] : [{ kind: 'note', tone: 'neutral', text }];

function writeBlocks(writers: readonly BlockWriter[], root: Json, nowMs: number): readonly Block[] {
  const written = writers.map((writer) => writer.write(root, nowMs));
  if (written.length > 0 && !written.some(({ hasAnswers }) => hasAnswers))
    throw new SourceError('invalid_response', 'answered with nothing of what its section shows');
  return [...written.map(({ block }) => block), ...noteOnGaps(written.flatMap(({ gaps }) => gaps))];
}
