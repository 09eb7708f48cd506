import { describe, expect, test } from 'vitest';
import { formatTimeRange } from '../../src/report/format-range.ts';

const at = (day: number, hour: number, minute = 0): number => Date.UTC(2026, 10, day, hour, minute);
const style = { locale: 'en-GB', timeZone: 'Europe/Berlin' };
const range = (fromMs: number, toMs: number, withDate = false, locale = 'en-GB') =>
  formatTimeRange(fromMs, toMs, { ...style, locale }, { withDate }).replaceAll(/\s/g, ' ');

describe('a range of time', () => {
  test('of one day is two times of the clock, in the zone of the report', () => {
    expect(range(at(21, 1, 47), at(21, 2, 1))).toBe('02:47–03:01');
  });

  test('says its day where the period is longer than one', () => {
    expect(range(at(21, 1, 47), at(21, 2, 1), true)).toBe('21 Nov, 02:47–03:01');
  });

  test('over midnight names both days', () => {
    expect(range(at(20, 22, 50), at(20, 23, 10))).toBe('20 Nov, 23:50 – 21 Nov, 00:10');
  });

  test.each([
    ['de-DE', '02:47–03:01 Uhr'],
    ['en-US', '2:47 – 3:01 AM'],
    ['ja-JP', '2時47分～3時01分'],
  ])('is written as people of %s write it', (locale, written) => {
    expect(range(at(21, 1, 47), at(21, 2, 1), false, locale)).toBe(written);
  });

  test.each([
    [Number.NaN, 0],
    [0, Number.POSITIVE_INFINITY],
    [0, 9e15],
    [2, 1],
  ])('from %s to %s is not known', (fromMs, toMs) => {
    expect(range(fromMs, toMs)).toBe('–');
  });
});
