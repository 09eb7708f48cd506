import { describe, expect, test } from 'vitest';
import { mergeOutages } from '../../src/unifi/outages.ts';
import type { Outage } from '../../src/unifi/snapshot.ts';
import { minuteMs, nowMs, period } from '../helpers/snapshot.ts';

/** An outage by minutes before the end of the period; without an end it lasts. */
const outage = (from: number, to?: number, wan?: string): Outage => ({
  fromMs: nowMs - from * minuteMs,
  ...(to === undefined ? {} : { toMs: nowMs - to * minuteMs }),
  ...(wan === undefined ? {} : { wan }),
});

describe('outages of the list and of the samples', () => {
  test('are those of the samples where the list is empty', () => {
    expect(mergeOutages([], [outage(60, 50), outage(5)], period)).toEqual([outage(60, 50), outage(5)]);
  });

  test('are told once where both know them, in the words of the list', () => {
    const listed = [outage(61, 52, 'WAN')];
    expect(mergeOutages(listed, [outage(60, 50)], period)).toEqual(listed);
  });

  test('are told once where the sample comes a whole step after a short outage', () => {
    const listed = [outage(63, 62, 'WAN')];
    expect(mergeOutages(listed, [outage(60, 55)], period)).toEqual(listed);
  });

  test('are both kept where they are hours apart, oldest first', () => {
    const listed = [outage(60, 50, 'WAN')];
    expect(mergeOutages(listed, [outage(600, 570)], period)).toEqual([outage(600, 570), ...listed]);
  });

  test('do not lose a long one to a listed minute of it', () => {
    const listed = [outage(180, 179, 'WAN')];
    const lasting = outage(180);
    expect(mergeOutages(listed, [lasting], period)).toContainEqual(lasting);
    expect(mergeOutages(listed, [outage(180, 60)], period)).toHaveLength(2);
  });
});
