import { describe, expect, test } from 'vitest';
import { secretPartsOf } from '../../src/config/secret-address.ts';
import { load, problemsOf } from './loading.ts';

describe('LISTEN', () => {
  test.each([
    [':9090', '127.0.0.1', 9090],
    ['9090', '127.0.0.1', 9090],
    ['0.0.0.0:9090', '0.0.0.0', 9090],
    ['192.168.1.5:80', '192.168.1.5', 80],
    ['[::]:9090', '::', 9090],
    ['[::1]:9090', '::1', 9090],
    ['localhost:9090', 'localhost', 9090],
    ['nas.example:65535', 'nas.example', 65_535],
    [':0', '127.0.0.1', 0],
  ])('%s is %s, port %i', (text, host, port) => {
    expect(load({ LISTEN: text }).listen).toEqual({ host, port });
  });

  test.each([
    '0.0.0.0',
    'nas.example',
    ':65536',
    '::1:9090',
    '[nas]:9090',
    '192.168.1:9090',
    'http://127.0.0.1:9090',
    '*:9090',
    ':9090/metrics',
    ': 9090',
    '"9090"',
  ])('%s is refused, with what would be right', (text) => {
    const { problems } = problemsOf({ LISTEN: text });

    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatchObject({ variable: 'LISTEN' });
    expect(problems[0]?.message).toMatch(/:9090|quotation mark/);
  });

  test('is off when it is not set', () => {
    expect(load({}).listen).toBeUndefined();
  });
});

const key = 'b5f1c9d2-3e6a-4f70-9d18-0c2a7e4b8f63';

describe('PING_URL', () => {
  test.each([
    `https://hc-ping.com/${key}`,
    'https://kuma.example/api/push/k3dVnW0Ezq?status=up&msg=OK&ping=',
    'http://127.0.0.1:3001/api/push/k3dVnW0Ezq',
  ])('%s is taken as it is', (url) => {
    const { pingUrl, warnings, secrets } = load({ PING_URL: url });

    expect(pingUrl).toBe(url);
    expect(secrets).toContain(url);
    expect(warnings.filter((warning) => warning.includes('PING_URL'))).toEqual([]);
  });

  test('over plain http, where others can read along, is one warning', () => {
    const { pingUrl, warnings } = load({ PING_URL: `http://192.168.1.5:8000/ping/${key}` });

    expect(pingUrl).toContain(key);
    expect(warnings.filter((warning) => warning.startsWith('PING_URL'))).toEqual([
      'PING_URL is asked without encryption (http://): whoever reads along can report in your place.',
    ]);
    expect(warnings.join()).not.toContain(key);
  });

  test('can be kept in a file', () => {
    const url = `https://hc-ping.com/${key}`;

    expect(load({ PING_URL_FILE: '/run/secrets/ping' }, { '/run/secrets/ping': `${url}\n` }).pingUrl).toBe(
      url,
    );
  });

  test.each([
    ['no address', `hc-ping.com/${key}`],
    ['another scheme', `ftp://hc-ping.com/${key}`],
    ['an account', `https://me:${key}@hc-ping.com/ping`],
    ['a fragment', `https://hc-ping.com/ping#${key}`],
    ['two words', `https://hc-ping.com/${key} and more`],
    ['two lines', `https://hc-ping.com/${key}\nhttps://hc-ping.com/other`],
  ])('%s is refused without being repeated', (_, url) => {
    const error = problemsOf({ PING_URL: url });

    expect(error.problems).toMatchObject([{ variable: 'PING_URL' }]);
    expect(error.message).not.toContain(key);
  });

  test.each([
    [`https://hc-ping.com/${key}`, [key]],
    [`https://hc.example/Zp0Qx8c1Tnq6Lw2aVb4h/unifi-report`, ['Zp0Qx8c1Tnq6Lw2aVb4h']],
    ['https://kuma.example/api/push/k3dVnW0Ezq?status=up&msg=OK&ping=', ['k3dVnW0Ezq']],
    ['https://watch.example/beat?token=9f8e7d6c5b4a', ['9f8e7d6c5b4a']],
  ])('of %s the key alone is secret, not the words beside it', (url, secrets) => {
    expect(secretPartsOf(url)).toEqual(secrets);
    expect(load({ PING_URL: url }).secrets).toEqual(expect.arrayContaining(secrets));
  });
});
