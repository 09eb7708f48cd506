import { describe, expect, test } from 'vitest';
import { type ProxySettings, proxyFor } from '../../src/net/proxy.ts';

const settings: ProxySettings = {
  httpsProxy: 'http://secure.example:3128',
  httpProxy: 'http://127.0.0.1:8080',
  noProxy: 'direct.example',
};

const hostFor = (url: string, changed: Partial<ProxySettings> = {}) => {
  const { protocol, hostname, port } = new URL(url);
  return proxyFor({ ...settings, ...changed }, { protocol, hostname, port: Number(port) })?.host;
};

describe('a target is asked', () => {
  test('through HTTPS_PROXY when it is https, on this machine as well', () => {
    expect(hostFor('https://api.example')).toBe('secure.example:3128');
    expect(hostFor('https://127.0.0.1:8443')).toBe('secure.example:3128');
  });

  test('through HTTP_PROXY when it is http', () => {
    expect(hostFor('http://127.0.0.1:8787')).toBe('127.0.0.1:8080');
  });

  test('directly when NO_PROXY lists it', () => {
    expect(hostFor('https://direct.example')).toBeUndefined();
    expect(hostFor('http://direct.example')).toBeUndefined();
  });

  test('directly when only the other kind has a proxy', () => {
    const { noProxy, httpProxy = '', httpsProxy = '' } = settings;
    const { hostname, protocol } = new URL('https://api.example');
    expect(proxyFor({ noProxy, httpProxy }, { protocol, hostname, port: 443 })).toBeUndefined();
    expect(
      proxyFor({ noProxy, httpsProxy }, { protocol: 'http:', hostname: '127.0.0.1', port: 80 }),
    ).toBeUndefined();
  });

  test('directly when a proxy elsewhere would carry its credentials in clear text', () => {
    expect(hostFor('http://127.0.0.1:8787', { httpProxy: 'http://proxy.example:3128' })).toBeUndefined();
  });
});
