import type { Report } from '../report/report.ts';
import type { Block } from '../report/section.ts';
import { type Limits, pageSteps } from './limits.ts';

/** Written in a few seconds, and opened at once: several times what the largest networks fill. */
const mostRows = 20_000;

/** The steps by which the page of this report is cut, without those that would only take long to prove too large. */
export const pageStepsFor = (report: Report): readonly [Limits, ...Limits[]] => {
  const sections = blocksBySection(report);
  const [generous, ...tighter] = pageSteps;
  let steps: readonly [Limits, ...Limits[]] = [generous, ...tighter];
  for (const [index, limits] of tighter.entries()) {
    if (rowsWithin(steps[0], sections) <= mostRows) break;
    steps = [limits, ...tighter.slice(index + 1)];
  }
  return steps;
};

const blocksBySection = ({ network, integrations }: Report): readonly (readonly Block[])[] => [
  ...network.map(({ blocks }) => blocks),
  ...integrations.map((section) => (section.success ? section.data.blocks : [])),
];

const rowsWithin = (limits: Limits, sections: readonly (readonly Block[])[]): number =>
  sections
    .flatMap((blocks) => blocks.slice(0, limits.blocks))
    .reduce((sum, block) => sum + Math.min(limits.rows, rowsOf(block)), 0);

const rowsOf = (block: Block): number => {
  if (block.kind === 'table') return block.rows.length;
  return block.kind === 'facts' || block.kind === 'bars' ? block.items.length : 1;
};
