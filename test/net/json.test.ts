import { describe, expect, test } from 'vitest';
import { parseJson } from '../../src/net/json.ts';

test('what is JSON is parsed', () => {
  expect(parseJson(' {"a":[1,null,"x"]}')).toEqual({ a: [1, null, 'x'] });
});

test.each([
  ['', 'answered with nothing'],
  [' \n', 'answered with nothing'],
  ['  <!doctype html>', 'answered with a web page instead of data'],
  ['{"a":', 'answered with broken JSON'],
])('%j is an invalid response', (text, message) => {
  expect(() => parseJson(text)).toThrow(expect.objectContaining({ code: 'invalid_response', message }));
});

describe('a flood of tiny values is refused before it takes a hundred times its room', () => {
  test.each(['{}', '[]', '0'])('%s', (value) => {
    const flood = `[${`${value},`.repeat(2_000_000)}${value}]`;
    expect(() => parseJson(flood)).toThrow(expect.objectContaining({ code: 'too_large' }));
  });

  test('lists that are begun and never ended', () => {
    expect(() => parseJson('['.repeat(2_000_001))).toThrow(expect.objectContaining({ code: 'too_large' }));
  });

  test('a long answer with values of ordinary length is not one', () => {
    const row = '{"name":"access point","version":"7.1.26"},';
    const text = `[${row.repeat(200_000)}{}]`;
    expect(text.length).toBeGreaterThan(8_000_000);
    expect(parseJson(text)).toHaveLength(200_001);
  });
});
