import type { ServerResponse } from 'node:http';
import { afterEach, describe, expect, test } from 'vitest';
import { SourceError } from '../../src/net/errors.ts';
import { sendJson, startServer, type TestServer } from '../helpers/https-server.ts';
import { defineFetch, defineHttp, harness } from './harness.ts';

const open: TestServer[] = [];
afterEach(() => Promise.all(open.splice(0).map((server) => server.close())));

type Answer = (response: ServerResponse) => void;

/** A server that gives these answers in turn, the last one for ever. */
const serve = async (...answers: Answer[]) => {
  const server = await startServer(
    (_request, response) => {
      const answer = answers[Math.min(server.requests.length, answers.length) - 1];
      answer?.(response);
    },
    { tls: false },
  );
  open.push(server);
  return server;
};
const status =
  (code: number, headers: Record<string, string> = {}): Answer =>
  (response) =>
    sendJson(response, { error: code }, code, headers);
const success: Answer = (response) => sendJson(response, { ok: true });
const hangUp: Answer = (response) => response.destroy();
const text =
  (body: string): Answer =>
  (response) =>
    response.end(body);

describe('which requests are tried again', () => {
  test.each([
    ['408', status(408)],
    ['429', status(429)],
    ['500', status(500)],
    ['502', status(502)],
    ['503', status(503)],
    ['504', status(504)],
    ['a connection that breaks', hangUp],
  ])('after %s the same is asked again, until it succeeds', async (_what, failure) => {
    const server = await serve(failure, failure, success);
    const { sections } = await harness([defineHttp('source', server.url)]).run();
    expect(sections[0]).toMatchObject({ success: true });
    expect(server.requests).toHaveLength(3);
  });

  test.each([
    ['400', status(400), 'http_error'],
    ['401', status(401), 'unauthorized'],
    ['403', status(403), 'forbidden'],
    ['404', status(404), 'http_error'],
    ['broken JSON', text('{"ok":'), 'invalid_response'],
    ['a web page', text('<!doctype html><title>x</title>'), 'invalid_response'],
    ['nothing', text(''), 'invalid_response'],
  ])('after %s nothing is asked again', async (_what, failure, code) => {
    const server = await serve(failure, success);
    const { results } = await harness([defineHttp('source', server.url)]).run();
    expect(results[0]).toMatchObject({ success: false, error: code });
    expect(server.requests).toHaveLength(1);
  });

  test('a bug in a fetch is not tried again', async () => {
    let calls = 0;
    const { results } = await harness([
      defineFetch('bug', async () => {
        calls += 1;
        return JSON.parse('null').property;
      }),
    ]).run();
    expect(results[0]).toMatchObject({ error: 'unexpected' });
    expect(calls).toBe(1);
  });

  test('a fetch as a whole is never tried again, whatever its error says', async () => {
    let calls = 0;
    await harness([
      defineFetch('tired', async () => {
        calls += 1;
        throw new SourceError('network', 'connection refused', { retryable: true });
      }),
    ]).run();
    expect(calls).toBe(1);
  });
});

describe('how often and how long', () => {
  test('three attempts in all unless configured, then the last failure is the reason', async () => {
    const server = await serve(status(503));
    const { results } = await harness([defineHttp('source', server.url)]).run();
    expect(server.requests).toHaveLength(3);
    expect(results[0]).toMatchObject({ error: 'http_error', detail: expect.stringContaining('503') });
  });

  test('one attempt means no retry', async () => {
    const server = await serve(status(503));
    await harness([defineHttp('source', server.url)], { settings: { retryAttempts: 1 } }).run();
    expect(server.requests).toHaveLength(1);
  });

  test('all attempts of one fetch are one failure for the circuit', async () => {
    const server = await serve(status(503));
    const subject = harness([defineHttp('source', server.url)]);
    await subject.run();
    await subject.run();
    expect(subject.runner.stats()[0]).toMatchObject({ state: 'closed', failures: 2 });
    expect(server.requests).toHaveLength(6);
  });

  test('Retry-After is waited for, also beyond the longest computed wait', async () => {
    const server = await serve(status(429, { 'retry-after': '1' }), success);
    const subject = harness([defineHttp('source', server.url)]);
    const startedAtMs = performance.now();
    expect((await subject.run()).sections[0]).toMatchObject({ success: true });
    expect(performance.now() - startedAtMs).toBeGreaterThanOrEqual(990);
    expect(subject.event('request_retried')[0]?.fields).toMatchObject({ waitMs: 1_000 });
  });

  test('a Retry-After that would pass the budget is not waited for: the fetch fails with that answer', async () => {
    const server = await serve(status(429, { 'retry-after': '3600' }), success);
    const { sections, results } = await harness([defineHttp('source', server.url)]).run();
    expect(results[0]).toMatchObject({ error: 'rate_limited' });
    expect(sections[0]).toMatchObject({ reason: 'It was asked too often (HTTP 429).' });
    expect(server.requests).toHaveLength(1);
  });

  test('each retry is a warning with operation, attempt and cause, and without the address', async () => {
    const server = await serve(status(503), success);
    const subject = harness([defineHttp('source', server.url)]);
    await subject.run();
    const retried = subject.event('request_retried');
    expect(retried).toEqual([
      {
        level: 'warn',
        message: expect.any(String),
        fields: expect.objectContaining({
          integration: 'source',
          operation: 'read data',
          attempt: 1,
          code: 'http_error',
        }),
      },
    ]);
    expect(JSON.stringify(retried)).not.toContain('/data');
  });
});
