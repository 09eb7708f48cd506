import { describe, expect, test } from 'vitest';
import { sendJson } from '../../../helpers/https-server.ts';
import { serve } from '../../../helpers/serve.ts';
import { askOnce, ref, running, showing, shownIn } from './asking.ts';

const query = 'query ($name: String, $from: Int) { host(name: $name) { state } }';
const declare = (baseUrl: string, operation: object = {}, more: object = {}) =>
  showing(baseUrl, '$.list.host.state', {
    type: 'graphql',
    operations: { list: { query, ...operation } },
    ...more,
  });

const answering = async (body: unknown, status = 200) => {
  const server = await serve((_request, response) => sendJson(response, body, status), { tls: false });
  const { sections, results } = await running(
    [declare(server.url, {}, { headers: { 'X-Auth-Token': ref('NAS_TOKEN') } })],
    { env: { NAS_TOKEN: 'token-canary' } },
  ).run();
  return { section: sections[0], result: results[0], asked: server.requests.length };
};

describe('a GraphQL operation', () => {
  test('is a POST of query and variables, and its answer is the data member', async () => {
    const server = await serve(
      (_request, response) => sendJson(response, { data: { host: { state: 'ok' } } }),
      { tls: false },
    );
    const variables = { name: 'is {name}', from: '{period.from:epoch}', nested: { on: '{on}' } };
    const params = { name: 'srv "1"', on: true };
    const section = await askOnce(declare(`${server.url}/api`, { variables, params }));

    expect(shownIn(section)).toBe('ok');
    const [request] = server.requests;
    expect(request).toMatchObject({ method: 'POST', path: '/api/graphql' });
    expect(request?.headers['content-type']).toBe('application/json');
    expect(request?.json()).toEqual({
      query,
      variables: { name: 'is srv "1"', from: Date.UTC(2026, 4, 25, 7) / 1_000, nested: { on: true } },
    });
  });

  test('is asked where its path says', async () => {
    const server = await serve(
      (_request, response) => sendJson(response, { data: { host: { state: 'ok' } } }),
      { tls: false },
    );
    await askOnce(declare(server.url, { path: '/v1/query' }));
    expect(server.requests[0]?.path).toBe('/v1/query');
  });
});

describe('errors under HTTP 200 are a failure', () => {
  test.each([
    ['without data', { errors: [{ message: 'no such field' }], data: null }, 'no such field'],
    [
      'with data beside them',
      { errors: [{ message: 'timed out' }], data: { host: { state: 'ok' } } },
      'timed out',
    ],
    ['without a message', { errors: [{ code: 5 }] }, 'it does not say which'],
    ['that are no list', { errors: 'broken' }, 'it does not say which'],
  ])('%s', async (_, body, message) => {
    const { section, result, asked } = await answering(body);
    expect(section).toMatchObject({ success: false, reason: `It answered with errors: ${message}.` });
    expect(result).toMatchObject({ error: 'http_error' });
    expect(asked).toBe(1);
  });

  test('and what the server says holds no secret', async () => {
    const { section } = await answering({ errors: [{ message: 'token-canary is no token' }] });
    expect(section).toMatchObject({ reason: 'It answered with errors: [redacted] is no token.' });
  });

  test.each([
    ['no errors', { errors: [], data: { host: { state: 'ok' } } }],
    ['errors that are null', { errors: null, data: { host: { state: 'ok' } } }],
  ])('but %s are none', async (_, body) => {
    expect((await answering(body)).section).toMatchObject({ success: true });
  });
});

test.each([
  ['without data', {}, 'It answered without data.'],
  ['with data that is null', { data: null }, 'It answered without data.'],
  ['with a list', [], 'It answered without data.'],
  ['with a word', 'ok', 'It answered with no GraphQL response.'],
])('an answer %s fails', async (_, body, reason) => {
  const { section, result } = await answering(body);
  expect(section).toMatchObject({ success: false, reason });
  expect(result).toMatchObject({ error: 'invalid_response' });
});

test('a status is a failure whatever stands in the body', async () => {
  const { section } = await answering({ data: { host: { state: 'ok' } } }, 403);
  expect(section).toMatchObject({ success: false, reason: expect.stringContaining('(HTTP 403)') });
});
