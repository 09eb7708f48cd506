import { mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { LogConfig } from '../src/config/config.ts';
import { createLog, type LogDeps } from '../src/log.ts';
import { SourceError } from '../src/net/errors.ts';
import type { Log, LogFields } from '../src/net/log.ts';

const nowMs = Date.UTC(2026, 10, 21, 7, 0, 0);

const capture = async (config: Partial<LogConfig> = {}, deps: Partial<LogDeps> = {}) => {
  const lines: string[] = [];
  const log = await createLog(
    { level: 'debug', format: 'json', ...config },
    {
      destination: { write: (line) => lines.push(line) },
      isTerminal: false,
      secrets: [],
      now: () => nowMs,
      ...deps,
    },
  );
  return { log, lines };
};

/** What one call writes. */
const written = async (
  fields: LogFields,
  config: Partial<LogConfig> = {},
  secrets: readonly string[] = [],
): Promise<string> => {
  const { log, lines } = await capture(config, { secrets });
  log.warn(fields, 'something happened');
  return lines.join('');
};

describe('what a line looks like', () => {
  test('JSON: level, time, fields and message', async () => {
    const line = await written({
      event: 'circuit_opened',
      integration: 'cloudflare',
      afterMs: 12,
      ok: true,
      none: null,
    });

    expect(JSON.parse(line)).toEqual({
      level: 'warn',
      time: '2026-11-21T07:00:00.000Z',
      event: 'circuit_opened',
      integration: 'cloudflare',
      afterMs: 12,
      ok: true,
      none: null,
      msg: 'something happened',
    });
    expect(line).toMatch(/^[^\n]*\n$/);
  });

  test('pretty: one readable line with the fields behind the message', async () => {
    const line = await written({ event: 'x', err: new Error('broke') }, { format: 'pretty', level: 'info' });

    expect(line).toMatch(/^\[.*\] WARN: something happened \{.*"event":"x".*"message":"broke".*\}\n$/);
  });

  test.each([
    [true, undefined, 'pretty'],
    [false, undefined, 'json'],
    [true, 'json', 'json'],
    [false, 'pretty', 'pretty'],
  ] as const)('terminal %s, LOG_FORMAT %s: %s', async (isTerminal, format, expected) => {
    const lines: string[] = [];
    const config: LogConfig = format === undefined ? { level: 'info' } : { level: 'info', format };
    const log = await createLog(config, {
      destination: { write: (line) => lines.push(line) },
      isTerminal,
      secrets: [],
      now: () => nowMs,
    });
    log.info({}, 'hello');

    expect(lines[0]?.startsWith('{') ? 'json' : 'pretty').toBe(expected);
    // Colours are for terminals only.
    expect(lines[0]?.includes('\u001b[')).toBe(expected === 'pretty' && isTerminal);
  });

  test('only the level that is set and above is written', async () => {
    const speak = (log: Log): void => {
      log.debug({}, 'd');
      log.info({}, 'i');
      log.warn({}, 'w');
      log.error({}, 'e');
    };
    const countAt = async (level: LogConfig['level']): Promise<number> => {
      const { log, lines } = await capture({ level });
      speak(log);
      return lines.length;
    };

    expect(
      await Promise.all((['trace', 'debug', 'info', 'warn', 'error', 'silent'] as const).map(countAt)),
    ).toEqual([4, 4, 3, 2, 1, 0]);
  });

  test('a file descriptor is written to at once', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'log-'));
    const path = join(folder, 'log');
    const { log } = await capture({}, { destination: openSync(path, 'w') });
    log.info({}, 'first');

    expect(readFileSync(path, 'utf8')).toContain('first');
    rmSync(folder, { recursive: true });
  });
});

const canaries = {
  body: 'canary-body-1',
  header: 'canary-header-2',
  query: 'canary-query-3',
  cookie: 'canary-cookie-4',
  password: 'canary-password-5',
  answer: 'canary-answer-6',
} as const;

