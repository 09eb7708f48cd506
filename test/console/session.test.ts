import { afterEach, describe, expect, test } from 'vitest';
import type { Question } from '../../src/console/console.ts';
import {
  apiKey,
  type ConsoleServer,
  type ConsoleServerOptions,
  holding,
  json,
  openTestConsole,
  openTestSession,
  password,
  startConsoleServer,
  tokenOf,
  username,
  viewOf,
} from '../helpers/console-server.ts';
import { deadline } from '../helpers/deadline.ts';
import { legacy } from '../helpers/unifi-fixture.ts';

const servers: ConsoleServer[] = [];
const start = async (options: ConsoleServerOptions = {}) => {
  const server = await startConsoleServer(options);
  servers.push(server);
  return server;
};
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

const health: Question = { surface: 'legacy', operation: 'read the health', path: 'stat/health' };
const events: Question = { surface: 'v2', operation: 'list events', path: 'system-log/all', body: {} };
const answers = {
  'GET /api/s/default/stat/health': json(legacy([{ subsystem: 'wlan' }])),
  'POST /v2/api/site/default/system-log/all': json({ data: [] }),
};

describe('a session with an API key', () => {
  const credentials = { kind: 'key', apiKey } as const;

  test('asks without detection and without a login, below the prefix of UniFi OS', async () => {
    const server = await start({ answers });
    const console = openTestConsole(server, { credentials });

    expect(await console.read(health, deadline())).toEqual([{ subsystem: 'wlan' }]);
    expect(await console.read(events, deadline())).toEqual({ data: [] });
    expect(await console.kind(deadline())).toBe('unifi-os');
    expect(server.requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'GET /proxy/network/api/self/sites',
      'GET /proxy/network/api/s/default/stat/health',
      'POST /proxy/network/v2/api/site/default/system-log/all',
    ]);
    expect(server.requests.every(({ headers }) => headers['x-api-key'] === apiKey)).toBe(true);
  });

  test('says that the key was refused, after one request', async () => {
    const server = await start({ answers });
    const console = openTestConsole(server, { credentials: { kind: 'key', apiKey: 'another' } });

    await expect(console.read(health, deadline())).rejects.toMatchObject({
      code: 'unauthorized',
      message: expect.stringContaining('API key'),
    });
    expect(server.requests).toHaveLength(1);
  });
});

