import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import type { Question } from '../../src/console/console.ts';
import { type Answer, apiKey, openTestConsole, startConsoleServer } from '../helpers/console-server.ts';
import { deadline } from '../helpers/deadline.ts';
import type { TestServer } from '../helpers/https-server.ts';
import { legacy, legacyError } from '../helpers/unifi-fixture.ts';

let answer: Answer = () => ({ json: legacy([]) });
let server: TestServer;

beforeEach(async () => {
  server = await startConsoleServer({
    answers: {
      'GET /api/s/default/stat/health': (request) => answer(request),
      'POST /v2/api/site/default/traffic-flows': (request) => answer(request),
    },
  });
});
afterEach(() => server.close());

const old: Question = { surface: 'legacy', operation: 'ask', path: 'stat/health' };
const modern: Question = { surface: 'v2', operation: 'ask', path: 'traffic-flows', body: {} };
const ask = (question: Question, reply: Answer) => {
  answer = reply;
  return openTestConsole(server, { credentials: { kind: 'key', apiKey } }).read(question, deadline());
};

describe('what an answer means', () => {
  const failures: readonly [string, Question, number, unknown, string, string][] = [
    ['404', modern, 404, { errorCode: 404, message: 'nope' }, 'unsupported', 'not available'],
    ['405', modern, 405, {}, 'unsupported', 'not available'],
    [
      'an unknown object under 400',
      old,
      400,
      legacyError('api.err.InvalidObject'),
      'unsupported',
      'not avail',
    ],
    ['an unknown path under 200', old, 200, legacyError('api.err.NotFound'), 'unsupported', 'not available'],
    ['a missing product', modern, 400, { code: 'PRODUCT_UNAVAILABLE' }, 'unsupported', 'not available'],
    ['no permission under 200', old, 200, legacyError('api.err.NoPermission'), 'forbidden', 'not permitted'],
    ['403', modern, 403, { message: 'Forbidden' }, 'forbidden', 'not permitted'],
    ['a lost login under 200', old, 200, legacyError('api.err.LoginRequired'), 'unauthorized', 'API key'],
    [
      'a refused request',
      modern,
      400,
      { errorCode: 400, message: 'JSON parse error' },
      'http_error',
      'JSON parse',
    ],
    ['an error under 200', old, 200, legacyError('api.err.ServerBusy'), 'http_error', 'api.err.ServerBusy'],
    [
      'an error of the newer surface under 200',
      modern,
      200,
      { errorCode: 500, message: 'The server is busy' },
      'http_error',
      'The server is busy',
    ],
    [
      'an error under 200 without words',
      old,
      200,
      { meta: { rc: 'error' } },
      'http_error',
      'without a reason',
    ],
    ['an envelope without data', old, 200, { meta: { rc: 'ok' } }, 'invalid_response', 'without the data'],
    ['too many requests', modern, 429, {}, 'rate_limited', 'too often'],
  ];

  test.each(failures)('%s', async (_, question, status, json, code, words) => {
    await expect(ask(question, () => ({ status, json }))).rejects.toMatchObject({
      name: 'SourceError',
      code,
      message: expect.stringContaining(words),
    });
  });

  const notJson: readonly [string, string, string, string][] = [
    ['a page', '<!doctype html>', 'text/html', 'web page'],
    ['a page that calls itself JSON', '\n <html>', 'application/json', 'web page'],
    ['nothing', '', 'application/json', 'nothing'],
    ['broken JSON', '{"data":[', 'application/json', 'broken JSON'],
  ];

  test.each(notJson)('%s at 200 is an invalid response', async (_, text, type, words) => {
    const reply: Answer = () => ({ text, headers: { 'content-type': type } });
    await expect(ask(old, reply)).rejects.toMatchObject({
      code: 'invalid_response',
      message: expect.stringContaining(words),
    });
  });

  test('a v2 answer comes as it is, a legacy one without its envelope', async () => {
    expect(await ask(modern, () => ({ json: { data: [1], has_next: false } }))).toEqual({
      data: [1],
      has_next: false,
    });
    expect(await ask(old, () => ({ json: legacy([{ a: 1 }]) }))).toEqual([{ a: 1 }]);
  });

  test('the console’s own words are one short line, and nothing of the request', async () => {
    const message = `bad\r\n\u202e${'x'.repeat(5_000)}`;
    const asked = ask(modern, () => ({ status: 400, json: { message } }));

    await expect(asked).rejects.toMatchObject({
      message: expect.stringMatching(/^the console reported an error: [\x20-\x7e]{1,120}$/),
      answer: { status: 400 },
    });
  });
});

test('an application that is not there is no missing feature', async () => {
  const bare = await startConsoleServer({
    answers: { 'GET /api/self/sites': () => ({ status: 404, json: {} }) },
  });
  const console = openTestConsole(bare, { credentials: { kind: 'key', apiKey } });
  onTestFinished(bare.close);

  await expect(console.read(old, deadline())).rejects.toMatchObject({
    code: 'http_error',
    message: expect.stringContaining('no UniFi Network'),
  });
});
