import { describe, expect, test } from 'vitest';
import { sendJson } from '../../../helpers/https-server.ts';
import { serve } from '../../../helpers/serve.ts';
import type { HarnessOptions } from '../../harness.ts';
import { askOnce, ref, running, showing } from './asking.ts';

const requestWith = async (auth: object | undefined, options: HarnessOptions = {}) => {
  const server = await serve((_request, response) => sendJson(response, { state: 'ok' }), { tls: false });
  const more = auth === undefined ? {} : { auth };
  const section = await askOnce(showing(server.url, '$.host.state', more), options);
  expect(section).toMatchObject({ success: true });
  const [request] = server.requests;
  if (request === undefined) throw new Error('nothing was asked');
  return request;
};
const env = { env: { NAS_TOKEN: 'token-canary', NAS_USER: 'jöe' } };
const key = ref('NAS_TOKEN');

describe('a request says who asks', () => {
  test.each([
    ['not at all', undefined],
    ['not at all, said aloud', { type: 'none' }],
  ])('%s', async (_, auth) => {
    const { headers, url } = await requestWith(auth);
    expect(headers).not.toHaveProperty('authorization');
    expect(url).toBe('/host');
  });

  test('with a bearer token', async () => {
    const { headers } = await requestWith({ type: 'bearer', token: key }, env);
    expect(headers.authorization).toBe('Bearer token-canary');
  });

  test('with an API key in the usual header', async () => {
    const { headers } = await requestWith({ type: 'api_key', key }, env);
    expect(headers).toMatchObject({ 'x-api-key': 'token-canary' });
  });

  test('with an API key in a header of its own', async () => {
    const { headers } = await requestWith({ type: 'api_key', key, header: 'X-Status-Key' }, env);
    expect(headers).toMatchObject({ 'x-status-key': 'token-canary' });
    expect(headers).not.toHaveProperty('x-api-key');
  });

  test('with an API key in the query', async () => {
    const { headers, url } = await requestWith({ type: 'api_key', key, query: 'apikey' }, env);
    expect(url).toBe('/host?apikey=token-canary');
    expect(headers).not.toHaveProperty('x-api-key');
  });

  test('with a name and a password, as UTF-8 (RFC 7617)', async () => {
    const { headers } = await requestWith({ type: 'basic', username: ref('NAS_USER'), password: key }, env);
    expect(headers.authorization).toBe(`Basic ${Buffer.from('jöe:token-canary').toString('base64')}`);
  });

  test('with a secret from a file, without the line break at its end', async () => {
    const files: Readonly<Record<string, string>> = { '/run/secrets/nas': 'file-canary\n' };
    const { headers } = await requestWith(
      { type: 'bearer', token: ref('file:/run/secrets/nas') },
      { readFile: (path) => files[path] ?? '' },
    );
    expect(headers.authorization).toBe('Bearer file-canary');
  });
});

test('a file that has gone since the start fails the section alone, and says which', async () => {
  const declaration = showing('http://127.0.0.1:9', '$.host', {
    auth: { type: 'bearer', token: ref('file:/run/secrets/nas') },
  });
  expect(await askOnce(declaration)).toMatchObject({
    success: false,
    reason: 'It is not set up correctly: the file /run/secrets/nas of a secret cannot be read.',
  });
});

describe('credentials are the switch', () => {
  const auth = { type: 'basic', username: ref('NAS_USER'), password: ref('NAS_TOKEN') };
  const onWith = (env: Readonly<Record<string, string>>) =>
    running([showing('http://127.0.0.1:9', '$.host', { auth })], { env }).runner.stats().length === 1;

  test.each([
    ['all', { NAS_USER: 'a', NAS_TOKEN: 'b' }, true],
    ['some', { NAS_USER: 'a' }, false],
    ['none', {}, false],
  ])('%s of its variables set: on is %o', (_, env, isOn) => {
    expect(onWith(env)).toBe(isOn);
  });

  test('one that refers to no variable is on', () => {
    expect(running([showing('http://127.0.0.1:9', '$.host')], { env: {} }).runner.stats()).toHaveLength(1);
  });
});

describe('an answer that holds what it was asked with', () => {
  const echo = () =>
    serve(
      ({ headers, url }, response) =>
        sendJson(response, { sent: headers.authorization ?? url, list: [{ name: `of ${headers['x-a']}` }] }),
      { tls: false },
    );
  const shownOf = async (more: object, options: HarnessOptions) => {
    const server = await echo();
    const table = { rows: '$.host.list[*]', columns: [{ title: 'Name', value: '$.name' }] };
    const section = [{ facts: [{ label: 'Sent', value: '$.host.sent' }] }, { table }];
    return JSON.stringify(await askOnce(showing(server.url, '', { section, ...more }), options));
  };

  test.each([
    ['a token', { auth: { type: 'bearer', token: key } }, 'Bearer [redacted]'],
    ['a key in the address', { auth: { type: 'api_key', key, query: 'key' } }, '/host?key=[redacted]'],
    ['a header of its own', { headers: { 'X-A': key } }, 'of [redacted]'],
    ['a password', { auth: { type: 'basic', username: 'joe', password: key } }, 'Basic [redacted]'],
    ['a secret of a file', { auth: { type: 'bearer', token: ref('file:/run/nas') } }, 'Bearer [redacted]'],
  ])('does not show %s', async (_, more, shown) => {
    const text = await shownOf(more, { ...env, readFile: () => 'file-canary\n' });
    expect(text).toContain(shown);
    expect(text).not.toMatch(/canary|am9lOnRva2Vu/);
  });
});