describe.each(['unifi-os', 'classic'] as const)('a session with a login (%s)', (kind) => {
  test('finds out the kind, logs in once and reuses the session', async () => {
    const server = await start({ kind, answers });
    const console = openTestConsole(server);

    await console.read(health, deadline());
    await console.read(events, deadline());
    await console.read(health, deadline());

    expect(await console.kind(deadline())).toBe(kind);
    expect(server.logins).toHaveLength(1);
    expect(server.requests.filter(({ path }) => path === '/')).toHaveLength(1);
    expect(server.reads).toHaveLength(4);
  });

  test('ten parallel first reads make one detection, one login and one list of sites', async () => {
    const server = await start({ kind, answers });
    const console = openTestConsole(server);

    await Promise.all(Array.from({ length: 10 }, () => console.read(health, deadline())));

    expect(server.logins).toHaveLength(1);
    expect(server.requests.filter(({ path }) => path === '/')).toHaveLength(1);
    expect(server.reads.filter(({ path }) => path.endsWith('/self/sites'))).toHaveLength(1);
    expect(server.reads).toHaveLength(11);
  });

  test('ten parallel questions for the kind make one detection and one login', async () => {
    const server = await start({ kind, answers });
    const session = openTestSession(server);
    const kinds = await Promise.all(Array.from({ length: 10 }, () => viewOf(session).kind(deadline())));

    expect(new Set(kinds)).toEqual(new Set([kind]));
    expect(server.requests).toHaveLength(2);
  });

  test('a session lost half-way costs one login, and each parallel read is replayed once', async () => {
    const server = await start({ kind, answers });
    const console = openTestConsole(server);
    await console.read(health, deadline());
    server.loseSessions();
    const before = server.reads.length;

    const results = await Promise.all(
      Array.from({ length: 6 }, (_, index) => console.read(index % 2 ? events : health, deadline())),
    );

    expect(results).toHaveLength(6);
    expect(server.logins).toHaveLength(2);
    expect(server.reads.length - before).toBe(12);
  });

  test('a 401 after a fresh login is unauthorized, never a loop, and no reason to log in again', async () => {
    let isClosed = true;
    let nowMs = 1_000_000;
    const server = await start({
      kind,
      answers: {
        ...answers,
        'GET /api/s/default/stat/health': () => (isClosed ? { status: 401, json: {} } : { json: legacy([]) }),
      },
    });
    const console = openTestConsole(server, { now: () => nowMs });

    for (let round = 0; round < 5; round += 1) {
      await expect(console.read(health, deadline())).rejects.toMatchObject({ code: 'unauthorized' });
    }
    expect(await console.read(events, deadline())).toEqual({ data: [] });
    expect(server.logins).toHaveLength(2);

    nowMs += 5 * 60_000;
    isClosed = false;
    server.loseSessions();
    expect(await console.read(health, deadline())).toEqual([]);
    expect(server.logins).toHaveLength(3);
  });

  test('an account whose every read is refused logs in twice in a report', async () => {
    const refused = json({}, 401);
    const server = await start({ kind, answers: { 'GET /api/self/sites': refused } });
    const session = openTestSession(server);

    await Promise.all(
      Array.from({ length: 8 }, () =>
        expect(viewOf(session).read(health, deadline())).rejects.toMatchObject({ code: 'unauthorized' }),
      ),
    );
    await expect(viewOf(session).site(deadline())).rejects.toMatchObject({ code: 'unauthorized' });
    expect(server.logins).toHaveLength(2);
  });

  test('two readers share login, site and cookies, but not their guards', async () => {
    const flaky = { count: 0 };
    const server = await start({
      kind,
      answers: {
        ...answers,
        'GET /api/s/default/stat/health': () => {
          flaky.count += 1;
          return { status: 503, json: {} };
        },
      },
    });
    const session = openTestSession(server);
    const patient = viewOf(session, { retryAttempts: 4 });
    const hasty = viewOf(session, { retryAttempts: 1 });

    await expect(patient.read(health, deadline())).rejects.toMatchObject({ code: 'http_error' });
    expect(flaky.count).toBe(4);
    await expect(hasty.read(health, deadline())).rejects.toMatchObject({ code: 'http_error' });
    expect(flaky.count).toBe(5);
    expect(server.logins).toHaveLength(1);
  });

  test('the password goes to the login only', async () => {
    const server = await start({ kind, answers });
    await openTestConsole(server).read(events, deadline());

    const holders = server.requests.filter((request) =>
      JSON.stringify([request.url, request.headers, request.body]).includes(password),
    );
    expect(holders).toEqual(server.logins);
  });
});

describe('cookies and the CSRF token', () => {
  test('a TOKEN that is issued anew with data replaces the old one, with its CSRF token', async () => {
    const seen: (string | undefined)[] = [];
    const server = await start({
      answers: {
        'GET /api/s/default/stat/health': () => ({
          json: legacy([]),
          headers: { 'set-cookie': `TOKEN=${tokenOf('s1')}.renewed; Path=/; Partitioned` },
        }),
        'POST /v2/api/site/default/system-log/all': ({ headers }) => {
          seen.push(headers.cookie);
          return { json: { data: [] } };
        },
      },
    });
    const console = openTestConsole(server);
    await console.read(health, deadline());
    await console.read(events, deadline());

    expect(seen).toEqual([`TOKEN=${tokenOf('s1')}.renewed`]);
  });

  test('a TOKEN that comes with a failed answer replaces the old one too', async () => {
    const renewed = `${tokenOf('s1')}.renewed`;
    const server = await start({
      answers: {
        'GET /api/s/default/stat/health': () => ({
          status: 404,
          json: {},
          headers: { 'set-cookie': `TOKEN=${renewed}; Path=/` },
        }),
        'POST /v2/api/site/default/system-log/all': ({ headers }) => ({ json: { cookie: headers.cookie } }),
      },
    });
    const console = openTestConsole(server);

    await expect(console.read(health, deadline())).rejects.toMatchObject({ code: 'unsupported' });
    expect(await console.read(events, deadline())).toEqual({ cookie: `TOKEN=${renewed}` });
  });

  test('a CSRF token that an answer renews is the one that is sent', async () => {
    const sent: unknown[] = [];
    const server = await start({
      answers: {
        'GET /api/s/default/stat/health': () => ({
          json: legacy([]),
          headers: { 'x-updated-csrf-token': 'csrf-s1' },
        }),
        'POST /v2/api/site/default/system-log/all': ({ headers }) => {
          sent.push(headers['x-csrf-token']);
          return { json: { data: [] }, headers: { 'x-csrf-token': 'csrf-s1' } };
        },
      },
    });
    const console = openTestConsole(server);
    await console.read(health, deadline());
    await console.read(events, deadline());
    await console.read(events, deadline());

    expect(sent).toEqual(['csrf-s1', 'csrf-s1']);
  });
});

