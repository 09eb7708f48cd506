import { createSectionWriter } from '../../../../src/integrations/declared/section/section.ts';
import type {
  Answers,
  DeclaredFindingSpec,
  SectionBlockSpec,
} from '../../../../src/integrations/declared/spec.ts';
import type { Fetched } from '../../../../src/integrations/integration.ts';
import type { Block } from '../../../../src/report/section.ts';
import { declaration } from '../declaration.ts';

export const nowMs = Date.UTC(2026, 4, 26, 7);
export const context = { period: { fromMs: nowMs - 86_400_000, toMs: nowMs }, nowMs };

type Data = Exclude<Fetched, { failure: unknown }>;

export const dataOf = (fetched: Fetched): Data => {
  if ('failure' in fetched) throw new Error(`failed: ${fetched.detail}`);
  return fetched;
};

/** What a section of these blocks shows of these answers. @throws what the writer throws */
export const write = (
  section: readonly SectionBlockSpec[],
  answers: Answers,
  findings: readonly DeclaredFindingSpec[] = [],
): Data => dataOf(createSectionWriter(declaration({ section, findings })).write(answers, context));

export const blocksOf = (section: readonly SectionBlockSpec[], answers: Answers): readonly Block[] =>
  write(section, answers).blocks;
