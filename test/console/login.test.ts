import { afterEach, describe, expect, test } from 'vitest';
import type { Question } from '../../src/console/console.ts';
import {
  type ConsoleServer,
  type ConsoleServerOptions,
  json,
  openTestConsole,
  openTestSession,
  password,
  type Reply,
  startConsoleServer,
  username,
  viewOf,
} from '../helpers/console-server.ts';
import { deadline } from '../helpers/deadline.ts';
import { startServer } from '../helpers/https-server.ts';
import { legacy, legacyError, unifiFixture } from '../helpers/unifi-fixture.ts';

const closers: (() => Promise<void>)[] = [];
const start = async (options: ConsoleServerOptions = {}): Promise<ConsoleServer> => {
  const server = await startConsoleServer(options);
  closers.push(server.close);
  return server;
};
afterEach(async () => {
  await Promise.all(closers.splice(0).map((close) => close()));
});

const health: Question = { surface: 'legacy', operation: 'read the health', path: 'stat/health' };
const answers = { 'GET /api/s/default/stat/health': json(legacy([])) };

describe('a refused login', () => {
  const refusals: readonly [string, 'unifi-os' | 'classic', Reply, string, string][] = [
    [
      'a wrong password on UniFi OS',
      'unifi-os',
      { status: 403, json: { code: 'x' } },
      'unauthorized',
      'user name or password',
    ],
    [
      'a wrong password on early UniFi OS',
      'unifi-os',
      { status: 401, json: { errors: ['Invalid username or password'] } },
      'unauthorized',
      'user name or password',
    ],
    [
      'a wrong password on the classic application',
      'classic',
      { status: 400, json: legacyError('api.err.Invalid') },
      'unauthorized',
      'user name or password',
    ],
    [
      'an error under HTTP 200',
      'classic',
      { status: 200, json: legacyError('api.err.Invalid') },
      'unauthorized',
      'user name or password',
    ],
    [
      'a cloud account with a second factor',
      'unifi-os',
      { status: 499, json: unifiFixture('aiounifi/login-unifios-sso-mfa-499.json') },
      'unauthorized',
      'second factor',
    ],
    [
      'a classic account with a second factor',
      'classic',
      { status: 400, json: unifiFixture('aiounifi/login-classic-2fa-required.json') },
      'unauthorized',
      'second factor',
    ],
    [
      'the login limit',
      'unifi-os',
      {
        status: 429,
        json: { code: 'AUTHENTICATION_FAILED_LIMIT_REACHED', message: "You've reached the limit" },
        headers: { 'retry-after': '0' },
      },
      'rate_limited',
      'login limit reached',
    ],
  ];

  test.each(refusals)(
    '%s is one login, and later reads fail at once',
    async (_, kind, reply, code, words) => {
      const server = await start({ kind, answers, onLogin: () => reply });
      const session = openTestSession(server);
      const failure = { code, retryable: false, message: expect.stringContaining(words) };

      await expect(viewOf(session).read(health, deadline())).rejects.toMatchObject(failure);
      await expect(viewOf(session).site(deadline())).rejects.toMatchObject(failure);
      await Promise.all(
        Array.from({ length: 10 }, () =>
          expect(viewOf(session).read(health, deadline())).rejects.toMatchObject(failure),
        ),
      );
      expect(server.logins).toHaveLength(1);
      expect(server.reads).toHaveLength(0);
    },
  );

  test('is tried again by a report five minutes later', async () => {
    let nowMs = 1_000_000;
    const server = await start({
      answers,
      onLogin: (attempt) => (attempt === 1 ? { status: 403, json: {} } : undefined),
    });
    const session = openTestSession(server, { now: () => nowMs });

    await expect(viewOf(session).read(health, deadline())).rejects.toMatchObject({ code: 'unauthorized' });
    nowMs += 4 * 60_000;
    await expect(viewOf(session).read(health, deadline())).rejects.toMatchObject({ code: 'unauthorized' });
    nowMs += 60_000;
    expect(await viewOf(session).read(health, deadline())).toEqual([]);
    expect(server.logins).toHaveLength(2);
  });

  test('says neither password nor user name', async () => {
    const echo: Reply = { status: 403, json: { message: `${username} ${password}` } };
    const server = await start({ onLogin: () => echo });

    const failure = await openTestConsole(server).site(deadline()).catch(String);
    expect(failure).toContain('refused');
    expect(failure).not.toContain(password);
  });
});

