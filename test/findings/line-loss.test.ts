import { describe, expect, test } from 'vitest';
import type { Internet } from '../../src/unifi/snapshot.ts';
import { hourMs, internet, nowMs, ok } from '../helpers/snapshot.ts';
import { findingsAfter } from './happenings.ts';

const lossy = { name: 'WAN', up: true, availabilityRatio: 0.95 };
const findingsOf = (changes: Partial<Internet>, kinds: readonly string[] = []) =>
  findingsAfter(
    kinds.map((kind) => ({ kind })),
    { internet: ok(internet(changes)) },
  );

describe('a line that is up and loses packets', () => {
  test('is a warning with the share', () => {
    expect(findingsOf({ wans: [lossy] })).toMatchObject([
      { id: 'internet.packet-loss:WAN', severity: 'warning', title: 'The internet loses 5% of its packets' },
    ]);
  });

  test('is nothing below the threshold, when an outage explains it, or when it is a spare line', () => {
    expect(findingsOf({ wans: [{ ...lossy, availabilityRatio: 0.985 }] })).toEqual([]);
    expect(findingsOf({ wans: [{ ...lossy, downtimeMs: 60_000 }] })).toEqual([]);
    expect(findingsOf({ wans: [{ ...lossy, availabilityRatio: 0 }] })).toEqual([]);
    const outages = [{ wan: 'WAN', fromMs: nowMs - 2 * hourMs, toMs: nowMs - hourMs }];
    expect(findingsOf({ wans: [lossy], outages }).map(({ id }) => id)).toEqual(['internet.outage:WAN']);
  });
});

describe("the console's own word about a line", () => {
  test('is one notice, counted', () => {
    expect(findingsOf({}, ['ISP_PACKET_LOSS', 'ISP_HIGH_LATENCY', 'ISP_HIGH_LATENCY'])).toMatchObject([
      {
        id: 'internet.line-trouble',
        severity: 'notice',
        title: 'The console noticed packet loss 1 time and high latency 2 times',
      },
    ]);
  });

  test('is not told twice where the loss was measured', () => {
    expect(findingsOf({ wans: [lossy] }, ['ISP_PACKET_LOSS']).map(({ id }) => id)).toEqual([
      'internet.packet-loss:WAN',
    ]);
  });
});
