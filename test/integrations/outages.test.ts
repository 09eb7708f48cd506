import { describe, expect, test } from 'vitest';
import { cloudflare } from '../../src/integrations/cloudflare/index.ts';
import { createFactsOf } from '../../src/integrations/outages.ts';
import type { IntegrationResult, IntegrationSection } from '../../src/integrations/results.ts';
import type { FailureCode } from '../../src/net/errors.ts';
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
const source = { name: 'storage', displayName: 'Storage', isRemote: false, isUnreachable: false };
const told = { ...metric, source };

test('an integration that fails is an outage since it was first seen to fail, until it answers', () => {
  const factsOf = createFactsOf();
  const outageSince = (sinceMs: number) => [{ kind: 'outage', what: 'Storage', sinceMs, source }];

  expect(factsOf(resultsOf(works), 1_000, nothing)).toEqual([told]);
  expect(factsOf(resultsOf(fails), 2_000, nothing)).toEqual(outageSince(2_000));
  expect(factsOf(resultsOf(fails), 3_000, nothing)).toEqual(outageSince(2_000));
  expect(factsOf(resultsOf(works), 4_000, nothing)).toEqual([told]);
  expect(factsOf(resultsOf(fails), 5_000, nothing)).toEqual(outageSince(5_000));
});

test('what others told stays beside it, each fact under the name of who told it', () => {
  expect(createFactsOf()(resultsOf(failedSection('Monitors', ''), works), 1_000, nothing)).toEqual([
    {
      kind: 'outage',
      what: 'Monitors',
      sinceMs: 1_000,
      source: { ...source, name: 'monitors', displayName: 'Monitors' },
    },
    told,
  ]);
});

test('who is asked over the internet is marked, and nobody else', () => {
  const section: IntegrationSection = { ...works, name: 'cloudflare', displayName: 'Cloudflare' };
  const sources = createFactsOf([cloudflare])(resultsOf(section, works), 1_000, nothing);
  expect(sources.map((fact) => [fact.source.name, fact.source.isRemote])).toEqual([
    ['cloudflare', true],
    ['storage', false],
  ]);
});

test.each<[FailureCode, boolean]>([
  ['network', true],
  ['timeout', true],
  ['circuit_open', true],
  ['unauthorized', false],
  ['http_error', false],
  ['invalid_response', false],
])('a source that failed with %s could not be reached: %s', (error, isUnreachable) => {
  const result: IntegrationResult = { name: 'storage', success: false, durationMs: 1, error, detail: '' };
  const [fact] = createFactsOf()({ sections: [fails], results: [result] }, 1_000, nothing);
  expect(fact?.source.isUnreachable).toBe(isUnreachable);
});

describe('an outage of which a finding tells', () => {
  const finding = { severity: 'critical', title: 'Late', meaning: 'M.', advice: 'D.', things: [] } as const;
  const section = (findingId: string): IntegrationSection => ({
    ...works,
    data: {
      blocks: [],
      facts: [{ kind: 'outage', what: 'The backup is late', sinceMs: 2_000, findingId }, metric],
      findings: [{ ...finding, id: 'declared.nas:late' }],
    },
  });
  const factOf = (findingId: string, firstSeenMs = 9_000) =>
    createFactsOf()(resultsOf(section(findingId)), 2_000, {
      seen: [{ id: 'declared.nas:late', firstSeenMs }],
    })[0];

  test('names it with its severity', () => {
    expect(factOf('declared.nas:late')?.source.finding).toEqual({
      id: 'declared.nas:late',
      severity: 'critical',
    });
  });

  test('cannot name a finding of somebody else', () => {
    expect(factOf('devices.offline:02:00:5e:00:00:01')).not.toHaveProperty('source.finding');
  });

  test('has lasted as long as reports have told it; a beginning still to come is none', () => {
    expect(factOf('declared.nas:late', 700)).toMatchObject({ sinceMs: 700 });
    expect(factOf('declared.nas:late', 9_000)).toMatchObject({ sinceMs: 2_000 });
  });
});

test('a process that makes one report alone knows from those before it since when an integration fails', () => {
  const earlier = { seen: [], failingSinceMs: new Map([['storage', 500]]) };
  expect(createFactsOf()(resultsOf(failedSection('Storage', '')), 2_000, earlier)).toEqual([
    { kind: 'outage', what: 'Storage', sinceMs: 500, source },
  ]);
});
