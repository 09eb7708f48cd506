import { describe, expect, test } from 'vitest';
import type { HttpRequest } from '../../src/net/http.ts';
import { deadline } from '../helpers/deadline.ts';
import { testHttp } from '../helpers/http.ts';
import { type Handler, sendJson, type TestServer } from '../helpers/https-server.ts';
import { serve } from '../helpers/serve.ts';

const probe: HttpRequest = { operation: 'probe', path: '/probe' };

describe('a redirect', () => {
  const credentials = { headers: { authorization: 'Bearer key', cookie: 'TOKEN=key' } };
  const redirect =
    (location: string, status = 302): Handler =>
    (_, response) =>
      void response.writeHead(status, { location }).end();

  test.each([301, 302, 303, 307, 308])(
    'with status %i to the same origin is followed, headers included',
    async (status) => {
      const server = await serve((request, response) => {
        if (request.path === '/probe') redirect('../new?x=1', status)(request, response);
        else sendJson(response, 'arrived');
      });
      const answer = await testHttp(server.url, credentials).request(probe, deadline());
      expect(answer.json()).toBe('arrived');
      expect(server.requests[1]).toMatchObject({ url: '/new?x=1', headers: { authorization: 'Bearer key' } });
    },
  );

  test('to another origin is refused, and nothing arrives there', async () => {
    const other = await serve((_, response) => sendJson(response, 'stolen'));
    const server = await serve(redirect(`${other.url}/probe`));
    await expect(testHttp(server.url, credentials).request(probe, deadline())).rejects.toMatchObject({
      code: 'http_error',
      retryable: false,
      message: 'redirected to another address; refused',
      answer: { status: 302 },
    });
    expect(other.requests).toEqual([]);
  });

  test.each([
    ['another scheme', (server: TestServer) => `http://${server.host}/`],
    ['another name of the same machine', (server: TestServer) => `https://localhost:${server.port}/`],
    ['another host by the short form', () => '//other.example/'],
    ['no web address', () => 'javascript:alert(1)'],
  ])('to %s is refused', async (_, locationOf) => {
    const server = await serve((request, response) => redirect(locationOf(server))(request, response));
    await expect(testHttp(server.url, credentials).request(probe, deadline())).rejects.toMatchObject({
      code: 'http_error',
      message: 'redirected to another address; refused',
    });
    expect(server.requests).toHaveLength(1);
  });

  test('of a redirect of a redirect is followed three times, and a loop ends there', async () => {
    const server = await serve((request, response) => {
      const hop = Number(request.query.get('hop') ?? 0);
      if (hop === Number(request.query.get('last') ?? 99)) return sendJson(response, 'arrived');
      const last = request.query.get('last');
      redirect(`/probe?hop=${hop + 1}${last === null ? '' : `&last=${last}`}`)(request, response);
    });
    const http = testHttp(server.url);
    expect((await http.request({ ...probe, query: { last: 3 } }, deadline())).json()).toBe('arrived');
    server.requests.length = 0;
    await expect(http.request(probe, deadline())).rejects.toMatchObject({
      code: 'http_error',
      message: 'redirected too many times',
    });
    expect(server.requests).toHaveLength(4);
  });

  test('of something posted is refused, so that it is not posted twice', async () => {
    const server = await serve(redirect('/elsewhere', 307));
    await expect(testHttp(server.url).request({ ...probe, json: {} }, deadline())).rejects.toMatchObject({
      code: 'http_error',
      message: 'redirected instead of answering; refused',
    });
    expect(server.requests).toHaveLength(1);
  });

  test.each([
    ['without an address', undefined],
    ['with a broken address', 'https://[oops'],
  ])('%s is a plain HTTP error', async (_, location) => {
    const server = await serve((_request, response) => {
      response.writeHead(302, location === undefined ? {} : { location }).end();
    });
    await expect(testHttp(server.url).request(probe, deadline())).rejects.toMatchObject({
      code: 'http_error',
      answer: { status: 302 },
    });
  });
});
