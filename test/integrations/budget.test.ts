import { once } from 'node:events';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { type Handler, startServer, type TestServer } from '../helpers/https-server.ts';
import { defineFetch, defineHttp, harness } from './harness.ts';

const open: TestServer[] = [];
afterEach(async () => {
  vi.useRealTimers();
  await Promise.all(open.splice(0).map((server) => server.close()));
});

/** A server, and a promise for the moment its client is gone before the answer was complete. */
const serve = async (handler: Handler) => {
  const hungUp = Promise.withResolvers<void>();
  const server = await startServer(
    async (request, response) => {
      once(response, 'close').then(() => !response.writableFinished && hungUp.resolve());
      await handler(request, response);
    },
    { tls: false },
  );
  open.push(server);
  return { server, hungUp: hungUp.promise };
};

/** Attempts may take longer than the budget: it is the budget that has to end them. */
const settings = { timeoutMs: 2_000, attemptTimeoutMs: 60_000, retryAttempts: 1 };
const tooLate = { errorMessage: 'Unable to fetch data', reason: 'It did not answer within 2 s.' };

describe('the budget of a fetch really cancels the request', () => {
  test('while the server says nothing', async () => {
    const { server, hungUp } = await serve(() => {});
    const { sections } = await harness([defineHttp('silent', server.url)], { settings }).run();
    expect(sections[0]).toMatchObject(tooLate);
    await hungUp;
  });

  test('while the body is still dripping in', async () => {
    const { server, hungUp } = await serve((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      const drip = setInterval(() => response.write(' '), 20);
      response.once('close', () => clearInterval(drip));
    });
    const { sections } = await harness([defineHttp('dripping', server.url)], { settings }).run();
    expect(sections[0]).toMatchObject(tooLate);
    await hungUp;
  });

  test('one attempt is given up before the budget, and the next one may succeed', async () => {
    const { server, hungUp } = await serve((_request, response) => {
      if (server.requests.length > 1) response.end('{"ok":true}');
    });
    const subject = harness([defineHttp('stuck', server.url)], {
      settings: { attemptTimeoutMs: 1_000 },
    });
    expect((await subject.run()).sections[0]).toMatchObject({ success: true });
    await hungUp;
    expect(subject.event('request_retried')[0]?.fields).toMatchObject({ code: 'timeout' });
  });
});

test('the budget is 30 s unless configured, and ends a fetch that ignores its signal', async () => {
  vi.useFakeTimers();
  const running = harness([defineFetch('deaf', () => new Promise(() => {}))]).run();
  let ended = false;
  running.then(() => {
    ended = true;
  });
  await vi.advanceTimersByTimeAsync(29_999);
  expect(ended).toBe(false);
  await vi.advanceTimersByTimeAsync(1);
  expect((await running).sections[0]).toMatchObject({ reason: 'It did not answer within 30 s.' });
});

test('a definition may want another budget', async () => {
  vi.useFakeTimers();
  const patient = { ...defineFetch('patient', () => new Promise(() => {})), guard: { timeoutMs: 90_000 } };
  const running = harness([patient]).run();
  await vi.advanceTimersByTimeAsync(90_000);
  expect((await running).sections[0]).toMatchObject({ reason: 'It did not answer within 90 s.' });
});
