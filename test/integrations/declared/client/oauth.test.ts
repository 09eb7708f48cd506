import type { ServerResponse } from 'node:http';
import { describe, expect, test, vi } from 'vitest';
import type { GrantedToken } from '../../../../src/integrations/declared/client/oauth.ts';
import { createTokenCache } from '../../../../src/integrations/declared/client/token-cache.ts';
import { deadline } from '../../../helpers/deadline.ts';
import { type RecordedRequest, sendJson } from '../../../helpers/https-server.ts';
import { serve } from '../../../helpers/serve.ts';
import { askOnce, ref, running, showing, shownIn } from './asking.ts';

type Answer = (request: RecordedRequest, response: ServerResponse, count: number) => void;

const grant: Answer = (_request, response, count) =>
  sendJson(response, { access_token: `access-canary-${count}`, token_type: 'Bearer', expires_in: 3600 });

/** An API that takes the newest token only, and its token server on another origin. */
const start = async ({ token = grant, api }: { token?: Answer; api?: Answer } = {}) => {
  const tokens = await serve((request, response) => token(request, response, tokens.requests.length), {
    tls: false,
  });
  const server = await serve(
    (request, response) => {
      if (api !== undefined) return api(request, response, server.requests.length);
      const isNewest = request.headers.authorization === `Bearer access-canary-${tokens.requests.length}`;
      sendJson(response, { state: 'ok' }, isNewest ? 200 : 401);
    },
    { tls: false },
  );
  const auth = {
    type: 'oauth2',
    tokenUrl: `${tokens.url}/oauth2/token`,
    clientId: 'unifi report',
    clientSecret: ref('NAS_SECRET'),
    scope: 'read status',
  };
  const declare = (more: object = {}, authMore: object = {}) =>
    showing(server.url, '$.host.state', { auth: { ...auth, ...authMore }, ...more });
  return { tokens, server, declare };
};
const formDecoded = (text: string): string => decodeURIComponent(text.replaceAll('+', ' '));
const env = { env: { NAS_SECRET: 'secret-canary/+' } };

describe('client credentials', () => {
  test('get a token, which the API then sees and which alone it sees', async () => {
    const { tokens, server, declare } = await start();
    expect(shownIn(await askOnce(declare(), env))).toBe('ok');

    const [asked] = tokens.requests;
    expect(asked).toMatchObject({ method: 'POST', path: '/oauth2/token' });
    // RFC 6749 §2.3.1: both are encoded like a form before they are joined.
    const [scheme, encoded = ''] = (asked?.headers.authorization ?? '').split(' ');
    const [name, secret] = Buffer.from(encoded, 'base64').toString().split(':').map(formDecoded);
    expect([scheme, name, secret]).toEqual(['Basic', 'unifi report', 'secret-canary/+']);
    expect(Object.fromEntries(new URLSearchParams(asked?.body))).toEqual({
      grant_type: 'client_credentials',
      scope: 'read status',
    });
    expect(server.requests.map(({ headers }) => headers.authorization)).toEqual(['Bearer access-canary-1']);
  });

  test('may stand in the body, for servers that know only that', async () => {
    const { tokens, declare } = await start();
    await askOnce(declare({}, { clientAuth: 'body', audience: 'https://nas.example' }), env);
    expect(Object.fromEntries(new URLSearchParams(tokens.requests[0]?.body))).toEqual({
      grant_type: 'client_credentials',
      scope: 'read status',
      audience: 'https://nas.example',
      client_id: 'unifi report',
      client_secret: 'secret-canary/+',
    });
    expect(tokens.requests[0]?.headers).not.toHaveProperty('authorization');
  });

  test('are asked for once by operations that run at the same time, and kept for the next run', async () => {
    const { tokens, server, declare } = await start();
    const operations = Object.fromEntries(['host', 'b', 'c', 'd'].map((id) => [id, { path: `/${id}` }]));
    const subject = running([declare({ operations })], env);
    await subject.run();
    expect(server.requests).toHaveLength(4);
    await subject.run();
    expect(server.requests).toHaveLength(8);
    expect(tokens.requests).toHaveLength(1);
  });
});

describe('a token that the API refuses', () => {
  test('is renewed once, however many operations met it', async () => {
    let revoked = false;
    const { tokens, server, declare } = await start({
      api: ({ headers }, response) => {
        const isOld = headers.authorization === 'Bearer access-canary-1';
        sendJson(response, { state: 'ok' }, revoked && isOld ? 401 : 200);
      },
    });
    const operations = { host: { path: '/host' }, b: { path: '/b' }, c: { path: '/c' } };
    const subject = running([declare({ operations })], env);
    await subject.run();
    revoked = true;
    const { sections } = await subject.run();

    expect(sections[0]).toMatchObject({ success: true });
    expect(tokens.requests).toHaveLength(2);
    // Three of the first run, three refused, three repeated; an operation that came late may have had the new token.
    expect(server.requests.length).toBeLessThanOrEqual(9);
  });

  test('ends the section when the new one is refused as well', async () => {
    const { tokens, server, declare } = await start({
      api: (_request, response) => sendJson(response, {}, 401),
    });
    expect(await askOnce(declare(), env)).toMatchObject({
      success: false,
      reason: 'It refused the credentials (HTTP 401).',
    });
    expect(tokens.requests).toHaveLength(2);
    expect(server.requests).toHaveLength(2);
  });

  test('is no reason to ask again where there is none to renew', async () => {
    const server = await serve((_request, response) => sendJson(response, {}, 401), { tls: false });
    await askOnce(showing(server.url, '$.host', { auth: { type: 'bearer', token: ref('NAS_SECRET') } }), env);
    expect(server.requests).toHaveLength(1);
  });
});

