import { describe, expect, test } from 'vitest';
import { parseFetched } from '../../src/integrations/fetched.ts';
import type { Fetched } from '../../src/integrations/integration.ts';

const everything: Fetched = {
  blocks: [
    {
      kind: 'facts',
      title: 'Numbers',
      items: [
        { label: 'text', value: 'plain', hint: 'a hint' },
        { label: 'tone', value: { text: 'up', tone: 'good' } },
        { label: 'number', value: { number: 0 } },
        { label: 'bytes', value: { bytes: 1e12 } },
        { label: 'rate', value: { bitsPerSecond: 1e9 } },
        { label: 'ratio', value: { ratio: 0.25, tone: 'warning' } },
        { label: 'length', value: { durationMs: 1 } },
        { label: 'latency', value: { latencyMs: 1.5 } },
        { label: 'time', value: { atMs: 1_700_000_000_000 } },
        { label: 'heat', value: { celsius: -3 } },
        { label: 'unknown', value: null },
      ],
    },
    {
      kind: 'table',
      columns: [{ title: 'a' }, { title: 'b', align: 'end' }],
      rows: [['x', { number: 1 }]],
      more: 'and 2 more',
    },
    { kind: 'bars', items: [{ label: 'a', amount: 0, value: null }] },
    { kind: 'series', title: 's', points: [{ atMs: 1, amount: -1 }], summary: 'low' },
    {
      kind: 'series',
      title: 'drawn in full',
      points: [{ atMs: 1, amount: 2 }],
      summary: 'low',
      shape: 'columns',
      stepMs: 1,
      largest: { bytes: 2 },
      marks: [{ fromMs: 0, toMs: 1, label: 'outage' }],
      fromMs: 0,
      toMs: 2,
    },
    { kind: 'note', tone: 'neutral', text: 'n' },
  ],
  facts: [
    { kind: 'attacker', ip: '203.0.113.9', count: 2, lastAtMs: 3 },
    { kind: 'outage', what: 'tunnel', sinceMs: 1, untilMs: 2 },
    { kind: 'metric', key: 'k', value: 1, unit: 'u' },
  ],
  findings: [
    { id: 'a.b', severity: 'notice', title: 't', meaning: 'm', advice: 'a', things: ['x'], sinceMs: 1 },
  ],
};
const withBlock = (block: unknown) => ({ blocks: [block], facts: [], findings: [] });
const withValue = (value: unknown) => withBlock({ kind: 'facts', items: [{ label: 'l', value }] });
const refused = (returned: unknown) => {
  expect(() => parseFetched(returned)).toThrow(
    expect.objectContaining({ name: 'SourceError', code: 'unexpected', retryable: false }),
  );
};

describe('what an integration may return', () => {
  test('every kind of block, value, fact and finding passes unchanged', () => {
    expect(parseFetched(everything)).toEqual(everything);
  });

  test('a failure passes unchanged', () => {
    const failure = { failure: 'forbidden', detail: 'Zone · Analytics · Read is missing' };
    expect(parseFetched(failure)).toEqual(failure);
  });

  test('texts are cut and made well-formed', () => {
    const fetched = parseFetched(
      withBlock({ kind: 'note', tone: 'good', text: `${'x'.repeat(9_000)}\ud83d` }),
    );
    const [note] = 'blocks' in fetched ? fetched.blocks : [];
    expect(note?.kind === 'note' && note.text.length).toBe(2_000);
  });
});

describe('what cannot be shown is refused', () => {
  test.each([undefined, null, 42, 'text', [], {}, () => 1])('%s as a whole', refused);
  test.each([
    [{ blocks: 'none', facts: [], findings: [] }],
    [{ blocks: {}, facts: [], findings: [] }],
    [{ blocks: [], findings: [] }],
    [{ blocks: [], facts: [] }],
    [{ failure: 'bad luck', detail: 'x' }],
    [{ failure: 'timeout' }],
  ])('%j', refused);

  test.each([
    [null],
    ['<b>html</b>'],
    [{ kind: 'html', text: 'x' }],
    [{ kind: 'note', tone: 'purple', text: 'x' }],
    [{ kind: 'note', tone: 'good' }],
    [{ kind: 'facts', items: null }],
    [{ kind: 'table', columns: [{ title: 'a' }], rows: [['x', 'y']] }],
    [{ kind: 'table', columns: [{ title: 'a' }], rows: [[]] }],
    [{ kind: 'table', columns: [{ title: 'a' }], rows: ['x'] }],
    [{ kind: 'bars', items: [{ label: 'a', amount: -1, value: 'x' }] }],
    [{ kind: 'bars', items: [{ label: 'a', amount: Number.NaN, value: 'x' }] }],
    [{ kind: 'series', title: 's', points: [{ atMs: 1, amount: Number.POSITIVE_INFINITY }], summary: 's' }],
    [{ kind: 'series', title: 's', points: [], summary: 's', shape: 'pie' }],
    [{ kind: 'series', title: 's', points: [], summary: 's', stepMs: 0 }],
    [{ kind: 'series', title: 's', points: [], summary: 's', toMs: 9e15 }],
    [{ kind: 'series', title: 's', points: [], summary: 's', marks: [{ fromMs: 0, toMs: 1 }] }],
    [{ kind: 'series', title: 's', points: Array(10_001).fill({ atMs: 1, amount: 1 }), summary: 's' }],
  ])('block %#', (block) => refused(withBlock(block)));

  test.each([
    [undefined],
    [7],
    [{}],
    [{ number: Number.NaN }],
    [{ number: '7' }],
    [{ bytes: Number.POSITIVE_INFINITY }],
    [{ atMs: 9e15 }],
    [{ ratio: null }],
  ])('value %j', (value) => refused(withValue(value)));

  test('facts and findings that say nothing', () => {
    refused({
      blocks: [],
      facts: [{ kind: 'attacker', ip: 'x', count: Number.NaN, lastAtMs: 1 }],
      findings: [],
    });
    refused({ blocks: [], facts: [{ kind: 'rumour' }], findings: [] });
    refused({ blocks: [], facts: [], findings: [{ id: 'x', severity: 'awful', title: 't' }] });
  });

  test('the message names the place, for the log', () => {
    expect(() => parseFetched(withValue({ number: Number.NaN }))).toThrow(/blocks\.0\.items\.0\.value/);
  });
});