/** What an HTTP client may throw, with everything that hangs on it (libraries reference §1.3). */
class HTTPError extends Error {
  override readonly name = 'HTTPError';
  readonly code = 'ERR_HTTP';
  readonly request = new Request(`https://console.example/api?token=${canaries.query}`, {
    headers: { 'x-api-key': canaries.header },
  });
  readonly response = { status: 401, headers: { 'set-cookie': canaries.cookie }, body: canaries.answer };
  readonly options = {
    json: { username: 'reader', password: canaries.password },
    headers: { authorization: canaries.header },
    searchParams: { token: canaries.query },
    body: canaries.body,
  };
  readonly data = { error: canaries.answer };

  constructor() {
    super(
      `Request failed with status code 401: POST https://console.example/api/login?token=${canaries.query}#x`,
    );
  }
}

const expectNoCanary = (text: string): void => {
  for (const canary of Object.values(canaries)) expect(text).not.toContain(canary);
};

describe('errors', () => {
  test.each(['json', 'pretty'] as const)('print no body, header, query or cookie (%s)', async (format) => {
    const error = new HTTPError();
    const fields = [
      { err: error },
      { error },
      { reason: { deep: [error] } },
      { err: new Error('outer', { cause: error }) },
      { ...error },
      { cause: { ...error } },
    ];
    for (const field of fields) {
      const text = await written(field, { format });
      expect(text).toContain('something happened');
      expectNoCanary(text);
    }
  });

  test('shrink to type, message and code', async () => {
    const line = await written({ err: new HTTPError() }, { level: 'info' });

    expect(JSON.parse(line).err).toEqual({
      type: 'HTTPError',
      message: 'Request failed with status code 401: POST https://console.example/api/login',
      code: 'ERR_HTTP',
    });
  });

  test('keep the answer of a server to themselves', async () => {
    const answer = { status: 500, headers: new Headers({ cookie: canaries.cookie }), text: canaries.answer };
    const line = await written({
      err: new SourceError('http_error', 'answered with status 500', { answer }),
    });

    expect(JSON.parse(line).err).toEqual({
      type: 'SourceError',
      message: 'answered with status 500',
      code: 'http_error',
    });
  });

  test('show where they came from at debug level, and only those that nobody expected', async () => {
    const stackOf = async (error: Error, level: LogConfig['level']): Promise<unknown> =>
      JSON.parse(await written({ err: error }, { level })).err.stack;
    const unexpected = new TypeError(`x?secret=${canaries.query}\n    at canary-frame`);

    expect(await stackOf(unexpected, 'info')).toBeUndefined();
    expect(await stackOf(new SourceError('timeout', 'late'), 'debug')).toBeUndefined();
    expect(await stackOf(new SourceError('unexpected', 'bug'), 'debug')).toBeInstanceOf(Array);
    const frames = await stackOf(unexpected, 'debug');
    expect(frames).toEqual(expect.arrayContaining([expect.stringContaining('log.test.ts')]));
    expect(JSON.stringify(frames)).not.toContain(canaries.query);
  });

  test('tell their causes, but not without end', async () => {
    const looped = new Error('a');
    looped.cause = new Error('b', { cause: looped });
    const line = await written({ err: looped }, { level: 'info' });

    expect(JSON.parse(line).err.cause).toMatchObject({
      type: 'Error',
      message: 'b',
      cause: { message: 'a' },
    });
    expect(line.length).toBeLessThan(1_000);
  });
});