describe('a token server', () => {
  const failing = async (token: Answer) => {
    const { tokens, server, declare } = await start({ token });
    const subject = running([declare()], env);
    const { sections } = await subject.run();
    expect(server.requests).toEqual([]);
    expect(JSON.stringify([sections, subject.lines])).not.toMatch(/canary/);
    return { section: sections[0], asked: tokens.requests.length };
  };

  test.each([
    [400, 'invalid_scope'],
    [401, 'invalid_client'],
  ])('that refuses with %i is quoted by its code alone', async (status, error) => {
    const { section } = await failing((_request, response) =>
      sendJson(response, { error, error_description: 'secret-canary/+ is wrong' }, status, {
        'www-authenticate': 'Basic realm="x"',
      }),
    );
    expect(section).toMatchObject({
      success: false,
      reason: `The credentials were refused: its token server refused the client with ${error}.`,
    });
  });

  test('that has an error of its own is asked again, and named', async () => {
    const { section, asked } = await failing((_request, response) => sendJson(response, {}, 503));
    expect(section).toMatchObject({
      reason: expect.stringMatching(/its token server answered with an error of its own \(HTTP 503\)/),
    });
    expect(asked).toBe(2);
  });

  test('that redirects gets no credentials sent elsewhere', async () => {
    const other = await serve((_request, response) => sendJson(response, {}), { tls: false });
    const { section } = await failing(
      (_request, response) => void response.writeHead(307, { location: `${other.url}/token` }).end(),
    );
    expect(section).toMatchObject({
      reason: expect.stringContaining('its token server redirected to another address; refused'),
    });
    expect(other.requests).toEqual([]);
  });

  test.each<[string, Answer]>([
    ['a web page', (_request, response) => void response.end('<!doctype html>')],
    ['no token', (_request, response) => sendJson(response, { token_type: 'Bearer' })],
    [
      'a token of another kind',
      (_request, response) => sendJson(response, { access_token: 'a', token_type: 'mac' }),
    ],
    [
      'a token with a line break',
      (_request, response) => sendJson(response, { access_token: 'a\r\nb', token_type: 'Bearer' }),
    ],
  ])('that answers with %s', async (_, token) => {
    const { section } = await failing(token);
    expect(section).toMatchObject({
      success: false,
      reason: expect.stringMatching(/^Its answer could not be understood: its token server answered with/),
    });
  });

  test('that sends more than 64 KiB is not listened to', async () => {
    const { section } = await failing(
      (_request, response) => void response.end(JSON.stringify({ access_token: 'x'.repeat(70_000) })),
    );
    expect(section).toMatchObject({
      reason: expect.stringContaining('its token server answered with more than'),
    });
  });
});

describe('a token is kept', () => {
  const caching = (granted: (count: number) => GrantedToken) => {
    const clock = { nowMs: 1_000_000 };
    const request = vi.fn(async () => granted(request.mock.calls.length));
    const cache = createTokenCache(request, () => clock.nowMs);
    return { clock, cache, request, next: () => cache.token(deadline()) };
  };
  const hour = (count: number): GrantedToken => ({ accessToken: `t${count}`, validMs: 3_600_000 });

  test('until 30 s before it expires', async () => {
    const { clock, next } = caching(hour);
    expect(await next()).toBe('t1');
    clock.nowMs += 3_600_000 - 30_001;
    expect(await next()).toBe('t1');
    clock.nowMs += 1;
    expect(await next()).toBe('t2');
  });

  test('for nine tenths of a short life', async () => {
    const { clock, next } = caching((count) => ({ accessToken: `t${count}`, validMs: 10_000 }));
    await next();
    clock.nowMs += 8_999;
    expect(await next()).toBe('t1');
    clock.nowMs += 1;
    expect(await next()).toBe('t2');
  });

  test('until it is refused, when the server does not say how long it lives', async () => {
    const { clock, cache, next } = caching((count) => ({ accessToken: `t${count}` }));
    await next();
    clock.nowMs += 1e12;
    expect(await next()).toBe('t1');
    cache.forget('an older one');
    expect(await next()).toBe('t1');
    cache.forget('t1');
    expect(await next()).toBe('t2');
  });

  test('not at all, when it has no life left', async () => {
    const { next, request } = caching((count) => ({ accessToken: `t${count}`, validMs: 0 }));
    await next();
    await next();
    expect(request).toHaveBeenCalledTimes(2);
  });

  test('and a request that failed is not', async () => {
    const { next, request } = caching(hour);
    request.mockRejectedValueOnce(new Error('no'));
    await expect(Promise.all([next(), next()])).rejects.toThrow('no');
    expect(request).toHaveBeenCalledTimes(1);
    expect(await next()).toBe('t2');
  });
});

test('an access token that the API answers with does not stand in the section', async () => {
  const { declare } = await start({
    api: ({ headers }, response) => sendJson(response, { state: `sent ${headers.authorization}` }),
  });
  expect(shownIn(await askOnce(declare(), env))).toBe('sent Bearer [redacted]');
});
