import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import {
  entriesOf,
  known,
  listOf,
  nested,
  number,
  readFlag,
  readNumber,
  readSecondsAsMs,
  readText,
  readTimeMs,
  requiredRows,
  rowsOf,
  text,
} from '../../src/console/fields.ts';

describe('a number', () => {
  test.each([
    [5.6, 5.6],
    ['5.6', 5.6],
    ['72 C', 72],
    [' -61', -61],
    ['0.000', 0],
    ['', undefined],
    ['auto', undefined],
    [null, undefined],
    [true, undefined],
    [Number.NaN, undefined],
    [Number.POSITIVE_INFINITY, undefined],
    ['9'.repeat(400), undefined],
    [[5], undefined],
  ])('%j reads as %j', (value, expected) => {
    expect(readNumber(value)).toBe(expected);
  });

  test('is finite or absent, whatever is sent', () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        for (const read of [readNumber, readTimeMs, readSecondsAsMs]) {
          const result = read(value);
          expect(result === undefined || Number.isFinite(result)).toBe(true);
        }
      }),
    );
  });
});

describe('a flag', () => {
  test.each([
    [true, true],
    [1, true],
    ['true', true],
    ['ready', true],
    ['OK', true],
    [0, false],
    ['0', false],
    ['', false],
    [false, false],
    ['perhaps', undefined],
    [undefined, undefined],
    [null, undefined],
    [-1, undefined],
    [JSON.parse('{"toString":1,"valueOf":1}'), undefined],
  ])('%j reads as %j', (value, expected) => {
    expect(readFlag(value)).toBe(expected);
  });
});

describe('a time', () => {
  test('in seconds and in milliseconds is the same', () => {
    expect(readTimeMs(1_588_175_740)).toBe(1_588_175_740_000);
    expect(readTimeMs('1588175740000')).toBe(1_588_175_740_000);
  });

  test.each([0, -1, '0', 1e17, 'never', undefined])('%j is no time', (value) => {
    expect(readTimeMs(value)).toBeUndefined();
  });

  test('is one that a date can hold, whatever is sent', () => {
    fc.assert(
      fc.property(fc.oneof(fc.double(), fc.maxSafeInteger(), fc.string()), (value) => {
        const ms = readTimeMs(value);
        expect(ms === undefined || !Number.isNaN(new Date(ms).getTime())).toBe(true);
      }),
    );
  });
});

test('a text is trimmed, bounded, and absent when empty', () => {
  expect(readText('  Plug ')).toBe('Plug');
  expect(readText(7)).toBe('7');
  expect(readText('   ')).toBeUndefined();
  expect(readText({})).toBeUndefined();
  for (const slip of ['NaN', ' undefined', 'null', 'Invalid Date']) expect(readText(slip)).toBeUndefined();
  expect(readText('null island')).toBe('null island');
  expect(readText('x'.repeat(10_000))).toHaveLength(500);
});

describe('rows', () => {
  const schema = v.object({ name: text, speed: number });

  test('hold only what was asked for, and one odd field costs no row', () => {
    const row = { name: 'a', speed: { of: 'light' }, x_authkey: 'secret' };
    const [read] = rowsOf(schema, [row, null, 'x', 7, []]);

    expect(read).toEqual({ name: 'a' });
    expect(read).not.toHaveProperty('x_authkey');
    expect(rowsOf(schema, [row, null])).toHaveLength(1);
  });

  test.each([null, undefined, {}, 'list', 7])('%j instead of a list is an invalid response', (value) => {
    expect(() => requiredRows(schema, value)).toThrow(expect.objectContaining({ code: 'invalid_response' }));
  });
});

test('a length of time is never negative, and 0 is one', () => {
  expect(readSecondsAsMs('1196290')).toBe(1_196_290_000);
  expect(readSecondsAsMs(0)).toBe(0);
  expect(readSecondsAsMs(-1)).toBeUndefined();
});

test('nested values of the wrong shape are absent', () => {
  const schema = v.object({
    stats: nested(v.object({ cpu: number })),
    ports: listOf(v.object({ name: text })),
  });

  for (const odd of [false, [], 'x', null])
    expect(rowsOf(schema, [{ stats: odd, ports: odd }])[0]?.stats).toBeUndefined();
  expect(rowsOf(schema, [{ stats: { cpu: '5.6' }, ports: { a: { name: 'p1' } } }])[0]).toEqual({
    stats: { cpu: 5.6 },
    ports: [{ name: 'p1' }],
  });
});

test('an object keyed by names becomes pairs, hostile names included', () => {
  const schema = v.object({ stats: entriesOf(v.object({ cpu: number })) });
  const hostile = JSON.parse('{"stats":{"__proto__":{"cpu":1},"WAN":{"cpu":2},"bad":3}}');

  expect(rowsOf(schema, [hostile])[0]?.stats).toEqual([
    { name: '__proto__', row: { cpu: 1 } },
    { name: 'WAN', row: { cpu: 2 } },
  ]);
});

test('what is not known is left out', () => {
  expect(Object.keys(known({ a: 1, b: undefined, c: null }))).toEqual(['a', 'c']);
});

describe('an answer that must be a list', () => {
  const schema = v.object({ name: text });

  test('may be empty, and may hold rows that make no sense', () => {
    expect(requiredRows(schema, [])).toEqual([]);
    expect(requiredRows(schema, [null, { name: 'a' }, 7])).toEqual([{ name: 'a' }]);
  });

  test.each([{ answer: [null, null] }, { answer: ['a'] }, { answer: { 0: {} } }, { answer: null }])(
    'is not $answer',
    ({ answer }) => {
      expect(() => requiredRows(schema, answer)).toThrow(
        expect.objectContaining({ code: 'invalid_response' }),
      );
    },
  );
});
