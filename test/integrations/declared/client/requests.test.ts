import { describe, expect, test } from 'vitest';
import { sendJson } from '../../../helpers/https-server.ts';
import { serve } from '../../../helpers/serve.ts';
import { period } from '../../harness.ts';
import { askOnce, ref, running, showing, shownIn } from './asking.ts';

const plain = { tls: false };

/** A server that answers everything with what it was asked. */
const echo = () => serve((request, response) => sendJson(response, { url: request.url, state: 'ok' }), plain);

/** One run with this operation; yields the request that was made. */
const requestOf = async (operation: object, more: object = {}, path = '') => {
  const server = await echo();
  const section = await askOnce(
    showing(`${server.url}${path}`, '$.host.state', { operations: { host: operation }, ...more }),
    { env: { NAS_TOKEN: 'token-canary' } },
  );
  expect(section).toMatchObject({ success: true });
  const [request] = server.requests;
  if (request === undefined) throw new Error('nothing was asked');
  return request;
};

describe('a REST operation', () => {
  test('is asked under the base URL, whose own path stays', async () => {
    expect(await requestOf({ path: '/hosts' }, {}, '/api/v2/')).toMatchObject({
      method: 'GET',
      url: '/api/v2/hosts',
      headers: expect.objectContaining({ 'user-agent': 'test', accept: 'application/json' }),
    });
  });

  test('has its params in path, query, headers and body, encoded for their place', async () => {
    const { url, headers, body } = await requestOf({
      path: '/hosts/{name}/x',
      query: { q: 'a {name}', n: '{number}' },
      headers: { 'X-Name': 'n-{number}' },
      body: { json: { text: 'is {name}', number: '{number}', on: true, nothing: null, list: ['{flag}'] } },
      params: { name: 'srv 1/ä?&', number: 5, flag: false },
    });
    expect(url).toBe('/hosts/srv%201%2F%C3%A4%3F%26/x?q=a+srv+1%2F%C3%A4%3F%26&n=5');
    expect(headers['x-name']).toBe('n-5');
    expect(JSON.parse(body)).toEqual({
      text: 'is srv 1/ä?&',
      number: 5,
      on: true,
      nothing: null,
      list: [false],
    });
  });

  test('may use the period, ISO or epoch, itself or in params', async () => {
    const { query, body } = await requestOf({
      path: '/',
      query: { from: '{period.from}', to: '{period.to:epoch}', since: '{since}' },
      body: { json: { ms: '{period.from:epochMs}' } },
      params: { since: 'x{period.from:epochMs}' },
    });
    expect(Object.fromEntries(query)).toEqual({
      from: '2026-05-25T07:00:00Z',
      to: String(period.toMs / 1_000),
      since: `x${period.fromMs}`,
    });
    expect(JSON.parse(body)).toEqual({ ms: period.fromMs });
  });

  test('sends a form as one', async () => {
    const { method, headers, body } = await requestOf({
      path: '/',
      body: { form: { a: 'b c', key: ref('NAS_TOKEN'), n: 1 } },
    });
    expect(method).toBe('POST');
    expect(headers['content-type']).toMatch(/^application\/x-www-form-urlencoded/);
    expect(body).toBe('a=b+c&key=token-canary&n=1');
  });

  test('its headers win over those of the integration, and these over the authorization', async () => {
    const headers = {
      'X-A': 'integration',
      'X-B': 'integration',
      AUTHORIZATION: `Token ${ref('NAS_TOKEN')}`,
    };
    const { headers: sent } = await requestOf(
      { path: '/', headers: { 'x-a': 'operation' } },
      { headers, auth: { type: 'bearer', token: ref('NAS_TOKEN') } },
    );
    expect(sent).toMatchObject({
      'x-a': 'operation',
      'x-b': 'integration',
      authorization: 'Token token-canary',
    });
  });

  test.each([
    ['..', 'would lead out of the path'],
    ['', 'in the path of an operation is empty'],
  ])('asks nothing when a param is %o, which would make another path', async (name) => {
    const server = await echo();
    const operations = { host: { path: '/hosts/{name}', params: { name } } };
    const { results } = await running([showing(server.url, '$.host', { operations })]).run();
    expect(results[0]).toMatchObject({ success: false, error: 'unexpected' });
    expect(server.requests).toEqual([]);
  });

  test.each([
    ['204', 204, ''],
    ['200 and nothing', 200, ''],
    ['200 and a line break', 200, '\r\n'],
  ])('answered with %s is null', async (_, status, body) => {
    const server = await serve((request, response) => {
      if (request.path === '/ok') sendJson(response, { state: 'ok' });
      else response.writeHead(status).end(body);
    }, plain);
    const section = await askOnce(
      showing(server.url, '$.ok.state', {
        operations: { host: { path: '/host' }, ok: { path: '/ok' } },
        findings: [{ when: '@.host == null', severity: 'notice', title: 'Nothing came' }],
      }),
    );
    expect(section).toMatchObject({ success: true, data: { findings: [{ title: 'Nothing came' }] } });
  });

  test('takes a value out of another one’s answer and waits for it', async () => {
    const server = await serve((request, response) => {
      if (request.path === '/login') return sendJson(response, { session: { sid: 's3ss10n/1' } });
      if (request.path === '/logs/s3ss10n%2F1')
        return sendJson(response, { state: request.query.get('sid') });
      sendJson(response, {}, 404);
    }, plain);
    const operations = {
      host: {
        path: '/logs/{sid}',
        query: { sid: '{sid}' },
        params: { sid: { from: 'login', value: '$.session.sid' } },
      },
      login: { path: '/login', body: { json: { password: ref('NAS_TOKEN') } } },
    };
    const section = await askOnce(showing(server.url, '$.host.state', { operations }), {
      env: { NAS_TOKEN: 'pw' },
    });
    expect(shownIn(section)).toBe('s3ss10n/1');
    expect(server.requests.map(({ path }) => path)).toEqual(['/login', '/logs/s3ss10n%2F1']);
  });

  test('fails when the other answer has no such value', async () => {
    const server = await serve((_request, response) => sendJson(response, { session: { sid: null } }), plain);
    const operations = {
      host: { path: '/{sid}', params: { sid: { from: 'login', value: '$.session.sid' } } },
      login: { path: '/login' },
    };
    expect(await askOnce(showing(server.url, '$.host', { operations }))).toMatchObject({
      success: false,
      reason: 'It answered "login" without what the next request needs, at $.session.sid.',
    });
    expect(server.requests).toHaveLength(1);
  });
});

