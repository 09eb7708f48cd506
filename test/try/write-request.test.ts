import { describe, expect, test } from 'vitest';
import { createScrub } from '../../src/log-scrub.ts';
import type { RecordedRequest } from '../../src/try/recorded-fetch.ts';
import { writeRequest } from '../../src/try/write-request.ts';

const scrub = createScrub(['hunter2-secret']);
const written = (changes: Partial<RecordedRequest>): string =>
  writeRequest(
    {
      method: 'GET',
      url: 'https://nas.example/api/hosts/srv%201',
      headers: new Map(Object.entries({ accept: 'application/json', 'user-agent': 'unifi-report/1' })),
      durationMs: 34,
      status: 200,
      ...changes,
    },
    scrub,
  );

test('a request is its method and address, how it ended, and its headers', () => {
  expect(written({})).toBe(
    'GET https://nas.example/api/hosts/srv%201 → HTTP 200, 34 ms\n    accept: application/json',
  );
});

test('one that got no answer says so', () => {
  const { method, url, headers } = {
    method: 'GET',
    url: 'https://nas.example/',
    headers: new Map<string, string>(),
  };

  expect(writeRequest({ method, url, headers, durationMs: 34 }, scrub)).toBe(
    'GET https://nas.example/ → no answer, 34 ms',
  );
});

test('a body is shown', () => {
  expect(written({ method: 'POST', body: '{"query":"{ monitors { name } }"}' })).toMatch(
    /\n {4}\{"query":"\{ monitors \{ name \} \}"\}$/,
  );
});

describe('what is secret is redacted, whether it is known or only called so', () => {
  const form = new Map(Object.entries({ 'content-type': 'application/x-www-form-urlencoded' }));

  test.each<[string, Partial<RecordedRequest>, string]>([
    [
      'a bearer token',
      { headers: new Map(Object.entries({ authorization: 'Bearer a1b2' })) },
      'authorization: [redacted]',
    ],
    [
      'a key in a header',
      { headers: new Map(Object.entries({ 'x-api-key': 'a1b2' })) },
      'x-api-key: [redacted]',
    ],
    [
      'a session in a header',
      { headers: new Map(Object.entries({ 'x-ftl-sid': 'a1b2' })) },
      'x-ftl-sid: [redacted]',
    ],
    ['a cookie', { headers: new Map(Object.entries({ cookie: 'sid=a1b2' })) }, 'cookie: [redacted]'],
    ['a key in the query', { url: 'https://x.example/a?apikey=a1b2&page=2' }, 'apikey=[redacted]&page=2'],
    ['a user in the address', { url: 'https://me:a1b2@x.example/a' }, 'GET https://x.example/a'],
    ['a password in JSON', { body: '{"login":{"password":"a1b2"}}' }, '{"login":{"password":"[redacted]"}}'],
    ['a secret in a form', { headers: form, body: 'client_secret=a1b2&a=b' }, 'client_secret=[redacted]&a=b'],
    ['a known secret in a path', { url: 'https://x.example/hunter2-secret/a' }, '/[redacted]/a'],
    [
      'a known secret in a header',
      { headers: new Map(Object.entries({ 'x-b': 'hunter2-secret' })) },
      'x-b: [redacted]',
    ],
    ['a known secret in a text', { body: 'hunter2-secret' }, '[redacted]'],
  ])('%s', (_, changes, shown) => {
    const text = written(changes);

    expect(text).toContain(shown);
    expect(text).not.toMatch(/a1b2|hunter2/);
  });
});

test('nothing of it can change the terminal', () => {
  expect(written({ body: 'a\u001b[31mb\u202ec\r\nd' })).toContain('a[31mbc d');
});
