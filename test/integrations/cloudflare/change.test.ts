import { describe, expect, test } from 'vitest';
import { changeOf, percentWords, pointsOf, shareOf } from '../../../src/integrations/cloudflare/change.ts';

describe('how a number changed', () => {
  test.each<readonly [number | undefined, number | undefined, string | undefined]>([
    [112, 100, '+12%'],
    [97, 100, '−3%'],
    [0, 100, '−100%'],
    [100.4, 100, '±0%'],
    [99.6, 100, '±0%'],
    [0, 0, '±0%'],
    [5, 0, 'from none'],
    [999, 100, '+899%'],
    [1_000, 100, '×10'],
    [1_449, 100, '×14'],
    [1e15, 1, '×1000'],
    [undefined, 1, undefined],
    [1, undefined, undefined],
  ])('%s after %s is %s', (now, before, expected) => {
    expect(changeOf(now, before)).toBe(expected);
  });

  test.each<readonly [number | undefined, number | undefined, string | undefined]>([
    [0.75, 0.5, '+25 points'],
    [0.49, 0.5, '−1 point'],
    [0.51, 0.5, '+1 point'],
    [0.502, 0.5, '±0 points'],
    [undefined, 0.5, undefined],
    [0.5, undefined, undefined],
  ])('a share of %s after %s is %s', (now, before, expected) => {
    expect(pointsOf(now, before)).toBe(expected);
  });
});

test.each<readonly [number | undefined, number | undefined, number | undefined]>([
  [1, 4, 0.25],
  [0, 4, 0],
  [5, 4, 1],
  [0, 0, undefined],
  [1, 0, undefined],
  [undefined, 4, undefined],
  [1, undefined, undefined],
])('%s of %s is %s', (part, whole, share) => {
  expect(shareOf(part, whole)).toBe(share);
});

test.each([
  [0, '0%'],
  [0.004, 'less than 1%'],
  [0.01, '1%'],
  [0.996, '100%'],
])('%s in words is %s', (share, words) => {
  expect(percentWords(share)).toBe(words);
});
