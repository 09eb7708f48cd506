import { expect, test } from 'vitest';
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
const resultsOf = (...sections: IntegrationSection[]) => ({ sections, results: [] });

test('an integration that fails is an outage since it was first seen to fail, until it answers', () => {
  const factsOf = createFactsOf();
  const outageSince = (sinceMs: number) => [{ kind: 'outage', what: 'Storage', sinceMs }];

  expect(factsOf(resultsOf(works), 1_000, [])).toEqual([metric]);
  expect(factsOf(resultsOf(fails), 2_000, [])).toEqual(outageSince(2_000));
  expect(factsOf(resultsOf(fails), 3_000, [])).toEqual(outageSince(2_000));
  expect(factsOf(resultsOf(works), 4_000, [])).toEqual([metric]);
  expect(factsOf(resultsOf(fails), 5_000, [])).toEqual(outageSince(5_000));
});

test('what others told stays beside it', () => {
  expect(createFactsOf()(resultsOf(failedSection('Monitors', ''), works), 1_000, [])).toEqual([
    { kind: 'outage', what: 'Monitors', sinceMs: 1_000 },
    metric,
  ]);
});

test('a finding that reports before this one knew is an outage since they first saw it', () => {
  const outage = (sinceMs: number) => ({ kind: 'outage', what: 'Backup is not ok', sinceMs }) as const;
  const found: IntegrationSection = { ...works, data: { ...works.data, facts: [outage(9_000)] } };
  const seen = (origin: string) => [{ origin, title: 'Backup is not ok', firstSeenMs: 2_000 }];
  const factsOf = createFactsOf();

  expect(factsOf(resultsOf(found), 9_000, seen('storage'))).toEqual([outage(2_000)]);
  expect(factsOf(resultsOf(found), 9_000, seen('monitors'))).toEqual([outage(9_000)]);
  expect(factsOf(resultsOf(found), 9_000, [])).toEqual([outage(9_000)]);
});
