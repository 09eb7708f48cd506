import { describe, expect, test } from 'vitest';
import { internetBlocks } from '../../src/unifi/section-internet.ts';
import { hourMs, internet, minuteMs, nowMs } from '../helpers/snapshot.ts';

const wan = { name: 'WAN', isp: 'Example Net', ip: '203.0.113.9', up: true };

test('one line is a list of facts: provider, address, latency, availability', () => {
  const line = { ...wan, latencyMs: 12, availabilityRatio: 0.9996, downtimeMs: 5 * minuteMs };
  const [block] = internetBlocks(internet({ wans: [line] }));
  expect(block).toEqual({
    kind: 'facts',
    items: [
      { label: 'State', value: { text: 'up', tone: 'good' } },
      { label: 'Provider', value: 'Example Net' },
      { label: 'Address', value: '203.0.113.9' },
      { label: 'Latency', value: { latencyMs: 12 } },
      { label: 'Availability', value: { ratio: 0.9996 }, hint: 'as the console monitors it' },
      { label: 'Down altogether', value: { durationMs: 5 * minuteMs } },
    ],
  });
});

test('several lines are told apart by name', () => {
  const blocks = internetBlocks(internet({ wans: [wan, { name: 'WAN2', up: false, ip: '203.0.113.77' }] }));
  expect(blocks).toMatchObject([
    { title: 'WAN' },
    { title: 'WAN2', items: [{ value: { text: 'down', tone: 'critical' } }, {}] },
  ]);
});

test('a spare line that was never connected is "not in use", not "down"', () => {
  const spare = { name: 'WAN2', up: false, availabilityRatio: 0 };
  expect(internetBlocks(internet({ wans: [wan, spare] }))).toMatchObject([
    { title: 'WAN' },
    { title: 'WAN2', items: [{ label: 'State', value: { text: 'not in use' } }] },
  ]);
  expect(JSON.stringify(internetBlocks(internet({ wans: [spare] })))).toContain('down');
});

test('what the console does not tell has no row, and reads as no zero', () => {
  expect(internetBlocks(internet({ wans: [{ name: 'WAN' }] }))).toEqual([
    { kind: 'note', tone: 'neutral', text: 'The console knows of no internet connection.' },
  ]);
});

describe('outages', () => {
  test('"none recorded" is said only where somebody watched', () => {
    const watched = internetBlocks(internet({ wans: [wan], availabilityRatio: 1 }));
    expect(JSON.stringify(watched)).toContain('none recorded');
    expect(JSON.stringify(internetBlocks(internet({ wans: [wan] })))).not.toContain('none recorded');
  });

  test('are listed newest first, with their lengths where an end is known', () => {
    const fromMs = nowMs - 3 * hourMs;
    const outages = [
      { wan: 'WAN', fromMs: nowMs - 9 * hourMs },
      { fromMs, toMs: fromMs + 14 * minuteMs },
    ];
    const table = internetBlocks(internet({ wans: [wan], outages })).find(({ kind }) => kind === 'table');
    expect(table).toMatchObject({
      title: 'Outages',
      rows: [
        ['WAN', { atMs: fromMs }, { atMs: fromMs + 14 * minuteMs }, { durationMs: 14 * minuteMs }],
        ['WAN', { atMs: nowMs - 9 * hourMs }, 'no end recorded', null],
      ],
    });
  });

  test('beyond ten are counted', () => {
    const outages = Array.from({ length: 13 }, (_, index) => ({ fromMs: index, toMs: index + 1 }));
    expect(internetBlocks(internet({ outages })).at(-1)).toMatchObject({ more: 'and 3 earlier' });
  });
});

describe('speed tests', () => {
  test('show their figures, and a failed one shows none', () => {
    const speedTests = [
      { atMs: nowMs - hourMs, failed: true, downloadBitsPerSecond: 0, uploadBitsPerSecond: 0 },
      { atMs: nowMs, wan: 'WAN', failed: false, downloadBitsPerSecond: 9e8, latencyMs: 8 },
    ];
    expect(internetBlocks(internet({ speedTests })).at(-1)).toMatchObject({
      title: 'Speed tests',
      rows: [
        [{ atMs: nowMs }, 'WAN', { bitsPerSecond: 9e8 }, null, { latencyMs: 8 }],
        [{ atMs: nowMs - hourMs }, null, { text: 'failed', tone: 'warning' }, null, null],
      ],
    });
  });
});

describe('latency', () => {
  const samples = (count: number, latencyMs: (index: number) => number) =>
    Array.from({ length: count }, (_, index) => ({
      atMs: nowMs + index * minuteMs,
      latencyMs: latencyMs(index),
    }));

  test('is a line with its median and its peak', () => {
    const latency = samples(3, (index) => [12, 90, 14][index] ?? 0);
    const [facts, series] = internetBlocks(internet({ latency })).slice(-2);
    expect(facts).toMatchObject({
      items: [
        { label: 'Typical', value: { latencyMs: 14 } },
        { label: 'Highest', value: { latencyMs: 90 } },
      ],
    });
    expect(series).toMatchObject({
      kind: 'series',
      summary: { latencyMs: 14 },
      points: [{ amount: 12 }, { amount: 90 }, { amount: 14 }],
    });
  });

  test('of a month is thinned to means over the same time', () => {
    const latency = samples(9000, (index) => (index < 4500 ? 10 : 30));
    const series = internetBlocks(internet({ latency })).at(-1);
    const points = series?.kind === 'series' ? series.points : [];
    expect(points).toHaveLength(300);
    expect(points[0]).toEqual({ atMs: nowMs, amount: 10 });
    expect(points.at(-1)?.amount).toBe(30);
  });

  test('is left out where there are no samples', () => {
    expect(JSON.stringify(internetBlocks(internet({ wans: [wan] })))).not.toContain('series');
  });
});
