import { describe, expect, test } from 'vitest';
import { createFactsOf } from '../../src/integrations/outages.ts';
import type { IntegrationSection } from '../../src/integrations/results.ts';
import type { Fact } from '../../src/report/section.ts';
import { failedSection } from '../helpers/report.ts';

const metric: Fact = { kind: 'metric', key: 'nas.size', value: 1, unit: 'bytes' };
const works: IntegrationSection = {
  name: 'storage',
  displayName: 'Storage',
  success: true,
  data: { blocks: [], facts: [metric], findings: [] },
};
const fails = failedSection('Storage', 'It did not answer in time.');
const nothing = { seen: [] };
const resultsOf = (...sections: IntegrationSection[]) => ({ sections, results: [] });

test('an integration that fails is an outage since it was first seen to fail, until it answers', () => {
  const factsOf = createFactsOf();
  const outageSince = (sinceMs: number) => [{ kind: 'outage', what: 'Storage', sinceMs }];

  expect(factsOf(resultsOf(works), 1_000, nothing)).toEqual([metric]);
  expect(factsOf(resultsOf(fails), 2_000, nothing)).toEqual(outageSince(2_000));
  expect(factsOf(resultsOf(fails), 3_000, nothing)).toEqual(outageSince(2_000));
  expect(factsOf(resultsOf(works), 4_000, nothing)).toEqual([metric]);
  expect(factsOf(resultsOf(fails), 5_000, nothing)).toEqual(outageSince(5_000));
});

test('what others told stays beside it', () => {
  expect(createFactsOf()(resultsOf(failedSection('Monitors', ''), works), 1_000, nothing)).toEqual([
    { kind: 'outage', what: 'Monitors', sinceMs: 1_000 },
    metric,
  ]);
});

describe('a process that makes one report alone', () => {
  test('knows from the reports before it since when an integration fails', () => {
    const earlier = { seen: [], failingSinceMs: new Map([['storage', 500]]) };
    expect(createFactsOf()(resultsOf(failedSection('Storage', '')), 2_000, earlier)).toEqual([
      { kind: 'outage', what: 'Storage', sinceMs: 500 },
    ]);
  });

  test('knows from the findings before it since when what they tell has lasted; a beginning still to come is none', () => {
    const finding = { severity: 'warning', meaning: 'M.', advice: 'D.', things: [] } as const;
    const told = (sinceMs: number): IntegrationSection => ({
      ...works,
      data: {
        blocks: [],
        facts: [{ kind: 'outage', what: 'The backup is late', sinceMs }, metric],
        findings: [{ ...finding, id: 'declared.nas:late', title: 'The backup is late' }],
      },
    });
    const sinceMs = (firstSeenMs: number) =>
      createFactsOf()(resultsOf(told(2_000)), 2_000, { seen: [{ id: 'declared.nas:late', firstSeenMs }] });
    expect(sinceMs(700)).toEqual([{ kind: 'outage', what: 'The backup is late', sinceMs: 700 }, metric]);
    expect(sinceMs(9_000)).toEqual([{ kind: 'outage', what: 'The backup is late', sinceMs: 2_000 }, metric]);
  });
});
