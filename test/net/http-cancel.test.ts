import { describe, expect, test } from 'vitest';
import type { Guard } from '../../src/net/guard.ts';
import { createHttp, type HttpRequest } from '../../src/net/http.ts';
import { deadline } from '../helpers/deadline.ts';
import { alwaysSuccess, running, testGuard } from '../helpers/guard.ts';
import { loopbackFetch, testHttp, unguardedHttp } from '../helpers/http.ts';
import { type Handler, sendJson, type TestServer } from '../helpers/https-server.ts';
import { serve } from '../helpers/serve.ts';

const probe: HttpRequest = { operation: 'probe', path: '/probe' };

const clientOf = (server: TestServer, guard: Guard) =>
  createHttp({
    baseUrl: server.url,
    headers: {},
    userAgent: 'unifi-report/test',
    fetch: loopbackFetch,
    request: guard.request,
  });

test('an abort is passed on as it is, for the guard to say what it means', async () => {
  const stop = new AbortController();
  const server = await serve(() => stop.abort());
  const limit = { signal: stop.signal, deadlineMs: Number.MAX_SAFE_INTEGER };
  await expect(unguardedHttp(server.url).request(probe, limit)).rejects.toMatchObject({ name: 'AbortError' });
});

describe('a time-out really cancels the request', () => {
  const cases: readonly [string, Handler][] = [
    ['before the answer', () => undefined],
    ['inside the body', (_, response) => void response.writeHead(200).write('{"zones":')],
    [
      'inside a body that drips for ever',
      (_, response) => {
        response.writeHead(200);
        const drip = setInterval(() => response.write(' '), 5);
        response.on('close', () => clearInterval(drip));
      },
    ],
  ];

  /** Serves `handler` and resolves `closed` when the client has gone away. */
  async function serveAndWatch(handler: Handler) {
    const reached = Promise.withResolvers<void>();
    const closed = Promise.withResolvers<void>();
    const server = await serve((request, response) => {
      response.on('close', closed.resolve);
      reached.resolve();
      return handler(request, response);
    });
    return { server, reached: reached.promise, closed: closed.promise };
  }

  test.each(cases)('%s, at the end of the budget', async (_, handler) => {
    const { server, closed } = await serveAndWatch(handler);
    const { guard } = testGuard({ timeoutMs: 1_000 });
    const http = clientOf(server, guard);
    const outcome = await guard.run((limit) => http.request(probe, limit), alwaysSuccess, running());
    expect(outcome).toMatchObject({ failure: { code: 'timeout', detail: 'did not answer within 1 s' } });
    await closed;
    expect(server.requests).toHaveLength(1);
  });

  test.each(cases)('%s, at the end of an attempt, which is then made again', async (_, handler) => {
    const { server, closed } = await serveAndWatch((request, response) =>
      server.requests.length > 1 ? sendJson(response, 'second') : handler(request, response),
    );
    const http = testHttp(server.url, {}, { retryAttempts: 2, retryWaitMs: 1, attemptTimeoutMs: 1_000 });
    expect((await http.request(probe, deadline())).json()).toBe('second');
    await closed;
  });

  test.each(cases)('%s, at a shutdown', async (_, handler) => {
    const { server, reached, closed } = await serveAndWatch(handler);
    const stop = new AbortController();
    const { guard } = testGuard();
    const http = clientOf(server, guard);
    const run = guard.run((limit) => http.request(probe, limit), alwaysSuccess, stop.signal);
    await reached;
    stop.abort();
    expect(await run).toMatchObject({ failure: { code: 'aborted' } });
    await closed;
  });
});
