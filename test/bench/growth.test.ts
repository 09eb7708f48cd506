import { describe, expect, test } from 'vitest';
import { growthExponent } from '../../bench/growth.ts';

const sizes = [100, 200, 400, 800, 1600];
const costsOf = (cost: (size: number) => number) => sizes.map((size) => ({ size, cost: cost(size) }));

describe('the exponent of growth', () => {
  test.each([
    ['nothing that grows', () => 7, 0],
    ['what is linear', (size: number) => 3 * size, 1],
    ['what is quadratic', (size: number) => 0.01 * size ** 2, 2],
  ])('of %s', (_, cost, exponent) => {
    expect(growthExponent(costsOf(cost))).toBeCloseTo(exponent);
  });

  test('of sorting is a little more than linear, and that is told', () => {
    expect(growthExponent(costsOf((size) => size * Math.log(size)))).toBeGreaterThan(1.05);
  });

  test('is not turned by one cost that was disturbed', () => {
    const disturbed = costsOf((size) => size).map(({ size, cost }, index) => ({
      size,
      cost: index === 2 ? cost * 1.2 : cost,
    }));

    expect(growthExponent(disturbed)).toBeCloseTo(1, 1);
  });
});
