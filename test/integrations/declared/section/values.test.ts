import { describe, expect, test } from 'vitest';
import type { Json } from '../../../../src/integrations/declared/json-path.ts';
import { readValue, type ValueShape } from '../../../../src/integrations/declared/section/values.ts';
import type { Value } from '../../../../src/report/section.ts';

const nowMs = Date.UTC(2026, 4, 26, 7);
const read = (json: Json, shape: ValueShape = {}) => readValue(json, shape, nowMs);

describe('a value', () => {
  test.each<[ValueShape, Json, Value]>([
    [{}, 'ok', 'ok'],
    [{}, '0012', '0012'],
    [{}, '', ''],
    [{}, 12.5, { number: 12.5 }],
    [{}, true, 'yes'],
    [{}, false, 'no'],
    [{}, null, null],
    [{ scale: 0.001 }, '1500', { number: 1.5 }],
    [{ scale: 0.001 }, 'n/a', 'n/a'],
    [{ format: 'number' }, 12, { number: 12 }],
    [{ format: 'number' }, ' -1.5e3 ', { number: -1500 }],
    [{ format: 'number' }, null, null],
    [{ format: 'bytes' }, '1048576', { bytes: 1_048_576 }],
    [{ format: 'bytes', scale: 1024 }, 2, { bytes: 2048 }],
    [{ format: 'duration' }, 90, { durationMs: 90_000 }],
    [{ format: 'duration', scale: 0.001 }, 90, { durationMs: 90 }],
    [{ format: 'duration' }, 'P1DT2H30M', { durationMs: 95_400_000 }],
    [{ format: 'duration' }, 'PT0.5S', { durationMs: 500 }],
    [{ format: 'percent' }, 93.5, { ratio: 0.935 }],
    [{ format: 'percent' }, '93.5 %', { ratio: 0.935 }],
    [{ format: 'percent', scale: 100 }, 0.25, { ratio: 0.25 }],
    [{ format: 'date' }, '2026-05-26T06:00:00Z', { atMs: nowMs - 3_600_000 }],
    [{ format: 'date' }, '2026-05-26T08:00:00.123456789+02:00', { atMs: nowMs - 3_600_000 + 123 }],
    [{ format: 'date' }, '2026-05-26T08:00:00+0200', { atMs: nowMs - 3_600_000 }],
    [{ format: 'date' }, '2026-05-26 06:00', { atMs: nowMs - 3_600_000 }],
    [{ format: 'date' }, '2026-05-26', { atMs: nowMs - 25_200_000 }],
    [{ format: 'date' }, nowMs, { atMs: nowMs }],
    [{ format: 'date' }, nowMs / 1000, { atMs: nowMs }],
    [{ format: 'date' }, String(nowMs / 1000), { atMs: nowMs }],
    [{ format: 'date' }, 0, null],
    [{ format: 'date' }, '0001-01-01T00:00:00Z', null],
    [{ format: 'since' }, '2026-05-26T06:00:00Z', { durationMs: 3_600_000 }],
    [{ format: 'since' }, nowMs + 60_000, { durationMs: 0 }],
    [{ format: 'since' }, nowMs + 3_600_000, { atMs: nowMs + 3_600_000 }],
    [{ format: 'since' }, 0, null],
  ])('%j of %j', (shape, json, value) => {
    expect(read(json, shape)).toMatchObject({ ok: true, value });
  });

  test.each<[ValueShape, Json, string, string]>([
    [{}, [], 'a list', 'one value'],
    [{}, {}, 'an object', 'one value'],
    [{ format: 'number' }, 'twelve', 'a text', 'a number'],
    [{ format: 'number' }, '', 'a text', 'a number'],
    [{ format: 'number' }, '12 GB', 'a text', 'a number'],
    [{ format: 'number' }, true, 'true or false', 'a number'],
    [{ format: 'number' }, Number.POSITIVE_INFINITY, 'a number out of range', 'a number'],
    [{ format: 'number', scale: 1e300 }, 1e300, 'a number out of range', 'a number'],
    [{ format: 'bytes' }, [1], 'a list', 'a number of bytes'],
    [{ format: 'duration' }, 'P', 'a text', 'a number of seconds'],
    [{ format: 'duration' }, 'P1M', 'a text', 'a number of seconds'],
    [{ format: 'duration' }, 1e308, 'a number out of range', 'a number of seconds'],
    [{ format: 'percent' }, {}, 'an object', 'a number of percent'],
    [{ format: 'date' }, 'yesterday', 'a text', 'a time'],
    [{ format: 'date' }, '2026-13-45', 'a text', 'a time'],
    [{ format: 'date' }, 1e300, 'a number out of range', 'a time'],
    [{ format: 'date' }, false, 'true or false', 'a time'],
    [{ format: 'since' }, {}, 'an object', 'a time'],
  ])('%j of %j is of a wrong type', (shape, json, is, wanted) => {
    expect(read(json, shape)).toEqual({ ok: false, is, wanted });
  });

  test('what can be drawn has an amount in the unit of its format', () => {
    expect(read('5', { format: 'duration', scale: 60 })).toMatchObject({ amount: 300 });
    expect(read(25, { format: 'percent' })).toMatchObject({ amount: 25 });
    expect(read('5')).not.toHaveProperty('amount');
  });
});
