import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { createApiFetch } from '../../src/net/api-fetch.ts';
import type { Http } from '../../src/net/http.ts';
import { createProxyFetch } from '../../src/net/tls.ts';
import {
  answering,
  type ConnectProxy,
  type ProxyOptions,
  startConnectProxy,
} from '../helpers/connect-proxy.ts';
import { deadline } from '../helpers/deadline.ts';
import { testHttp } from '../helpers/http.ts';
import { loopbackCert, type ServerOptions, sendJson } from '../helpers/https-server.ts';
import { serve, serveRaw } from '../helpers/serve.ts';

const systemAuthorities = getCACertificates('default');
const token = 'token-for-the-target-only';

// What NODE_EXTRA_CA_CERTS does at the start of a process; test/e2e/proxy.test.ts does it that way.
beforeAll(() => setDefaultCACertificates([...systemAuthorities, loopbackCert]));

const serveHello = (options: ServerOptions = {}) =>
  serve((_, response) => sendJson(response, 'hello'), options);

async function openProxy(options: ProxyOptions = {}): Promise<ConnectProxy> {
  const proxy = await startConnectProxy(options);
  onTestFinished(() => proxy.close());
  return proxy;
}

/** A client whose https and http go through `proxy`. */
async function through(
  proxy: string,
  url: string,
  { noProxy = '', timeoutMs = 20_000 }: { noProxy?: string; timeoutMs?: number } = {},
): Promise<Http> {
  const fetch = await createProxyFetch({ httpsProxy: proxy, httpProxy: proxy, noProxy }, timeoutMs);
  return testHttp(url, { fetch, headers: { authorization: `Bearer ${token}` } });
}

const ask = async (http: Http) => (await http.request({ operation: 'ask', path: '/ask' }, deadline())).json();

describe('an API is asked through its proxy', () => {
  test('by CONNECT, with TLS all the way: the proxy sees a name and a port', async () => {
    const target = await serveHello();
    const proxy = await openProxy();

    expect(await ask(await through(`http://${proxy.host}`, target.url))).toBe('hello');
    expect(proxy.connects).toEqual([{ target: target.host, account: undefined }]);
    expect(proxy.others).toEqual([]);
    expect(target.requests).toMatchObject([{ path: '/ask', headers: { authorization: `Bearer ${token}` } }]);
    expect(target.requests[0]?.headers).not.toHaveProperty('proxy-authorization');
  });

  test('which looks up the name', async () => {
    const proxy = await openProxy({ port: (await serveHello()).port });

    // Only the proxy knows where this is; the certificate is for this name.
    expect(await ask(await through(`http://${proxy.host}`, 'https://unifi.local'))).toBe('hello');
    expect(proxy.connects).toMatchObject([{ target: 'unifi.local:443' }]);
  });

  test('whose account is the one before the @, escapes undone', async () => {
    const target = await serveHello();
    const proxy = await openProxy();

    await ask(await through(`http://re%40port:p%3A%20ss@${proxy.host}`, target.url));
    expect(proxy.connects).toMatchObject([{ account: 're@port:p: ss' }]);
  });

  test('which may speak TLS itself', async () => {
    const target = await serveHello();
    const proxy = await openProxy({ tls: true });

    expect(await ask(await through(`https://localhost:${proxy.port}`, target.url))).toBe('hello');
    expect(proxy.connects).toHaveLength(1);
  });

  test('on this machine without TLS as well', async () => {
    const target = await serveHello({ tls: false });
    const proxy = await openProxy();

    expect(await ask(await through(`http://${proxy.host}`, target.url))).toBe('hello');
    expect(proxy.connects).toMatchObject([{ target: target.host }]);
  });

  test('over an address of version 6', async () => {
    const proxy = await openProxy({ port: (await serveHello()).port });

    expect(await ask(await through(`http://${proxy.host}`, 'https://[::1]:8443'))).toBe('hello');
    expect(proxy.connects).toMatchObject([{ target: '[::1]:8443' }]);
  });

  test('but directly when NO_PROXY lists it', async () => {
    const target = await serveHello();
    const proxy = await openProxy();

    expect(await ask(await through(`http://${proxy.host}`, target.url, { noProxy: '127.0.0.1' }))).toBe(
      'hello',
    );
    expect(proxy.connects).toEqual([]);
  });
});

