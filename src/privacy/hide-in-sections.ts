import type { FetchedData, IntegrationResults } from '../integrations/results.ts';
import type { Block, Fact, FactItem, Finding, Value } from '../report/section.ts';
import type { Directory } from './directory.ts';

type Hiding = Pick<Directory, 'hideInText' | 'hideInLabel'>;

/** What integrations answered, with hashes for the clients it names. What failed names none. */
export const hideInIntegrations = (
  { sections, results }: IntegrationResults,
  hiding: Hiding,
): IntegrationResults => ({
  sections: sections.map((section) =>
    section.success ? { ...section, data: hideInData(section.data, hiding) } : section,
  ),
  results: results.map((result) =>
    result.success ? { ...result, data: hideInData(result.data, hiding) } : result,
  ),
});

const hideInData = ({ blocks, facts, findings }: FetchedData, hiding: Hiding): FetchedData => ({
  blocks: blocks.map((block) => hideInBlock(block, hiding)),
  facts: facts.map((fact) => hideInFact(fact, hiding)),
  findings: findings.map((finding) => hideInFinding(finding, hiding)),
});

/** Titles and columns are the integration's own words. */
function hideInBlock(block: Block, hiding: Hiding): Block {
  switch (block.kind) {
    case 'facts':
      return { ...block, items: block.items.map((item) => hideInItem(item, hiding)) };
    case 'table':
      return { ...block, rows: block.rows.map((row) => row.map((value) => hideInValue(value, hiding))) };
    case 'bars':
      return {
        ...block,
        items: block.items.map(({ label, amount, value }) => ({
          label: hiding.hideInLabel(label),
          amount,
          value: hideInValue(value, hiding),
        })),
      };
    case 'series':
      return { ...block, title: hiding.hideInText(block.title), summary: hideInValue(block.summary, hiding) };
    case 'note':
      return { ...block, text: hiding.hideInText(block.text) };
  }
}

const hideInItem = ({ label, value, hint }: FactItem, hiding: Hiding): FactItem => ({
  label: hiding.hideInLabel(label),
  value: hideInValue(value, hiding),
  ...(hint === undefined ? {} : { hint: hiding.hideInText(hint) }),
});

function hideInValue(value: Value, hiding: Hiding): Value {
  if (typeof value === 'string') return hiding.hideInLabel(value);
  return value !== null && 'text' in value ? { ...value, text: hiding.hideInLabel(value.text) } : value;
}

/** An attacker's address is one of the world outside. */
const hideInFact = (fact: Fact, hiding: Hiding): Fact =>
  fact.kind === 'outage' ? { ...fact, what: hiding.hideInText(fact.what) } : fact;

const hideInFinding = (finding: Finding, hiding: Hiding): Finding => ({
  ...finding,
  id: hiding.hideInText(finding.id),
  ...(finding.ownRuleId !== undefined && { ownRuleId: hiding.hideInText(finding.ownRuleId) }),
  title: hiding.hideInText(finding.title),
  meaning: hiding.hideInText(finding.meaning),
  advice: hiding.hideInText(finding.advice),
  things: finding.things.map(hiding.hideInLabel),
});
