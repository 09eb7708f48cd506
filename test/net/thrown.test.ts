import { expect, test } from 'vitest';
import { summariseThrown } from '../../src/net/thrown.ts';

test.each([
  ['an error', new RangeError('too far'), { type: 'RangeError', message: 'too far' }],
  ['a string', 'plain words', { type: 'string', message: 'plain words' }],
  ['undefined', undefined, { type: 'undefined', message: '' }],
  ['null', null, { type: 'null', message: '' }],
  ['a symbol', Symbol('x'), { type: 'symbol', message: '' }],
  ['an object', { password: 'secret' }, { type: 'object', message: '' }],
])('summarises %s', (_, thrown, expected) => {
  expect(summariseThrown(thrown)).toEqual(expected);
});

test('drops user names, passwords, queries and fragments of every URL', () => {
  const message =
    'GET https://me:pw@a.example/x?key=1#k failed, then "http://b.example?token=2" and ftp://u@c.example.';
  expect(summariseThrown(new Error(message)).message).toBe(
    'GET https://a.example/x failed, then "http://b.example" and ftp://c.example.',
  );
});

test('keeps to one short line', () => {
  const { message } = summariseThrown(new Error(`first\r\nsecond\u001b[31m${'x'.repeat(5_000)}`));
  expect(message).toMatch(/^first second \[31mx+$/);
  expect(message).toHaveLength(300);
});

test('survives a value that throws when it is looked at', () => {
  const trap = new Proxy(new Error('x'), {
    get() {
      throw new Error('trap');
    },
  });
  expect(summariseThrown(trap)).toEqual({ type: 'unreadable', message: '' });
});
