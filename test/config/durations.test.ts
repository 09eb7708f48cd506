import { describe, expect, test } from 'vitest';
import { parseDuration } from '../../src/config/durations.ts';

describe('a duration', () => {
  test.each([
    ['90', 90_000],
    ['500ms', 500],
    ['30s', 30_000],
    ['5m', 300_000],
    ['2h', 7_200_000],
    ['7d', 604_800_000],
    [' 24h ', 86_400_000],
  ])('%j is %d ms', (text, durationMs) => {
    expect(parseDuration(text)).toEqual({ ok: true, value: durationMs });
  });

  test.each(['', '0', '0s', '-1s', '1.5h', '1h30m', '5M', '1w', 's', '1e3', '٣s', '9999999999s', 'Infinity'])(
    '%j is none',
    (text) => {
      expect(parseDuration(text)).toEqual({ ok: false, message: expect.stringContaining('90 (seconds)') });
    },
  );
});
