import { expect, test } from 'vitest';
import type { FetchedData } from '../../src/integrations/results.ts';
import { define, harness } from './harness.ts';

/** The same text wherever an integration may say something. */
const saying = (text: string): FetchedData => ({
  blocks: [
    { kind: 'note', tone: 'neutral', text },
    { kind: 'facts', items: [{ label: text, value: text, hint: text }] },
    { kind: 'table', columns: [{ title: 'Name' }], rows: [[text], [{ text, tone: 'good' }]] },
    { kind: 'bars', items: [{ label: text, amount: 1, value: text }] },
    {
      kind: 'series',
      title: text,
      points: [],
      summary: text,
      largest: text,
      marks: [{ fromMs: 0, toMs: 1, label: text }],
    },
  ],
  facts: [{ kind: 'outage', what: text, sinceMs: 0 }],
  findings: [{ id: text, severity: 'notice', title: text, meaning: text, advice: text, things: [text] }],
});

test('no secret of an integration stands in what it shows, whatever it says', async () => {
  const definition = define('nas', () => ({ fetch: async () => saying('the canary-token!') }));
  const { sections, results } = await harness([definition]).run();

  expect(sections).toMatchObject([{ success: true, data: saying('the [redacted]!') }]);
  expect(JSON.stringify(results)).not.toContain('canary');
});

test('what it learns while it runs is a secret until it says otherwise', async () => {
  const forgets: (() => void)[] = [];
  const definition = define('nas', (_env, { keepSecret }) => {
    forgets.push(keepSecret('learned-canary'), keepSecret('canary-token'));
    return { fetch: async () => saying('learned-canary, canary-token') };
  });
  const { run } = harness([definition]);

  expect((await run()).sections).toMatchObject([{ data: saying('[redacted], [redacted]') }]);
  for (const forget of forgets) forget();
  expect((await run()).sections).toMatchObject([{ data: saying('learned-canary, [redacted]') }]);
});
