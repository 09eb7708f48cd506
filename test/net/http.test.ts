import { describe, expect, test } from 'vitest';
import { SourceError } from '../../src/net/errors.ts';
import type { HttpRequest } from '../../src/net/http.ts';
import { deadline } from '../helpers/deadline.ts';
import { testHttp } from '../helpers/http.ts';
import { type Handler, sendJson, startServer } from '../helpers/https-server.ts';
import { serve } from '../helpers/serve.ts';

const probe: HttpRequest = { operation: 'probe', path: '/probe' };
const ok: Handler = (_, response) => sendJson(response, { ok: true });

/** Asks and returns the SourceError, or fails. */
async function errorOf(url: string, request: HttpRequest = probe): Promise<SourceError> {
  const error: unknown = await testHttp(url)
    .request(request, deadline())
    .catch((thrown: unknown) => thrown);
  if (!(error instanceof SourceError)) throw new Error('expected a SourceError', { cause: error });
  return error;
}

describe('a request', () => {
  test('joins base URL with its own path, path and query, and asks for JSON with our name', async () => {
    const server = await serve(ok);
    const http = testHttp(`${server.url}/client/v4`, { headers: { authorization: 'Bearer key' } });
    const answer = await http.request(
      {
        operation: 'list',
        path: '/zones',
        query: { page: 2, name: 'a&b=ü', all: true },
        headers: { 'x-more': '1' },
      },
      deadline(),
    );
    expect(answer.json()).toEqual({ ok: true });
    expect(server.requests).toHaveLength(1);
    const [seen] = server.requests;
    expect(seen).toMatchObject({ method: 'GET', path: '/client/v4/zones', body: '' });
    expect(Object.fromEntries(seen?.query ?? [])).toEqual({ page: '2', name: 'a&b=ü', all: 'true' });
    expect(seen?.headers).toMatchObject({
      accept: 'application/json',
      authorization: 'Bearer key',
      'user-agent': 'unifi-report/test',
      'x-more': '1',
    });
  });

  test('posts JSON when it has any', async () => {
    const server = await serve(ok);
    const json = { query: '{ viewer { zones } }', variables: { since: 'ä' } };
    await testHttp(server.url).request({ ...probe, json }, deadline());
    expect(server.requests[0]?.method).toBe('POST');
    expect(server.requests[0]?.headers['content-type']).toBe('application/json');
    expect(server.requests[0]?.json()).toEqual(json);
  });

  test('posts a form when it has one', async () => {
    const server = await serve(ok);
    const form = { grant_type: 'refresh_token', value: 'a&b=ü +' };
    await testHttp(server.url).request({ ...probe, form }, deadline());
    expect(server.requests[0]?.method).toBe('POST');
    expect(server.requests[0]?.headers['content-type']).toMatch(/^application\/x-www-form-urlencoded\b/);
    expect(Object.fromEntries(new URLSearchParams(server.requests[0]?.body))).toEqual(form);
  });

  test('can replace a header of the client', async () => {
    const server = await serve(ok);
    const http = testHttp(server.url, { headers: { Accept: 'a', 'X-CSRF': 'old' } });
    await http.request({ ...probe, headers: { 'x-csrf': 'new' } }, deadline());
    expect(server.requests[0]?.headers).toMatchObject({ accept: 'a', 'x-csrf': 'new' });
  });

  test('sends a header without what stands around its value, such as the end of a line in a file', async () => {
    const server = await serve(ok);
    const blanks = ' '.repeat(5_000);
    const headers = { 'x-api-key': '\r\n\t key\n', 'x-wide': `a${blanks}b`, 'x-nothing': ' \n' };
    await testHttp(server.url).request({ ...probe, headers }, deadline());
    const seen = { 'x-api-key': 'key', 'x-wide': `a${blanks}b`, 'x-nothing': '' };
    expect(server.requests[0]?.headers).toMatchObject(seen);
  });

  test('tells every attempt beforehand, and is not made when that throws', async () => {
    const server = await serve((_, response) => sendJson(response, {}, 503));
    const attempts: number[] = [];
    const beforeAttempt = () => {
      attempts.push(server.requests.length);
      if (attempts.length === 3) throw new SourceError('rate_limited', 'enough');
    };
    const http = testHttp(server.url, {}, { retryAttempts: 5, retryWaitMs: 1 });
    await expect(http.request({ ...probe, beforeAttempt }, deadline())).rejects.toThrow('enough');
    expect(attempts).toEqual([0, 1, 2]);
    expect(server.requests).toHaveLength(2);
  });

  test('gives the answer its status, headers and text', async () => {
    const server = await serve((_, response) => {
      response.writeHead(202, { 'set-cookie': ['TOKEN=a', 'other=b'] }).end('\uFEFF{"name":"Büro"}');
    });
    const answer = await testHttp(server.url).request(probe, deadline());
    expect(answer.status).toBe(202);
    expect(answer.headers.getSetCookie()).toEqual(['TOKEN=a', 'other=b']);
    expect(answer.json()).toEqual({ name: 'Büro' });
  });

  test.each(['@other.example/', 'zones', ''])(
    'refuses the path %j, which could change the host',
    async (path) => {
      const server = await serve(ok);
      expect(await errorOf(server.url, { ...probe, path })).toMatchObject({
        code: 'unexpected',
        retryable: false,
      });
      expect(server.requests).toEqual([]);
    },
  );
});

