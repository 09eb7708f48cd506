import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { smallestBody } from '../src/transfer-encoding.ts';

test('text that is mostly ASCII goes as quoted-printable, at its own length where nothing is escaped', () => {
  expect(smallestBody('one\ntwo')).toEqual({
    content: 'one\r\ntwo',
    encoding: 'quoted-printable',
    bytes: 8,
  });
});

test('text that is mostly not ASCII goes as base64, which is a third longer and not three times', () => {
  const { encoding, bytes } = smallestBody('語'.repeat(1_000));
  expect(encoding).toBe('base64');
  const encoded = Buffer.from('語'.repeat(1_000)).toString('base64');
  expect(bytes).toBe(encoded.replace(/.{1,76}/gu, '$&\r\n').length);
});

test('the shorter of the two is taken, on either side of where they cross', () => {
  const mixed = (umlauts: number): string => `${'a'.repeat(60 - umlauts)}${'ü'.repeat(umlauts)}\n`.repeat(50);
  expect(smallestBody(mixed(2)).encoding).toBe('quoted-printable');
  expect(smallestBody(mixed(12)).encoding).toBe('base64');
});

describe('quoted-printable', () => {
  test.each([
    ['an equals sign', 'a=b', 5],
    ['a blank at the end of a line', 'a \nb', 7],
    ['a tab inside a line', 'a\tb', 3],
    ['a control character', 'a\u0001b', 5],
    ['two bytes of a letter', 'ü'.padEnd(40, 'x'), 45],
  ])('counts %s as it is written', (_, text, bytes) => {
    expect(smallestBody(text)).toMatchObject({ encoding: 'quoted-printable', bytes });
  });

  test('counts no soft break in a line that has room for its own', () => {
    expect(smallestBody('x'.repeat(74)).bytes).toBe(74);
    expect(smallestBody('x'.repeat(75)).bytes).toBe(78);
  });
});

test.each(['a\nb', 'a\rb', 'a\r\nb'])('every line break becomes CR LF, and none is doubled', (text) => {
  expect(smallestBody(text).content).toBe('a\r\nb');
});

test('nothing is nothing', () => {
  expect(smallestBody('')).toEqual({ content: '', encoding: 'quoted-printable', bytes: 0 });
});

/** RFC 2045 §6.7 byte by byte, with as many soft breaks as the mailer may make. */
const spelledOut = (content: string): number =>
  content
    .split('\r\n')
    .map((line) => {
      const escaped = [...Buffer.from(line)].map((byte) =>
        byte === 9 || (byte >= 32 && byte <= 126 && byte !== 61) ? 1 : 3,
      );
      const length = escaped.reduce((sum, one) => sum + one, 0) + (/[\t ]$/u.test(line) ? 2 : 0);
      return length + (length <= 74 ? 0 : Math.ceil((length - 74) / 52) * 3);
    })
    .reduce((sum, bytes) => sum + bytes + 2, -2);

test('whatever a text is made of, it is counted as its bytes are', () => {
  const pieces = fc.constantFrom(
    'a'.repeat(30),
    '=',
    ' ',
    '\t',
    '\r',
    '\n',
    'ü',
    '語',
    '🛜',
    '\ud83d',
    '\udedc',
    '\u0000',
  );
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 60 }), (chosen) => {
      const { content, bytes } = smallestBody(chosen.join(''));
      const base64 = Buffer.from(content)
        .toString('base64')
        .replace(/.{1,76}/gu, '$&\r\n').length;
      expect(bytes).toBe(Math.min(spelledOut(content), base64));
    }),
  );
});
