import { describe, expect, test } from 'vitest';
import { findAll } from '../../src/findings/index.ts';
import type { Internet, SpeedTest } from '../../src/unifi/snapshot.ts';
import { hourMs, internet, minuteMs, nowMs, ok, period, snapshot } from '../helpers/snapshot.ts';

const findingsOf = (changes: Partial<Internet>) =>
  findAll(snapshot({ internet: ok(internet(changes)) }), [], { period, nowMs });

const up = { name: 'WAN', up: true };

/** An outage that began so many hours ago. */
const outage = (hoursAgo: number, lengthMs: number, wan = 'WAN') => {
  const fromMs = nowMs - hoursAgo * hourMs;
  return { wan, fromMs, toMs: fromMs + lengthMs };
};

test('a line that is up, fast and was never down needs nobody', () => {
  const latency = [{ atMs: nowMs - hourMs, latencyMs: 149 }];
  const speedTests = [{ atMs: nowMs - hourMs, failed: false, downloadBitsPerSecond: 9e8 }];
  expect(findingsOf({ wans: [up], latency, speedTests })).toEqual([]);
});

describe('outages of the period', () => {
  test('one is told with its start and its length', () => {
    const night = outage(3, 14 * minuteMs);
    expect(findingsOf({ wans: [up], outages: [night] })).toEqual([
      expect.objectContaining({
        id: 'internet.outage:WAN',
        severity: 'warning',
        title: 'The internet was down for 14 min',
        sinceMs: night.fromMs,
      }),
    ]);
  });

  test('several of one line are one finding with the lengths of all', () => {
    const outages = [outage(3, 14 * minuteMs), outage(9, 3 * minuteMs)];
    const [finding, ...others] = findingsOf({ wans: [up], outages });
    expect(others).toEqual([]);
    expect(finding?.title).toBe('The internet was down 2 times, 17 min altogether');
    expect(finding?.meaning).toContain('14 min and 3 min');
    expect(finding?.sinceMs).toBe(nowMs - 9 * hourMs);
  });

  test('a nightly reconnection of seconds is a notice, many of them a warning', () => {
    const short = 30_000;
    expect(findingsOf({ wans: [up], outages: [outage(3, short)] })).toMatchObject([{ severity: 'notice' }]);
    const many = [outage(3, short), outage(4, short), outage(5, short)];
    expect(findingsOf({ wans: [up], outages: many })).toMatchObject([{ severity: 'warning' }]);
  });

  test('of another period are not told again', () => {
    expect(findingsOf({ wans: [up], outages: [outage(30, minuteMs)] })).toEqual([]);
  });

  test('that began before the period and reached into it are told', () => {
    expect(findingsOf({ wans: [up], outages: [outage(25, 2 * hourMs)] })).toHaveLength(1);
  });

  test('name the line where there are several', () => {
    const wans = [up, { name: 'WAN2', up: true }];
    const found = findingsOf({ wans, outages: [outage(3, 5 * minuteMs, 'WAN2')] });
    expect(found).toMatchObject([{ id: 'internet.outage:WAN2', title: 'WAN2 was down for 5 min' }]);
  });

  test('without a name belong to the only line', () => {
    const fromMs = nowMs - hourMs;
    const found = findingsOf({ wans: [up], outages: [{ fromMs, toMs: fromMs + 5 * minuteMs }] });
    expect(found).toMatchObject([{ id: 'internet.outage:WAN', title: 'The internet was down for 5 min' }]);
  });

  test('without an end on a line that is up are over: no length is invented', () => {
    const found = findingsOf({ wans: [up], outages: [{ wan: 'WAN', fromMs: nowMs - hourMs }] });
    expect(found).toMatchObject([{ id: 'internet.outage:WAN', title: 'The internet was down' }]);
  });
});

describe('a line that is down now', () => {
  const fromMs = nowMs - 20 * minuteMs;

  test('is critical, with since when', () => {
    const found = findingsOf({ wans: [{ name: 'WAN', up: false }], outages: [{ wan: 'WAN', fromMs }] });
    expect(found).toEqual([
      expect.objectContaining({
        id: 'internet.down:WAN',
        severity: 'critical',
        title: 'The internet has been down for 20 min',
        sinceMs: fromMs,
      }),
    ]);
  });

  test('is known from a lasting outage alone', () => {
    expect(findingsOf({ outages: [{ fromMs }] })).toMatchObject([
      { severity: 'critical', title: 'The internet has been down for 20 min' },
    ]);
  });

  test('is a warning while a backup carries the network, and the backup is named', () => {
    const wans = [
      { name: 'WAN', up: false, isp: 'Example Net' },
      { name: 'WAN2', up: true },
    ];
    const [finding, ...others] = findingsOf({ wans });
    expect(others).toEqual([]);
    expect(finding).toMatchObject({ severity: 'warning', title: 'WAN is down' });
    expect(finding?.meaning).toContain('runs on WAN2');
  });

  test('is not a second port that nobody ever connected', () => {
    expect(findingsOf({ wans: [up, { name: 'WAN2', up: false, availabilityRatio: 0 }] })).toEqual([]);
  });

  test('is not one of which nothing is known', () => {
    expect(findingsOf({ wans: [{ name: 'WAN' }] })).toEqual([]);
  });
});

describe('latency', () => {
  const samples = (...values: number[]) =>
    values.map((latencyMs, index) => ({ atMs: period.fromMs + index * minuteMs, latencyMs }));

  test('is a warning when it is typically high', () => {
    expect(findingsOf({ wans: [up], latency: samples(20, 180, 190) })).toMatchObject([
      {
        id: 'internet.high-latency',
        severity: 'warning',
        title: 'The internet answers slowly: typically after 180 ms',
      },
    ]);
  });

  test('is none for a few spikes', () => {
    expect(findingsOf({ wans: [up], latency: samples(12, 12, 12, 900, 900) })).toEqual([]);
  });

  test('is taken from the present value where there are no samples', () => {
    expect(findingsOf({ wans: [{ ...up, latencyMs: 300 }] })).toMatchObject([
      { id: 'internet.high-latency' },
    ]);
    expect(findingsOf({ wans: [{ ...up, latencyMs: 300 }], latency: samples(12) })).toEqual([]);
  });
});

describe('speed tests', () => {
  const speedTest = (hoursAgo: number, failed: boolean): SpeedTest => ({
    atMs: nowMs - hoursAgo * hourMs,
    failed,
  });

  test('that failed last are a warning', () => {
    expect(findingsOf({ speedTests: [speedTest(1, true), speedTest(7, false)] })).toMatchObject([
      {
        id: 'internet.speed-test-failed',
        severity: 'warning',
        title: '1 of 2 speed tests failed',
        sinceMs: nowMs - hourMs,
      },
    ]);
  });

  test('that ran once are told without counting', () => {
    expect(findingsOf({ speedTests: [speedTest(1, true)] })).toMatchObject([
      { title: 'The speed test failed' },
    ]);
  });

  test('that failed and then succeeded are a notice', () => {
    expect(findingsOf({ speedTests: [speedTest(1, false), speedTest(7, true)] })).toMatchObject([
      { severity: 'notice' },
    ]);
  });

  test('of another period are not told again', () => {
    expect(findingsOf({ speedTests: [speedTest(1, false), speedTest(30, true)] })).toEqual([]);
  });
});