describe('secrets', () => {
  const secret = 's3cr/t "käse"+&=\\x';
  const user = `reporter:${secret}`;

  test.each([
    ['as it is', secret],
    ['inside a sentence', `login with ${secret} failed`],
    ['in a URL', `https://h/${encodeURIComponent(secret)}`],
    ['in a URL, lower-case', encodeURIComponent(secret).replaceAll(/%../g, (hex) => hex.toLowerCase())],
    ['in a form', new URLSearchParams({ password: secret }).toString()],
    ['in JSON', JSON.stringify({ note: secret })],
    ['in Base64', Buffer.from(secret).toString('base64')],
    ['in Basic authorization', Buffer.from(user).toString('base64')],
    ['in AUTH PLAIN', Buffer.from(`\0reporter\0${secret}`).toString('base64')],
    ['in Base64 for URLs', Buffer.from(`ab${secret}`).toString('base64url')],
  ])('are replaced %s', async (_, text) => {
    const leaks = [
      secret,
      encodeURIComponent(secret),
      'käse',
      Buffer.from(secret).toString('base64').slice(3, -4),
    ];

    for (const format of ['json', 'pretty'] as const) {
      for (const fields of [
        { detail: text },
        { [text]: 1 },
        { list: [{ deep: text }] },
        { err: new Error(text) },
      ]) {
        const line = await written(fields, { format }, [secret]);
        expect(line).toContain('[redacted]');
        for (const leak of leaks) expect(line).not.toContain(leak);
      }
    }
  });

  test('are replaced in messages and in numbers', async () => {
    const { log, lines } = await capture({}, { secrets: ['12345678', 'hunter2!'] });
    log.info({ code: 12345678, port: 443 }, 'wrong password hunter2!');

    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      code: '[redacted]',
      port: 443,
      msg: 'wrong password [redacted]',
    });
  });

  test('are hidden by the name of their field at every depth, even if nobody configured them', async () => {
    const line = await written({
      apiKey: 'canary-1',
      deep: { a: { b: { password: 'canary-2', 'X-CSRF-Token': 'canary-3', Cookie: ['canary-4'] } } },
      headers: { 'x-api-key': 'canary-5' },
      body: 'canary-6',
      hasToken: true,
    });

    expect(line).not.toContain('canary-');
    expect(JSON.parse(line)).toMatchObject({ apiKey: '[redacted]', headers: '[omitted]', hasToken: true });
  });

  test('in the account or query of an address are cut off', async () => {
    const line = await written({
      url: new URL('https://me:canary-1@h.example/p?t=canary-2#canary-3'),
      path: '/a/b?k=canary-4',
    });

    expect(line).not.toContain('canary-');
    expect(JSON.parse(line)).toMatchObject({ url: 'https://h.example/p', path: '/a/b' });
  });
});

describe('text from the network', () => {
  const hostile = 'AP\r\n{"level":"error","msg":"forged"}\u001b[31m\u202egnp.exe\u2028\u0085\u2066\ud800';

  test.each(['json', 'pretty'] as const)(
    'cannot break out of its line or turn it around (%s)',
    async (format) => {
      const { log, lines } = await capture({ format });
      log.info(
        { device: hostile, [hostile]: { list: [hostile] }, err: new Error(hostile) },
        `device ${hostile}`,
      );
      const text = lines.join('');

      expect(text.split('\n')).toHaveLength(2);
      expect(text.slice(0, -1)).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\u202e\u2066]/u);
      expect(text.isWellFormed()).toBe(true);
      expect(text).toContain('AP');
    },
  );

  test('is cut where it is longer than anybody reads', async () => {
    const line = await written({
      ssid: 'x'.repeat(5_000_000),
      list: Array.from({ length: 10_000 }, () => 'y'),
    });

    expect(line.length).toBeLessThan(5_000);
    expect(JSON.parse(line).list.at(-1)).toBe('… 9950 more');
  });

  test('of ordinary scripts and emoji stays as it is', async () => {
    const name = 'Küche 厨房 المطبخ 👩‍💻';

    expect(JSON.parse(await written({ name })).name).toBe(name);
  });
});

test('whatever is passed, the line is written', async () => {
  const loop: Record<string, unknown> = { name: 'loop' };
  loop.self = loop;
  const trap = {
    get boom(): string {
      throw new Error('no');
    },
  };
  const line = await written({
    loop,
    trap,
    big: 10n ** 20n,
    nan: Number.NaN,
    date: new Date(nowMs),
    noDate: new Date(Number.NaN),
    bytes: new Uint8Array(3),
    map: new Map([
      ['password', 'canary'],
      ['a', 'b'],
    ]),
    set: new Set([1]),
    call: () => 1,
    symbol: Symbol('s'),
    missing: undefined,
    bare: Object.create(null),
  });

  expect(JSON.parse(line)).toMatchObject({
    loop: { name: 'loop', self: '[circular]' },
    trap: { boom: '[unreadable]' },
    big: '100000000000000000000',
    nan: null,
    date: '2026-11-21T07:00:00.000Z',
    noDate: 'invalid date',
    bytes: '[3 bytes]',
    map: { password: '[redacted]', a: 'b' },
    set: [1],
    bare: {},
  });
});
