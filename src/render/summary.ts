import type { IntegrationSection } from '../integrations/results.ts';
import type { Report } from '../report/report.ts';
import type { Block } from '../report/section.ts';
import { labelMaxLength, titleMaxLength } from './cell.ts';
import type { Limits } from './limits.ts';
import { integrationView, type SectionView } from './sections.ts';
import type { Writer } from './writer.ts';

/** A section of a day on which nothing happened: its facts in a line or two, and what it says of itself. */
export interface SummaryView {
  readonly title: string;
  readonly lines: readonly string[];
  /** As in `SectionView`. */
  readonly failure: SectionView['failure'];
}

export const integrationSummary = (
  section: IntegrationSection,
  write: Writer,
  limits: Limits,
): SummaryView => {
  if (section.success) return summaryView(section.displayName, section.data.blocks, write, limits);
  const { title, failure } = integrationView(section, write, limits);
  return { title, lines: [], failure };
};

/** With an all-clear a mail tells in a line or two what is in the full report at its length. */
export const isInShort = ({ verdict }: Report, { form }: Limits): boolean =>
  form === 'mail' && verdict.severity === 'clear';

const most = { lines: 2, factsPerLine: 5, notes: 3 } as const;

/** Of a section that was read. */
export const summaryView = (
  title: string,
  blocks: readonly Block[],
  write: Writer,
  limits: Limits,
): SummaryView => {
  const facts = blocks.flatMap((block) => (block.kind === 'facts' ? [factsLine(block, write)] : []));
  const notes = blocks.flatMap((block) => (block.kind === 'note' ? [write.text(block.text)] : []));
  const lines = [...facts.slice(0, most.lines), ...notes.slice(0, most.notes)]
    .filter((line) => line !== '')
    .slice(0, Math.max(1, limits.blocks));
  return {
    title: write.text(title, labelMaxLength),
    lines: lines.length > 0 ? lines : [restOf(blocks)],
    failure: null,
  };
};

/** "Latency: Typical 10 ms · Highest 21 ms"; a line never begins with the dot. */
const factsLine = ({ title, items }: Extract<Block, { kind: 'facts' }>, write: Writer): string => {
  const line = items
    .slice(0, most.factsPerLine)
    .map(({ label, value }) => `${write.text(label, labelMaxLength)} ${write.value(value)}`)
    .join('\u00a0· ');
  const named = write.text(title ?? '', titleMaxLength);
  return line === '' || named === '' ? line : `${named}: ${line}`;
};

const restOf = (blocks: readonly Block[]): string =>
  blocks.length === 0 ? 'Nothing to report' : 'Read; its lists are in the full report.';