describe('how much is asked at once', () => {
  test('at most twelve requests, and all of them get their turn', async () => {
    const server = await start({ answers: { 'GET /api/s/default/stat/health': holding(12) } });
    const console = openTestConsole(server);
    await Promise.all(Array.from({ length: 30 }, () => console.read(health, deadline())));

    expect(server.mostAtOnce()).toBe(12);
    expect(server.reads).toHaveLength(31);
  });

  test('at most four of the heavy ones, over all readers', async () => {
    const server = await start({ answers: { 'GET /api/s/default/stat/device': holding(4) } });
    const session = openTestSession(server);
    const list: Question = { surface: 'legacy', operation: 'list', path: 'stat/device', heavy: true };
    const readers = [viewOf(session), viewOf(session)];
    await readers[0]?.site(deadline());
    await Promise.all(
      readers.flatMap((reader) => Array.from({ length: 6 }, () => reader.read(list, deadline()))),
    );

    expect(server.mostAtOnce()).toBe(4);
    expect(server.reads).toHaveLength(13);
  });

  test('readers whose time is up leave the queue, and the others go on', async () => {
    const release = Promise.withResolvers<void>();
    const server = await start({
      answers: {
        'GET /api/s/default/stat/health': async () => {
          await release.promise;
          return { json: legacy([]) };
        },
      },
    });
    const console = openTestConsole(server);
    await console.site(deadline());
    const held = Array.from({ length: 12 }, () => console.read(health, deadline()));
    const impatient = new AbortController();
    const waiting = Array.from({ length: 8 }, () =>
      console.read(health, { signal: impatient.signal, deadlineMs: Date.now() + 20_000 }),
    );
    const next = console.read(health, deadline());
    impatient.abort();

    for (const left of waiting) await expect(left).rejects.toMatchObject({ code: 'aborted' });
    release.resolve();
    await Promise.all([...held, next]);
    expect(server.reads).toHaveLength(1 + 13);
  });
});

test('a reader whose time is up during the login does not take the others with it', async () => {
  const server = await start({
    answers,
    onLogin: (attempt) => (attempt === 1 ? { status: 503, json: {} } : undefined),
  });
  const session = openTestSession(server);
  const first = new AbortController();
  const hasty = viewOf(session, { retryWaitMs: 60_000, retryMaxWaitMs: 60_000 });
  const cancelled = hasty.read(health, { signal: first.signal, deadlineMs: Date.now() + 90_000 });
  while (server.logins.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  const waiting = viewOf(session).read(health, { ...deadline(), deadlineMs: Date.now() + 200_000 });
  first.abort();

  await expect(cancelled).rejects.toMatchObject({ code: 'aborted' });
  expect(await waiting).toEqual([{ subsystem: 'wlan' }]);
  expect(server.logins).toHaveLength(2);
  expect(server.logins.map((login) => login.json())).toEqual([
    { username, password, rememberMe: true },
    { username, password, rememberMe: true },
  ]);
});
