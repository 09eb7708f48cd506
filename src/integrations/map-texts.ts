import type { Block, Fact, FactItem, Finding, Value } from '../report/section.ts';
import type { FetchedData } from './results.ts';

/** What becomes of each text that an integration told. */
export interface TextMaps {
  /** Sentences and titles. */
  text(text: string): string;
  /** Names and values. */
  label(text: string): string;
}

/** A copy with other texts. Titles of blocks and columns stay: they are the integration's own words. */
export const mapTexts = ({ blocks, facts, findings }: FetchedData, maps: TextMaps): FetchedData => ({
  blocks: blocks.map((block) => inBlock(block, maps)),
  facts: facts.map((fact) => inFact(fact, maps)),
  findings: findings.map((finding) => inFinding(finding, maps)),
});

function inBlock(block: Block, maps: TextMaps): Block {
  switch (block.kind) {
    case 'facts':
      return { ...block, items: block.items.map((item) => inItem(item, maps)) };
    case 'table':
      return { ...block, rows: block.rows.map((row) => row.map((value) => inValue(value, maps))) };
    case 'bars':
      return {
        ...block,
        items: block.items.map(({ label, amount, value }) => ({
          label: maps.label(label),
          amount,
          value: inValue(value, maps),
        })),
      };
    case 'series':
      return inSeries(block, maps);
    case 'note':
      return { ...block, text: maps.text(block.text) };
  }
}

const inSeries = (block: Extract<Block, { kind: 'series' }>, maps: TextMaps): Block => ({
  ...block,
  title: maps.text(block.title),
  summary: inValue(block.summary, maps),
  ...(block.largest === undefined ? {} : { largest: inValue(block.largest, maps) }),
  ...(block.marks === undefined
    ? {}
    : { marks: block.marks.map((mark) => ({ ...mark, label: maps.text(mark.label) })) }),
});

const inItem = ({ label, value, hint }: FactItem, maps: TextMaps): FactItem => ({
  label: maps.label(label),
  value: inValue(value, maps),
  ...(hint === undefined ? {} : { hint: maps.text(hint) }),
});

function inValue(value: Value, maps: TextMaps): Value {
  if (typeof value === 'string') return maps.label(value);
  return value !== null && 'text' in value ? { ...value, text: maps.label(value.text) } : value;
}

/** An attacker's address is one of the world outside, but what attacks may be a host inside as well. */
function inFact(fact: Fact, maps: TextMaps): Fact {
  switch (fact.kind) {
    case 'attacker':
      return { ...fact, ip: maps.label(fact.ip) };
    case 'outage':
      return {
        ...fact,
        what: maps.text(fact.what),
        ...(fact.findingId === undefined ? {} : { findingId: maps.text(fact.findingId) }),
      };
    case 'metric':
      return fact;
  }
}

const inFinding = (finding: Finding, maps: TextMaps): Finding => ({
  ...finding,
  id: maps.text(finding.id),
  ...(finding.ownRuleId === undefined ? {} : { ownRuleId: maps.text(finding.ownRuleId) }),
  title: maps.text(finding.title),
  ...(finding.short === undefined ? {} : { short: maps.text(finding.short) }),
  meaning: maps.text(finding.meaning),
  advice: maps.text(finding.advice),
  things: finding.things.map(maps.label),
});
