import { describe, expect, test } from 'vitest';
import { retryAfterMs, statusError } from '../../src/net/status.ts';

const date = 'Mon, 05 Jan 2026 07:00:00 GMT';

describe('Retry-After', () => {
  const cases: readonly [string, number | undefined][] = [
    ['120', 120_000],
    [' 0 ', 0],
    ['5.372', 5_372],
    ['Mon, 05 Jan 2026 07:02:30 GMT', 150_000],
    ['Mon, 05 Jan 2026 06:00:00 GMT', 0],
    ['', undefined],
    ['-5', undefined],
    ['1e3', undefined],
    ['0x10', undefined],
    ['soon', undefined],
    ['2026-01-05', undefined],
    ['Mon, 99 Jan 2026 07:02:30 GMT', undefined],
    ['10, 20', undefined],
  ];
  test.each(cases)('of %j is %j ms', (value, expected) => {
    expect(retryAfterMs(new Headers({ 'retry-after': value, date }))).toBe(expected);
  });

  test('that is a date counts from the clock of the server, and is nothing when that is not told', () => {
    const value = 'Mon, 05 Jan 2026 07:02:30 GMT';
    expect(retryAfterMs(new Headers({ 'retry-after': value }))).toBeUndefined();
    expect(retryAfterMs(new Headers({ 'retry-after': value, date: 'now' }))).toBeUndefined();
  });

  test('is read where asking again may help, and only there', () => {
    const answer = (status: number) => ({ status, headers: new Headers({ 'retry-after': '7' }), text: '' });
    expect([408, 429, 500, 503].map((status) => statusError(answer(status)).retryAfterMs)).toEqual([
      7_000, 7_000, 7_000, 7_000,
    ]);
    expect([400, 403, 404, 600].map((status) => statusError(answer(status)).retryAfterMs)).toEqual(
      Array(4).fill(undefined),
    );
  });
});

test('the error of a status does not show the answer to a serialiser', () => {
  const error = statusError({ status: 500, headers: new Headers({ 'x-key': 'secret' }), text: 'secret' });
  expect(Object.keys(error)).not.toContain('answer');
  expect(JSON.stringify({ ...error })).not.toContain('secret');
});
