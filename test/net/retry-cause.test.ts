import { describe, expect, test } from 'vitest';
import { SourceError } from '../../src/net/errors.ts';
import { isWorthRetrying } from '../../src/net/retry-cause.ts';
import { statusError } from '../../src/net/status.ts';

const status = (code: number) => statusError({ status: code, headers: new Headers(), text: '' });
const broken = new SourceError('network', 'the connection broke', { retryable: true });
const late = new SourceError('timeout', 'did not answer within 10 s', { retryable: true });
const unreadable = new SourceError('invalid_response', 'answered with broken JSON');

test.each([
  ['408', status(408), true],
  ['429', status(429), true],
  ['503', status(503), true],
  ['404', status(404), false],
  ['a broken connection', broken, true],
  ['a late answer', late, true],
  ['broken JSON', unreadable, false],
  ['a bug', new TypeError('x is undefined'), false],
])('unless told otherwise, %s: %o', (_, error, expected) => {
  expect(isWorthRetrying(error, undefined)).toBe(expected);
});

describe('where causes are listed', () => {
  test.each([
    ['a status in the list', status(404), true],
    ['a status of a class in the list', status(502), true],
    ['a status that is not', status(429), false],
    ['a broken connection, which is not', broken, false],
    ['broken JSON', unreadable, false],
    ['a bug', new TypeError('x is undefined'), false],
  ])('%s: %o', (_, error, expected) => {
    expect(isWorthRetrying(error, [404, '5xx'])).toBe(expected);
  });

  test('"connection" stands for whatever gave no complete answer', () => {
    expect([broken, late, unreadable].map((error) => isWorthRetrying(error, ['connection']))).toEqual([
      true,
      true,
      false,
    ]);
  });

  test('an empty list means that nothing is tried again', () => {
    expect([broken, status(503)].filter((error) => isWorthRetrying(error, []))).toEqual([]);
  });
});
