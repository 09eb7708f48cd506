import { describe, expect, test } from 'vitest';
import { cloudflareTarget } from '../../../src/integrations/cloudflare/target.ts';

const token = 'v7Q-canary_of.a~token+x/y=';
const target = (env: Record<string, string> = {}) =>
  cloudflareTarget({ CLOUDFLARE_API_TOKEN: token, ...env });
const account = '01a7362d577a6c3019a474fd6f485823';

test('a token alone asks the real API for everything it sees', () => {
  expect(target()).toEqual({ baseUrl: 'https://api.cloudflare.com/client/v4', token, zones: [] });
});

describe('the token', () => {
  test('is trimmed', () => {
    expect(target({ CLOUDFLARE_API_TOKEN: ` ${token}\n` }).token).toBe(token);
  });

  test.each(['cfk_0123456789012345678901234567890123456789abcd', `${'0123456789abcdef'.repeat(2)}01234`])(
    'a Global API key (%s) is refused with what to make instead, and not repeated',
    (key) => {
      const attempt = () => target({ CLOUDFLARE_API_TOKEN: key });
      expect(attempt).toThrow(/Global API key.*make an API token instead.*Zone · Analytics · Read/);
      expect(attempt).not.toThrow(key);
    },
  );

  test.each(['cfut_0123456789012345678901234567890123456789abcd', '0123456789abcdef'.repeat(2)])(
    'an API token (%s) is none',
    (value) => {
      expect(target({ CLOUDFLARE_API_TOKEN: value }).token).toBe(value);
    },
  );

  test('"Bearer" in front is refused', () => {
    expect(() => target({ CLOUDFLARE_API_TOKEN: `Bearer ${token}` })).toThrow(/without "Bearer"/);
  });

  test.each(['abc def', 'abc\ndef', '"abcdef"', 'abcdéf'])('%j is refused as no token', (value) => {
    expect(() => target({ CLOUDFLARE_API_TOKEN: value })).toThrow(/copy it again/);
  });
});

describe('the base URL', () => {
  test.each([
    ['http://127.0.0.1:8080/client/v4/', 'http://127.0.0.1:8080/client/v4'],
    ['http://localhost:1/x', 'http://localhost:1/x'],
    ['http://[::1]:1', 'http://[::1]:1'],
    ['https://cloudflare.example/client/v4', 'https://cloudflare.example/client/v4'],
  ])('%s is accepted', (value, baseUrl) => {
    expect(target({ CLOUDFLARE_API_BASE_URL: value }).baseUrl).toBe(baseUrl);
  });

  test.each([
    'http://api.cloudflare.com/client/v4',
    'http://127.0.0.1.example/',
    'http://127.example/',
    'ftp://127.0.0.1/',
    'api.cloudflare.com',
    'https://user:pass@127.0.0.1/',
    'https://cloudflare.example/?x=1',
  ])('%s is refused', (value) => {
    expect(() => target({ CLOUDFLARE_API_BASE_URL: value })).toThrow(/^CLOUDFLARE_API_BASE_URL must be/);
  });
});

describe('the account', () => {
  test.each([
    account,
    account.toUpperCase(),
    `https://dash.cloudflare.com/${account}/example.com/dns`,
    `dash.cloudflare.com/${account}`,
  ])('%s is understood', (value) => {
    expect(target({ CLOUDFLARE_ACCOUNT_ID: value }).accountId).toBe(account);
  });

  test.each([
    'Harbour Office',
    `${account}0`,
    `https://evil.example/${account}`,
    'https://dash.cloudflare.com/login',
    `https://dash.cloudflare.com/${account}ff`,
    '../../user/tokens',
  ])('%s is refused', (value) => {
    expect(() => target({ CLOUDFLARE_ACCOUNT_ID: value })).toThrow(/32 hex digits/);
  });
});

test('zones are compared as the DNS does', () => {
  expect(target({ CLOUDFLARE_ZONES: ' Example.COM., bücher.example,,EXAMPLE.com ' }).zones).toEqual([
    'example.com',
    'xn--bcher-kva.example',
  ]);
});
