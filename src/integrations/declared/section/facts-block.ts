import type { FactItem } from '../../../report/section.ts';
import type { BlockSpecOf, BlockWriter } from './block-writer.ts';
import { createValueFinder, type Found } from './find-value.ts';
import { gapsOf } from './gaps.ts';

/** Labels with values. A wrong type under any label is a failure, a member that is absent is a dash. */
export function createFacts({ title, items }: BlockSpecOf<'facts'>): BlockWriter {
  const finders = items.map(({ label, value }) => ({ label, ...createValueFinder(value) }));
  return {
    write(root, nowMs) {
      const facts = finders.map(({ label, path, find }) => ({ label, path, found: find(root, nowMs) }));
      return {
        block: { kind: 'facts', ...(title !== undefined && { title }), items: facts.map(itemOf) },
        gaps: facts.flatMap(({ label, path, found }) => gapsOf({ label, path, found: [found] })),
        hasAnswers: facts.some(({ found }) => found.kind === 'value'),
      };
    },
  };
}

const itemOf = ({ label, found }: { label: string; found: Found }): FactItem => ({
  label,
  value: found.kind === 'value' ? found.value : null,
});
