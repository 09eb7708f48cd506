import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  dash,
  formatBitsPerSecond,
  formatBytes,
  formatCelsius,
  formatChange,
  formatDuration,
  formatLatency,
  formatNumber,
  formatRatio,
  plainText,
} from '../../src/report/format.ts';
import { formatDateTime } from '../../src/report/format-time.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
const berlin = { locale: 'en-GB', timeZone: 'Europe/Berlin' };

describe('lengths of time', () => {
  test.each([
    [0, '0 ms'],
    [999.9, '999 ms'],
    [1000, '1 s'],
    [59_499, '59 s'],
    [59_500, '1 min'],
    [14 * minuteMs, '14 min'],
    [hourMs - 1, '1 h'],
    [3 * hourMs, '3 h'],
    [3 * hourMs + 12 * minuteMs, '3 h 12 min'],
    [dayMs - 1, '1 d'],
    [2 * dayMs + 4 * hourMs, '2 d 4 h'],
    [45 * dayMs, '45 d'],
  ])('%d ms is written "%s"', (durationMs, written) => {
    expect(formatDuration(durationMs)).toBe(written);
  });

  test.each([-1, Number.NaN, Number.POSITIVE_INFINITY, 1e300])('%d ms is no length of time', (durationMs) => {
    expect(formatDuration(durationMs)).toBe(dash);
  });
});

describe('amounts of data', () => {
  test.each([
    [0, '0 B'],
    [512, '512 B'],
    [1000, '1 kB'],
    [1_534_000, '1.53 MB'],
    [999_950, '1 MB'],
    [4.3e11, '430 GB'],
    [7e18, '7,000 PB'],
  ])('%d bytes are "%s", in decimal units', (bytes, written) => {
    expect(formatBytes(bytes, 'en-GB')).toBe(written);
  });

  test('rates are in bits per second', () => {
    expect(formatBitsPerSecond(94_200_000, 'en-GB')).toBe('94.2 Mbps');
    expect(formatBitsPerSecond(2.5e9, 'en-GB')).toBe('2.5 Gbps');
  });

  test('the locale decides the decimal sign', () => {
    expect(formatBytes(1_534_000, 'de-DE')).toBe('1,53 MB');
  });
});

describe('shares', () => {
  test.each([
    [0, '0%'],
    [0.254, '25.4%'],
    [1, '100%'],
  ])('%d is "%s"', (ratio, written) => {
    expect(formatRatio(ratio, 'en-GB')).toBe(written);
  });

  test('an availability that is not complete is never written as 100 %', () => {
    expect(formatRatio(0.999_99, 'en-GB')).toBe('99.99%');
  });

  test('a share that is not nothing is never written as 0 %', () => {
    expect(formatRatio(0.000_01, 'en-GB')).toBe('<0.1%');
  });
});

describe('measurements', () => {
  test('short delays keep one decimal place', () => {
    expect(formatLatency(3.44, 'en-GB')).toBe('3.4 ms');
    expect(formatLatency(12.6, 'en-GB')).toBe('13 ms');
  });

  test('temperatures are whole degrees', () => {
    expect(formatCelsius(86.4, 'en-GB')).toBe('86 °C');
    expect(formatCelsius(-0.2, 'en-GB')).toBe('0 °C');
  });

  test('a number of astronomical size is short all the same', () => {
    expect(formatNumber(1e300, 'en-GB')).toBe('1E300');
  });
});

describe('points in time', () => {
  const atMs = Date.UTC(2026, 10, 21, 6);

  test('are written in the zone of the report', () => {
    expect(formatDateTime(atMs, berlin)).toBe('21 Nov 2026, 07:00');
    expect(formatDateTime(atMs, { ...berlin, timeZone: 'UTC' })).toBe('21 Nov 2026, 06:00');
  });

  test('of a report go without their year near its period, where it is the same year', () => {
    const written = (atMs: number, toMs: number) =>
      formatDateTime(atMs, { ...berlin, period: { fromMs: toMs - 86_400_000, toMs } });
    const toMs = Date.UTC(2026, 10, 21, 6);

    expect(written(toMs - 3_600_000, toMs)).toBe('21 Nov, 06:00');
    expect(written(toMs + 86_400_000, toMs)).toBe('22 Nov, 07:00');
    expect(written(Date.UTC(2026, 1, 3), toMs)).toBe('3 Feb 2026, 01:00');
    // In Berlin it is 2027 already.
    const newYear = Date.UTC(2026, 11, 31, 23, 30);
    expect(written(newYear, newYear)).toBe('1 Jan, 00:30');
    expect(written(newYear - 3_600_000, newYear)).toBe('31 Dec 2026, 23:30');
    expect(written(Number.NaN, toMs)).toBe(dash);
  });

  test('have a date of their own in each zone', () => {
    const lateMs = Date.UTC(2026, 10, 21, 23, 30);
    expect(formatDateTime(lateMs, berlin)).toBe('22 Nov 2026, 00:30');
    expect(formatDateTime(lateMs, { ...berlin, timeZone: 'UTC' })).toBe('21 Nov 2026, 23:30');
  });
});

