import { describe, expect, test } from 'vitest';
import { sessionAccess } from '../../src/console/access.ts';
import { type CookieJar, cookieHeader, keepCookies } from '../../src/console/cookies.ts';
import { newCsrfToken } from '../../src/console/csrf.ts';
import { tokenOf } from '../helpers/console-server.ts';

const headers = (cookies: readonly string[], others: Record<string, string> = {}): Headers => {
  const result = new Headers(others);
  for (const cookie of cookies) result.append('set-cookie', cookie);
  return result;
};
const jarOf = (...cookies: string[]): CookieJar => {
  const jar: CookieJar = new Map();
  keepCookies(jar, headers(cookies));
  return jar;
};

describe('cookies', () => {
  test('are kept by name and value only, whatever attributes come with them', () => {
    const jar = jarOf(
      'TOKEN=a.b=; Path=/; HttpOnly; Secure; SameSite; Partitioned',
      'csrf_token=x; Expires=Wed, 21 Oct 2099 07:28:00 GMT',
    );
    expect(cookieHeader(jar)).toBe('TOKEN=a.b=; csrf_token=x');
  });

  test('of later answers are merged', () => {
    const jar = jarOf('a=1', 'b=2');
    keepCookies(jar, headers(['b=3', 'c=4']));
    expect(cookieHeader(jar)).toBe('a=1; b=3; c=4');
  });

  test('that are taken back are dropped', () => {
    const jar = jarOf('a=1', 'b=2', 'c=3');
    keepCookies(jar, headers(['a=; Path=/', 'b=x; Max-Age=0', 'c=3; Max-Age=604800']));
    expect(cookieHeader(jar)).toBe('c=3');
  });

  test('without a name are no cookies', () => {
    expect(cookieHeader(jarOf('=x', 'nonsense', ''))).toBe('');
  });
});

describe('the CSRF token', () => {
  const token = (cookies: string[], others: Record<string, string> = {}) =>
    newCsrfToken(headers(cookies, others), jarOf(...cookies));

  test('of the newest header goes first', () => {
    const jwt = [`TOKEN=${tokenOf('s1')}`];
    expect(token(jwt, { 'x-csrf-token': 'old', 'x-updated-csrf-token': 'new' })).toBe('new');
    expect(token(jwt, { 'x-csrf-token': 'plain' })).toBe('plain');
  });

  test('is found inside the TOKEN, and in the cookie of the classic application', () => {
    expect(token([`TOKEN=${tokenOf('s1')}; Path=/`])).toBe('csrf-s1');
    expect(token(['unifises=a', 'csrf_token=b'])).toBe('b');
  });

  test.each(['x', 'a.!!!.c', `a.${Buffer.from('[1]').toString('base64url')}.c`, 'a..c'])(
    'is absent when the TOKEN is no such JWT (%s)',
    (value) => {
      expect(token([`TOKEN=${value}`])).toBeUndefined();
    },
  );

  test('stays until an answer brings another one', () => {
    const access = sessionAccess(
      'unifi-os',
      headers([`TOKEN=${tokenOf('s1')}`], { 'x-csrf-token': 'first' }),
    );
    const sent = () => access?.headers()['x-csrf-token'];

    expect(sent()).toBe('first');
    access?.learn(headers([], { 'x-updated-csrf-token': 'second' }));
    access?.learn(headers([]));
    expect(sent()).toBe('second');
    access?.learn(headers([`TOKEN=${tokenOf('s3')}`]));
    expect(sent()).toBe('csrf-s3');
  });
});

test('a login without a cookie opens no session', () => {
  expect(sessionAccess('unifi-os', headers([], { 'x-csrf-token': 'a' }))).toBeUndefined();
});
