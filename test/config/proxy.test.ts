import { describe, expect, test } from 'vitest';
import { createScrub } from '../../src/log-scrub.ts';
import { load, problemsOf } from './loading.ts';

describe('the proxy', () => {
  test('is absent when none is named, with or without exceptions from it', () => {
    expect(load({}).proxy).toBeUndefined();
    expect(load({ NO_PROXY: '*', HTTPS_PROXY: ' ' }).proxy).toBeUndefined();
  });

  test.each([
    ['http://proxy.example:3128', 'http://proxy.example:3128'],
    ['http://proxy.example:3128/', 'http://proxy.example:3128'],
    ['HTTPS://Proxy.Example:443', 'https://proxy.example'],
    ['proxy.example:3128', 'http://proxy.example:3128'],
    ['proxy', 'http://proxy'],
    ['[fd00::1]:3128', 'http://[fd00::1]:3128'],
    ['http://me:pass@proxy.example', 'http://me:pass@proxy.example'],
    ['me:pass@proxy.example:3128', 'http://me:pass@proxy.example:3128'],
  ])('may be written as %s', (value, httpsProxy) => {
    expect(load({ HTTPS_PROXY: value }).proxy).toEqual({ httpsProxy, noProxy: '' });
  });

  test('is read for both kinds of targets, with what is to be asked directly', () => {
    const env = { HTTPS_PROXY: 'http://a', HTTP_PROXY: 'http://b', NO_PROXY: 'c.example, 10.0.0.0/8' };

    expect(load(env).proxy).toEqual({
      httpsProxy: 'http://a',
      httpProxy: 'http://b',
      noProxy: 'c.example, 10.0.0.0/8',
    });
  });

  test('may be spelt small, which wins', () => {
    const capital = { HTTPS_PROXY: 'http://capital', HTTP_PROXY: 'http://capital', NO_PROXY: 'capital' };
    const small = { https_proxy: 'http://small', http_proxy: 'http://small', no_proxy: 'small' };

    expect(load({ ...capital, ...small }).proxy).toEqual({
      httpsProxy: 'http://small',
      httpProxy: 'http://small',
      noProxy: 'small',
    });
    expect(load(small).warnings).toEqual([]);
  });
});

describe('a proxy that cannot be one', () => {
  test.each([
    'https://',
    'http://:3128',
    'http://proxy.example:99999',
    'http://proxy.example:0',
    'http://pro xy',
    'ftp://proxy.example',
    'socks5://proxy.example:1080',
    'http://proxy.example/path',
    'http://proxy.example?query',
    'http://me:100%25%@proxy.example',
  ])('is a problem of its variable, which does not show the value: %s', (value) => {
    for (const variable of ['HTTPS_PROXY', 'HTTP_PROXY', 'https_proxy', 'http_proxy']) {
      const error = problemsOf({ [variable]: value });

      expect(error.problems.map((problem) => problem.variable)).toEqual([variable]);
      expect(error.message).not.toContain(value);
    }
  });

  test('is told what to write', () => {
    expect(problemsOf({ HTTPS_PROXY: 'socks5h://p:1080' }).message).toBe(
      'HTTPS_PROXY: names a SOCKS proxy; only http:// and https:// proxies are supported',
    );
    for (const value of ['ftp://p', 'http://me:50%@p', 'http://me:a/b@p']) {
      expect(problemsOf({ HTTPS_PROXY: value }).message).toMatch(
        /^HTTPS_PROXY: is not the address of a proxy; write http:\/\/proxy\.example\.com:3128 or.* %2F /,
      );
    }
  });
});

describe('the password of a proxy is a secret', () => {
  test.each([
    ['as it is', 'http://me:hush-hush@proxy.example', 'hush-hush'],
    ['with its escapes undone', 'http://me:hush%20hush@proxy.example', 'hush hush'],
    ['as it is written', 'http://me:hush%20hush@proxy.example', 'hush%20hush'],
    ['with an @ in it', 'http://me:hush@hush@proxy.example', 'hush@hush'],
    ['without a scheme', 'me:hush-hush@proxy.example', 'hush-hush'],
  ])('%s', (_, address, secret) => {
    for (const variable of ['HTTPS_PROXY', 'HTTP_PROXY', 'https_proxy', 'http_proxy']) {
      expect(load({ [variable]: address }).secrets).toContain(secret);
    }
  });

  test('but a name without one is not: ordinary words stay in the log', () => {
    expect(load({ HTTPS_PROXY: 'http://report@proxy.example' }).secrets).not.toContain('report');
  });

  test('inside the header that carries it', () => {
    const scrub = createScrub(load({ HTTPS_PROXY: 'http://me:hush-hush@proxy.example' }).secrets);

    expect(scrub(Buffer.from('me:hush-hush').toString('base64'))).toContain('[redacted]');
  });

  test('in the message about another variable, although its own is wrong', () => {
    const error = problemsOf({
      HTTPS_PROXY: 'http://me:hush-hush@proxy:99999',
      UNIFI_TLS_VERIFY: 'hush-hush',
    });

    expect(error.problems).toHaveLength(2);
    expect(error.message).not.toContain('hush-hush');
  });
});
