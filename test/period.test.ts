import { expect, test } from 'vitest';
import { wholeHoursOf } from '../src/period.ts';

test.each([
  ['a day is 24 hours', 24 * 3_600_000, 24],
  ['a minute more asks for one hour more', 24 * 3_600_000 + 60_000, 25],
  ['a period that has just begun still asks for one', 0, 1],
])('%s', (_, lengthMs, hours) => {
  expect(wholeHoursOf({ fromMs: 1_000, toMs: 1_000 + lengthMs })).toBe(hours);
});