describe('a login that is not refused but fails', () => {
  test('is repeated for a 503, and succeeds', async () => {
    const server = await start({
      answers,
      onLogin: (attempt) => (attempt < 3 ? { status: 503, json: {} } : undefined),
    });

    expect(await openTestConsole(server).read(health, deadline())).toEqual([]);
    expect(server.logins).toHaveLength(3);
  });

  test('is not remembered: the next read logs in again', async () => {
    const server = await start({
      answers,
      onLogin: (attempt) => (attempt <= 3 ? { status: 502, json: {} } : undefined),
    });
    const console = openTestConsole(server);

    await expect(console.read(health, deadline())).rejects.toMatchObject({ code: 'http_error' });
    expect(await console.read(health, deadline())).toEqual([]);
  });

  test('a console that is still starting answers with a page, and is told so', async () => {
    const booting: Reply = { text: '<html>Starting</html>', headers: { 'content-type': 'text/html' } };
    const server = await start({ onLogin: () => booting });

    await expect(openTestConsole(server).site(deadline())).rejects.toMatchObject({
      code: 'invalid_response',
      message: expect.stringContaining('web page; it may still be starting'),
    });
  });

  test('a login without a session is an invalid response', async () => {
    const server = await start({ onLogin: () => ({ json: {} }) });

    await expect(openTestConsole(server).site(deadline())).rejects.toMatchObject({
      code: 'invalid_response',
    });
  });
});

describe('which kind of console it is', () => {
  const forwarded: Reply = { status: 302, text: '', headers: { location: '/sso?next=%2Fmanage' } };

  test.each(['unifi-os', 'classic'] as const)('a configured kind asks nothing first (%s)', async (kind) => {
    const server = await start({ kind, answers, root: { status: 500, text: '' } });

    expect(await openTestConsole(server, { kind }).read(health, deadline())).toEqual([]);
    expect(server.requests.filter(({ path }) => path === '/')).toHaveLength(0);
  });

  test.each(['unifi-os', 'classic'] as const)(
    'behind a proxy that redirects elsewhere both logins are tried (%s)',
    async (kind) => {
      const server = await start({ kind, answers, root: forwarded });
      const console = openTestConsole(server);

      expect(await console.read(health, deadline())).toEqual([]);
      expect(await console.kind(deadline())).toBe(kind);
      expect(server.logins).toHaveLength(1);
    },
  );

  test('a page at the root of a classic application is seen through by its login', async () => {
    const server = await start({ kind: 'classic', answers, root: { text: 'hello' } });

    expect(await openTestConsole(server).read(health, deadline())).toEqual([]);
    expect(server.requests.map(({ path }) => path).slice(0, 3)).toEqual([
      '/',
      '/api/auth/login',
      '/api/login',
    ]);
  });

  test('a configured kind is not doubted', async () => {
    const server = await start({ kind: 'classic', answers });

    await expect(openTestConsole(server, { kind: 'unifi-os' }).site(deadline())).rejects.toMatchObject({
      code: 'http_error',
      message: expect.stringContaining('UNIFI_CONTROLLER'),
    });
    expect(server.logins).toHaveLength(0);
  });

  test('a classic application that answers 401 to the login of UniFi OS is found when nothing was detected', async () => {
    const requests: string[] = [];
    const server = await startServer((request, response) => {
      requests.push(request.path);
      if (request.path === '/api/login') response.setHeader('set-cookie', ['unifises=a', 'csrf_token=b']);
      response.statusCode = request.path === '/' ? 404 : request.path === '/api/auth/login' ? 401 : 200;
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(legacy([{ name: 'default' }])));
    });
    closers.push(server.close);

    expect(await openTestConsole(server).kind(deadline())).toBe('classic');
    expect(requests).toEqual(['/', '/api/auth/login', '/api/login']);
  });

  test('a refusal is not forgotten because the other login does not exist', async () => {
    const server = await startServer((request, response) => {
      response.statusCode = request.path === '/api/auth/login' ? 401 : 404;
      response.end();
    });
    closers.push(server.close);

    await expect(openTestConsole(server).site(deadline())).rejects.toMatchObject({ code: 'unauthorized' });
    expect(server.requests.map(({ path }) => path)).toEqual(['/', '/api/auth/login', '/api/login']);
  });

  test('where there is no login at all, the address is to blame', async () => {
    const server = await startServer((_, response) => {
      response.statusCode = 404;
      response.end();
    });
    closers.push(server.close);

    await expect(openTestConsole(server).site(deadline())).rejects.toMatchObject({
      code: 'http_error',
      message: expect.stringContaining('no UniFi login at this address'),
    });
  });

  test('a console that restarts during detection is asked again, and its failure is its own', async () => {
    const server = await start({ root: { status: 503, text: '' } });

    await expect(openTestConsole(server).site(deadline())).rejects.toMatchObject({ code: 'http_error' });
    expect(server.requests).toHaveLength(3);
    expect(server.logins).toHaveLength(0);
  });
});