describe('a certificate that is not the target’s own', () => {
  test('is refused inside the tunnel, before anything is sent', async () => {
    setDefaultCACertificates(systemAuthorities);
    onTestFinished(() => setDefaultCACertificates([...systemAuthorities, loopbackCert]));
    const target = await serveHello();
    const proxy = await openProxy();
    const fetch = createApiFetch({ httpsProxy: `http://${proxy.host}`, noProxy: '' });

    await expect(ask(testHttp(target.url, { fetch }))).rejects.toMatchObject({
      code: 'tls',
      message: `the certificate of ${target.host} is self-signed and not trusted; if a proxy or a private authority signed it, name its CA file in NODE_EXTRA_CA_CERTS`,
    });
    expect(target.requests).toEqual([]);
  });

  test('is refused when it is for another name', async () => {
    const target = await serveHello();
    const proxy = await openProxy({ port: target.port });

    await expect(ask(await through(`http://${proxy.host}`, 'https://api.example'))).rejects.toMatchObject({
      code: 'tls',
      message: 'the certificate of api.example is for another name',
    });
    expect(target.requests).toEqual([]);
  });
});

describe('a proxy that fails is named, without its password:', () => {
  const failing = async (proxy: string, timeoutMs?: number): Promise<unknown> => {
    const address = proxy.replace('://', '://user:hush-hush@');
    const http = await through(address, 'https://unifi.local', timeoutMs === undefined ? {} : { timeoutMs });
    return ask(http).catch((error: unknown) => error);
  };

  test('nobody listens', async () => {
    const { host, close } = await startConnectProxy();
    await close();
    expect(await failing(`http://${host}`)).toMatchObject({
      code: 'network',
      retryable: true,
      message: `could not connect to the proxy ${host}: connection refused`,
    });
  });

  test('its name is not known', async () => {
    expect(await failing('http://proxy.invalid:3128')).toMatchObject({
      code: 'network',
      message: expect.stringMatching(/^could not connect to the proxy proxy\.invalid:3128: (the )?name /),
    });
  });

  test.each([
    [
      '407 Proxy Authentication Required',
      false,
      'wants a user name and a password, or other ones (407); put user:password@ before its host in HTTPS_PROXY',
    ],
    ['403 Forbidden', false, 'does not allow connections to unifi.local (403)'],
    ['404 Not Found', false, 'could not connect to unifi.local; it answered with status 404'],
    ['502 Bad Gateway', true, 'could not connect to unifi.local; it answered with status 502'],
    ['503 Service Unavailable', true, 'could not connect to unifi.local; it answered with status 503'],
  ])('it answers %s', async (statusLine, retryable, sentence) => {
    const { host } = await openProxy({ answer: answering(statusLine) });
    expect(await failing(`http://${host}`)).toMatchObject({
      code: 'network',
      retryable,
      message: `the proxy ${host} ${sentence}`,
    });
  });

  test('it hangs up', async () => {
    const { host } = await openProxy({ answer: (socket) => socket.destroy() });
    expect(await failing(`http://${host}`)).toMatchObject({
      code: 'network',
      retryable: true,
      message: `the connection to the proxy ${host} broke before the answer was complete`,
    });
  });

  test('it breaks the tunnel in the middle of an answer', async () => {
    const proxy = await openProxy();
    const target = await serve((_, response) => {
      response.writeHead(200, { 'content-length': '100' });
      response.write('the beginning', () => proxy.reset());
    });
    await expect(ask(await through(`http://${proxy.host}`, target.url))).rejects.toMatchObject({
      code: 'network',
      retryable: true,
      message: `the connection to ${target.host} broke before the answer was complete`,
    });
  });

  test('it says nothing', async () => {
    const { host } = await openProxy({ answer: () => undefined });
    expect(await failing(`http://${host}`, 100)).toMatchObject({
      code: 'timeout',
      retryable: true,
      message: `the proxy ${host} did not answer within 0.1 s`,
    });
  });

  test('it is no proxy', async () => {
    const { host } = new URL(await serveRaw((socket) => socket.end('220 mail.example ESMTP\r\n')));
    expect(await failing(`http://${host}`)).toMatchObject({
      code: 'network',
      message: `the proxy ${host} answered with something that is not HTTP; is its port right?`,
    });
  });

  test('it does not speak TLS', async () => {
    const { host } = await openProxy();
    expect(await failing(`https://${host}`)).toMatchObject({
      code: 'tls',
      message: `the proxy ${host} does not speak TLS on this port`,
    });
  });

  test('its certificate is not trusted', async () => {
    setDefaultCACertificates(systemAuthorities);
    onTestFinished(() => setDefaultCACertificates([...systemAuthorities, loopbackCert]));
    const { host, connects } = await openProxy({ tls: true });
    expect(await failing(`https://${host}`)).toMatchObject({
      code: 'tls',
      message: `the certificate of the proxy ${host} is self-signed and not trusted`,
    });
    expect(connects).toEqual([]);
  });
});
