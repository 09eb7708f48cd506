import { getSection, type IntegrationResults } from '../../../src/integrations/results.ts';
import type { Block, FactItem } from '../../../src/report/section.ts';

/** What Cloudflare shows. @throws Error when it failed */
export function shown(results: IntegrationResults) {
  const section = getSection(results, 'cloudflare');
  if (!section?.success) throw new Error(`Cloudflare failed: ${section?.reason ?? 'no section'}`);
  const { blocks, facts, findings } = section.data;
  const factsOf = (title: string | undefined) =>
    blocks.flatMap((block) => (block.kind === 'facts' && block.title === title ? block.items : []));
  const overview = [...factsOf(undefined), ...factsOf('Traffic')];
  return {
    blocks,
    facts,
    findings,
    overview: valuesOf(overview),
    hints: Object.fromEntries(overview.flatMap(({ label, hint }) => (hint ? [[label, hint]] : []))),
    dns: valuesOf(factsOf('DNS')),
    notes: blocks.flatMap((block) => (block.kind === 'note' ? [block.text] : [])),
    table: (title: string) => tableOf(blocks, title)?.rows ?? [],
    series: (title: string) =>
      blocks.flatMap((block) => (block.kind === 'series' && block.title === title ? [block] : []))[0],
    more: (title: string) => tableOf(blocks, title)?.more,
    bars: (title: string) =>
      blocks.flatMap((block) =>
        block.kind === 'bars' && block.title === title
          ? block.items.map(({ label, amount }) => [label, amount] as const)
          : [],
      ),
  };
}

/** The reason of a failed section and its code. @throws Error when it did not fail */
export function failed(results: IntegrationResults) {
  const section = getSection(results, 'cloudflare');
  const [result] = results.results;
  if (section === undefined || section.success || result === undefined || result.success)
    throw new Error('Cloudflare did not fail');
  return { reason: section.reason, code: result.error, detail: result.detail };
}

const valuesOf = (items: readonly FactItem[]) =>
  Object.fromEntries(items.map(({ label, value }) => [label, value]));

const tableOf = (blocks: readonly Block[], title: string) =>
  blocks.flatMap((block) => (block.kind === 'table' && block.title === title ? [block] : []))[0];