describe('what fails', () => {
  test('one operation fails the section, and cancels the others', async () => {
    const hungUp = Promise.withResolvers<void>();
    const server = await serve((request, response) => {
      if (request.path === '/host') return sendJson(response, {}, 403);
      response.once('close', () => hungUp.resolve());
    }, plain);
    const operations = { host: { path: '/host' }, slow: { path: '/slow' } };
    expect(await askOnce(showing(server.url, '$.host', { operations }))).toMatchObject({
      success: false,
      errorMessage: 'Unable to fetch data',
      reason: expect.stringContaining('(HTTP 403)'),
    });
    await hungUp.promise;
  });

  test('a redirect to another origin is refused, and the other is never asked', async () => {
    const other = await echo();
    const server = await serve(
      (_request, response) => void response.writeHead(302, { location: `${other.url}/host` }).end(),
      plain,
    );
    const auth = { type: 'bearer', token: ref('NAS_TOKEN') };
    expect(await askOnce(showing(server.url, '$.host', { auth }))).toMatchObject({
      success: false,
      reason: expect.stringContaining('redirected to another address; refused'),
    });
    expect(other.requests).toEqual([]);
  });

  test('redirects in a circle end', async () => {
    const server = await serve(
      (_request, response) => void response.writeHead(302, { location: '/host' }).end(),
      plain,
    );
    expect(await askOnce(showing(server.url, '$.host'))).toMatchObject({
      success: false,
      reason: expect.stringContaining('redirected too many times'),
    });
  });

  test('an answer that is larger than 8 MiB is not received', async () => {
    const server = await serve(
      (_request, response) => void response.end(`"${'x'.repeat(8 * 1024 * 1024)}"`),
      plain,
    );
    expect(await askOnce(showing(server.url, '$.host'))).toMatchObject({
      success: false,
      reason: expect.stringContaining('more than 8 MiB'),
    });
  });

  test('the budget of the integration ends a hang, that of an operation only its attempt', async () => {
    const server = await serve((_request, response) => {
      if (server.requests.length === 2) sendJson(response, { state: 'ok' });
    }, plain);
    const operations = { host: { path: '/host', timeout: '300ms' } };
    expect(shownIn(await askOnce(showing(server.url, '$.host.state', { operations })))).toBe('ok');

    expect(await askOnce(showing(server.url, '$.host.state', { timeout: '300ms' }))).toMatchObject({
      success: false,
      reason: expect.stringMatching(/^It did not answer (in time|within 300 ms)\.$/),
    });
  });
});

describe('returns', () => {
  const returns = {
    state: 'string',
    'since?': 'number',
    disks: [{ name: 'string', 'smart?': { ok: 'boolean' } }],
    any: 'any',
  };
  const right = {
    state: 'ok',
    disks: [{ name: 'a' }, { name: 'b', smart: { ok: true } }],
    any: null,
    more: 1,
  };
  const answering = async (answer: unknown) => {
    const server = await serve((_request, response) => sendJson(response, answer), plain);
    return askOnce(showing(server.url, '$.host.state', { operations: { host: { path: '/', returns } } }));
  };

  test('accepts what it describes, and more', async () => {
    expect(shownIn(await answering(right))).toBe('ok');
    expect(shownIn(await answering({ ...right, since: null, disks: [] }))).toBe('ok');
  });

  test.each([
    ['no object', [], 'an object at $'],
    ['a missing member', { ...right, state: undefined }, 'a text at $.state'],
    ['another type', { ...right, state: 5 }, 'a text at $.state'],
    ['another type where it may be missing', { ...right, since: '5' }, 'a number at $.since'],
    ['no list', { ...right, disks: {} }, 'a list at $.disks'],
    ['a wrong entry among right ones', { ...right, disks: [{ name: 'a' }, {}] }, 'a text at $.disks.name'],
    [
      'a wrong member deep inside',
      { ...right, disks: [{ name: 'a', smart: { ok: 'yes' } }] },
      'true or false at $.disks.smart.ok',
    ],
  ])('refuses %s', async (_, answer, expected) => {
    expect(await answering(answer)).toMatchObject({
      success: false,
      reason: `It answered without ${expected}.`,
    });
  });
});
