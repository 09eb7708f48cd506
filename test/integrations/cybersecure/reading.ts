import type { IntegrationResults } from '../../../src/integrations/results.ts';
import { getSection } from '../../../src/integrations/results.ts';
import type { Block, Value } from '../../../src/report/section.ts';

/** What CyberSecure shows. @throws Error when it failed */
export function shown(results: IntegrationResults) {
  const section = getSection(results, 'cybersecure');
  if (!section?.success) throw new Error(`CyberSecure failed: ${section?.reason ?? 'no section'}`);
  const { blocks, facts, findings } = section.data;
  return {
    facts,
    findings,
    blocks,
    /** The overview, label → value. */
    overview: Object.fromEntries(overviewOf(blocks).map(({ label, value }) => [label, value])),
    hints: Object.fromEntries(overviewOf(blocks).map(({ label, hint }) => [label, hint])),
    notes: blocks.flatMap((block) => (block.kind === 'note' ? [block.text] : [])),
    /** The rows of the table of that title. */
    table: (title: string) =>
      blocks.flatMap((block) => (block.kind === 'table' && block.title === title ? block.rows : [])),
    bars: (title: string) =>
      blocks.flatMap((block) =>
        block.kind === 'bars' && block.title === title
          ? block.items.map(({ label, amount }) => [label, amount] as const)
          : [],
      ),
  };
}

const overviewOf = (blocks: readonly Block[]): readonly { label: string; value: Value; hint?: string }[] =>
  blocks.flatMap((block) => (block.kind === 'facts' ? block.items : []));
