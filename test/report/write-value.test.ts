import { expect, test } from 'vitest';
import type { Value } from '../../src/report/section.ts';
import { writeValue } from '../../src/report/write-value.ts';

const style = { locale: 'en-GB', timeZone: 'Europe/Berlin' };

const cases: readonly [Value, string][] = [
  [null, '–'],
  ['plain', 'plain'],
  ['', '–'],
  ['\u200b\u0000', '–'],
  [{ text: 'off\nline', tone: 'critical' }, 'off line'],
  [{ text: '' }, '–'],
  [{ number: 0 }, '0'],
  [{ number: 1234.5 }, '1,234.5'],
  [{ number: Number.NaN }, '–'],
  [{ bytes: 1_534_000 }, '1.53 MB'],
  [{ bitsPerSecond: 94_200_000 }, '94.2 Mbps'],
  [{ ratio: 0.25 }, '25%'],
  [{ durationMs: 840_000 }, '14 min'],
  [{ latencyMs: 12 }, '12 ms'],
  [{ atMs: Date.UTC(2026, 10, 21, 6) }, '21 Nov 2026, 07:00'],
  [{ atMs: Number.NaN }, '–'],
  [{ celsius: 86, tone: 'warning' }, '86 °C'],
];

test.each(cases)('%j is written "%s"', (value, written) => {
  expect(writeValue(value, style)).toBe(written);
});