/** Digits, separators, order and unit of each locale; the symbols of the units are those of the SI. */
describe.each([
  ['en-GB', '1,234.5', '3 h 5 min', '+12%', '1.53 MB', '94.2 Mbps', '99.9%', '21 Nov 2026, 07:00'],
  ['de-DE', '1.234,5', '3 h 5 min', '+12 %', '1,53 MB', '94,2 Mbps', '99,9 %', '21. Nov. 2026, 07:00'],
  ['en-US', '1,234.5', '3 h 5 min', '+12%', '1.53 MB', '94.2 Mbps', '99.9%', 'Nov 21, 2026, 07:00 AM'],
  ['ar-EG', '١٬٢٣٤٫٥', '٣ h ٥ min', '+١٢٪', '١٫٥٣ MB', '٩٤٫٢ Mbps', '٩٩٫٩٪', '٢١ نوفمبر ٢٠٢٦، ٠٧:٠٠ ص'],
  ['ja-JP', '1,234.5', '3 h 5 min', '+12%', '1.53 MB', '94.2 Mbps', '99.9%', '2026年11月21日 07:00'],
])('in %s', (locale, number, duration, change, bytes, rate, ratio, time) => {
  /** As a reader of the report meets them: format characters are gone, spaces are plain. */
  const seen = (text: string): string => plainText(text);

  test('numbers, lengths of time, changes, sizes, rates, shares and times are written as is usual there', () => {
    expect(seen(formatNumber(1_234.5, locale))).toBe(number);
    expect(seen(formatDuration(185 * 60_000, locale))).toBe(duration);
    expect(seen(formatChange(0.12, locale))).toBe(change);
    expect(seen(formatBytes(1_534_000, locale))).toBe(bytes);
    expect(seen(formatBitsPerSecond(94_200_000, locale))).toBe(rate);
    expect(seen(formatRatio(0.999, locale))).toBe(ratio);
    expect(seen(formatDateTime(Date.UTC(2026, 10, 21, 6), { locale, timeZone: 'Europe/Berlin' }))).toBe(time);
  });
});

test('a change has its sign, and none where there is no change', () => {
  expect(formatChange(-0.034, 'en-GB')).toBe('-3%');
  expect(formatChange(0.001, 'en-GB')).toBe('0%');
  expect(formatChange(Number.NaN, 'en-GB')).toBe('–');
});

test('our own sentences write lengths of time in English, whatever the locale of the report', () => {
  expect(formatDuration(185 * 60_000)).toBe('3 h 5 min');
});

test('whatever number comes in, no format answers NaN, undefined, Infinity or Invalid Date, or throws', () => {
  const anyNumber = fc.oneof(fc.double(), fc.integer(), fc.constantFrom(Number.NaN, Number.MAX_VALUE, 9e15));
  const locale = fc.constantFrom('en-GB', 'de-DE', 'fr-FR', 'ar-EG', 'ja-JP', 'hi-IN');
  fc.assert(
    fc.property(anyNumber, locale, (number, tag) => {
      const style = { locale: tag, timeZone: 'Asia/Kathmandu' };
      const written = [
        formatNumber(number, tag),
        formatBytes(number, tag),
        formatBitsPerSecond(number, tag),
        formatRatio(number, tag),
        formatLatency(number, tag),
        formatCelsius(number, tag),
        formatDuration(number),
        formatDuration(number, tag),
        formatChange(number, tag),
        formatDateTime(number, style),
      ];
      for (const text of written) {
        expect(text).not.toMatch(/NaN|undefined|Infinity|∞|Invalid/);
        expect(text.length).toBeGreaterThan(0);
        expect(text.length).toBeLessThan(60);
      }
    }),
  );
});

test('letters and punctuation of Western languages stay as they are; a hard space or a soft hyphen among them does not', () => {
  const letters = [...Array(0x2028).keys()]
    .filter((code) => (code > 0x20 && code < 0x7f) || (code > 0xa0 && code < 0x100) || code > 0x200f)
    .map((code) => String.fromCharCode(code))
    .filter((letter) => letter !== '\u00AD');
  const words = fc.array(
    fc.array(fc.constantFrom(...letters), { minLength: 1 }).map((word) => word.join('')),
  );
  fc.assert(
    fc.property(words, words, (before, after) => {
      const text = [...before, ...after].join(' ');
      expect(plainText(text, 100_000)).toBe(text);
      expect(plainText([...before, '\u00A0\u00AD', ...after].join(' '), 100_000)).toBe(text);
    }),
  );
});
