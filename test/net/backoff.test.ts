import { expect, test } from 'vitest';
import { waitBeforeRetry } from '../../src/net/backoff.ts';

const settings = { retryWaitMs: 1_000, retryMaxWaitMs: 5_000 };
const waits = (random: number) =>
  [1, 2, 3, 4, 60].map((failed) => waitBeforeRetry(settings, failed, undefined, () => random));

test('waits double up to the cap', () => {
  expect(waits(1)).toEqual([1_000, 2_000, 4_000, 5_000, 5_000]);
});

test('jitter takes at most half of a wait away', () => {
  expect(waits(0)).toEqual([500, 1_000, 2_000, 2_500, 2_500]);
  expect(waits(0.5)).toEqual([750, 1_500, 3_000, 3_750, 3_750]);
});

test('what the server asks for replaces the wait, jitter and cap included', () => {
  expect(waitBeforeRetry(settings, 1, 90_000, () => 0)).toBe(90_000);
  expect(waitBeforeRetry(settings, 3, 0, () => 0)).toBe(0);
});

test('the multiplier and the jitter can be chosen', () => {
  const waitAfter = (failed: number, more: object) =>
    waitBeforeRetry({ ...settings, ...more }, failed, undefined, () => 0);
  expect([1, 2, 3].map((failed) => waitAfter(failed, { retryMultiplier: 1.5 }))).toEqual([500, 750, 1_125]);
  expect([1, 2, 3].map((failed) => waitAfter(failed, { retryJitter: false }))).toEqual([1_000, 2_000, 4_000]);
  expect(waitAfter(3, { retryMultiplier: 1, retryJitter: false })).toBe(1_000);
});
