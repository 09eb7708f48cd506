import { expect, test } from 'vitest';
import { getSection, hasData, type IntegrationSection } from '../../src/integrations/results.ts';

const full: IntegrationSection = {
  name: 'full',
  displayName: 'Full',
  success: true,
  data: { blocks: [{ kind: 'note', tone: 'good', text: 'fine' }], facts: [], findings: [] },
};
const empty: IntegrationSection = {
  name: 'empty',
  displayName: 'Empty',
  success: true,
  data: { blocks: [], facts: [{ kind: 'metric', key: 'empty.x', value: 1, unit: 'things' }], findings: [] },
};
const failed: IntegrationSection = {
  name: 'failed',
  displayName: 'Failed',
  success: false,
  errorMessage: 'Unable to fetch data',
  reason: 'It did not answer in time.',
};
const resultsOf = (...sections: IntegrationSection[]) => ({ sections, results: [] });

test('hasData is true as soon as one section has something to show', () => {
  expect(hasData(resultsOf(failed, empty, full))).toBe(true);
});

test('hasData is false when there is no section, when all failed, and for success with nothing in it', () => {
  expect(hasData(resultsOf())).toBe(false);
  expect(hasData(resultsOf(failed, failed))).toBe(false);
  expect(hasData(resultsOf(empty))).toBe(false);
  expect(hasData(resultsOf(failed, empty))).toBe(false);
});

test('getSection finds a section by name, failed ones included, and nothing for one that is off', () => {
  const results = resultsOf(full, failed);
  expect(getSection(results, 'failed')).toBe(failed);
  expect(getSection(results, 'full')).toBe(full);
  expect(getSection(results, 'off')).toBeUndefined();
});