describe('a status', () => {
  const cases: readonly [number, string, boolean][] = [
    [400, 'http_error', false],
    [401, 'unauthorized', false],
    [403, 'forbidden', false],
    [404, 'http_error', false],
    [405, 'http_error', false],
    [408, 'http_error', true],
    [422, 'http_error', false],
    [429, 'rate_limited', true],
    [500, 'http_error', true],
    [503, 'http_error', true],
    [304, 'http_error', false],
  ];
  test.each(cases)('%i is %s, retryable: %j', async (status, code, retryable) => {
    const server = await serve((_, response) => void response.writeHead(status).end());
    const error = await errorOf(server.url);
    expect(error).toMatchObject({ code, retryable, answer: { status } });
    expect(error.message).toContain(`HTTP ${status}`);
  });

  test('that means failure keeps the answer for the client, but only 64 KiB of it', async () => {
    const server = await serve((_, response) => {
      response.writeHead(500, { 'x-trace': 'abc' }).end(`{"error":"${'x'.repeat(100_000)}`);
    });
    const error = await errorOf(server.url);
    expect(error.answer?.text).toHaveLength(64 * 1024);
    expect(error.answer?.text).toMatch(/^\{"error":"xxx/);
    expect(error.answer?.headers.get('x-trace')).toBe('abc');
  });

  test('of 503 is asked again after the Retry-After of the server', async () => {
    const server = await serve((_, response) => {
      if (server.requests.length === 1) response.writeHead(503, { 'retry-after': '0' }).end();
      else sendJson(response, 'fine');
    });
    const http = testHttp(server.url, {}, { retryAttempts: 2, retryWaitMs: 20_000, retryMaxWaitMs: 20_000 });
    const answer = await http.request(probe, deadline(15_000));
    expect(answer.json()).toBe('fine');
  });
});

describe('json()', () => {
  const cases: readonly [string, string, string][] = [
    ['a web page', '<!doctype html><title>Starting…</title>', 'answered with a web page instead of data'],
    ['a web page after blank lines', '\r\n\n <html>', 'answered with a web page instead of data'],
    ['an empty body', '', 'answered with nothing'],
    ['a blank body', ' \n', 'answered with nothing'],
    ['half an object', '{"zones": [', 'answered with broken JSON'],
  ];
  test.each(cases)('says what %s is, and asks once only', async (_, body, message) => {
    const server = await serve((_request, response) => void response.end(body));
    const http = testHttp(server.url, {}, { retryAttempts: 3, retryWaitMs: 1 });
    const answer = await http.request(probe, deadline());
    expect(() => answer.json()).toThrow(
      expect.objectContaining({ name: 'SourceError', code: 'invalid_response', message, retryable: false }),
    );
    expect(server.requests).toHaveLength(1);
  });
});

describe('a secret', () => {
  const secret = 's3cr3t';
  const request: HttpRequest = {
    operation: 'log in',
    path: '/api/login',
    query: { token: secret },
    json: { password: secret },
    headers: { 'x-api-key': secret },
  };

  /** Everything that any logger could reach. */
  const spill = (error: unknown): string => {
    const parts: string[] = [];
    for (let at = error; at instanceof Error; at = at.cause) {
      parts.push(at.message, at.stack ?? '', JSON.stringify(at));
    }
    return parts.join('\n');
  };

  test.each([401, 404, 500])('is not in the error of status %i', async (status) => {
    const server = await serve((_, response) => void response.writeHead(status).end(secret));
    expect(spill(await errorOf(server.url, request))).not.toContain(secret);
  });

  test('is not in the error of a connection that fails', async () => {
    const server = await startServer(ok);
    await server.close();
    const error = await errorOf(server.url, request);
    expect(error.code).toBe('network');
    expect(spill(error)).not.toContain(secret);
  });

  test.each([
    ['line break', `${secret}\n${secret}`],
    ['letter that no header can hold', `${secret}…`],
  ])('with a %s is refused without being quoted', async (_, value) => {
    const server = await serve(ok);
    const error = await errorOf(server.url, { ...probe, headers: { 'x-api-key': value } });
    expect(error).toMatchObject({ code: 'unexpected', retryable: false });
    expect(spill(error)).not.toContain(secret);
    expect(server.requests).toEqual([]);
  });

  test.each(['me:', ':'])('in the base URL after %j is refused without being quoted', async (user) => {
    const error = await errorOf(`https://${user}${secret}@127.0.0.1:1`);
    expect(error.message).toBe('the address is not a URL that can be asked (one without a password in it)');
    expect(spill(error)).not.toContain(secret);
  });
});
