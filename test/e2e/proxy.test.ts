import { connect } from 'node:net';
import { createServer } from 'node:tls';
import { fileURLToPath } from 'node:url';
import { describe, expect, onTestFinished, test } from 'vitest';
import { listen } from '../../src/demo/http/listen.ts';
import { unableToFetchData } from '../../src/integrations/results.ts';
import {
  answering,
  type ConnectProxy,
  type ProxyOptions,
  startConnectProxy,
} from '../helpers/connect-proxy.ts';
import { loopbackCert, loopbackKey } from '../helpers/https-server.ts';
import { logLines } from '../helpers/program.ts';
import { placesOf } from './leaks.ts';
import { type Ended, type Env, startNetwork, type TestNetwork } from './network.ts';
import { countOf, lastSaved } from './results.ts';

const authority = fileURLToPath(new URL('../../demo/loopback-cert.pem', import.meta.url));
const password = 'password-of-the-proxy';

/** Puts TLS before the network's Cloudflare, as the real one has it; yields `localhost:port`. */
async function withTls({ cloudflare }: TestNetwork): Promise<string> {
  const front = createServer({ cert: loopbackCert, key: loopbackKey }, (socket) => {
    const behind = connect(Number(new URL(cloudflare.url).port), '127.0.0.1');
    // Either end may break off.
    behind.on('error', () => socket.destroy());
    socket.on('error', () => behind.destroy());
    socket.pipe(behind).pipe(socket);
  });
  const { port, close } = await listen(front);
  onTestFinished(close);
  return `localhost:${port}`;
}

async function openProxy(options: ProxyOptions = {}): Promise<ConnectProxy> {
  const proxy = await startConnectProxy(options);
  onTestFinished(() => proxy.close());
  return proxy;
}

interface Outcome {
  readonly ended: Ended;
  /** `host:port` of Cloudflare. */
  readonly target: string;
  /** What the report says about Cloudflare: its reason, when it could not be read. */
  readonly cloudflare: { readonly success: true } | { readonly success: false; readonly reason: string };
}

/** One report in which Cloudflare is an https API whose certificate a private authority signed. */
async function report(network: TestNetwork, env: Env): Promise<Outcome> {
  const target = await withTls(network);
  const ended = await network.once({
    CLOUDFLARE_API_BASE_URL: `https://${target}/client/v4`,
    NODE_EXTRA_CA_CERTS: authority,
    ...env,
  });
  const { integrations } = lastSaved(network.dataDir).report;
  const section = integrations.find(({ name }) => name === 'cloudflare');
  if (section === undefined) throw new Error('the report has no section about Cloudflare');
  const cloudflare = section.success
    ? ({ success: true } as const)
    : ({ success: false, reason: section.reason } as const);
  return { ended, target, cloudflare };
}

describe('behind a proxy, with a private authority,', () => {
  test.each(['HTTPS_PROXY', 'https_proxy'])('Cloudflare is read through what %s names', async (variable) => {
    await using network = await startNetwork();
    const proxy = await openProxy();
    const { ended, target, cloudflare } = await report(network, {
      [variable]: `http://report:${password}@${proxy.host}`,
    });

    expect(ended.code).toBe(0);
    expect(cloudflare).toEqual({ success: true });
    expect(lastSaved(network.dataDir).text).toContain(network.cloudflare.account.zones[0]?.name);
    expect(proxy.connects.length).toBeGreaterThan(0);
    expect(new Set(proxy.connects.map((seen) => seen.target))).toEqual(new Set([target]));
    expect(new Set(proxy.connects.map((seen) => seen.account))).toEqual(new Set([`report:${password}`]));
    expect(network.console.requests.length).toBeGreaterThan(0);
  });

  test('the proxy’s password comes out nowhere, at the most talkative log level', async () => {
    await using network = await startNetwork();
    const proxy = await openProxy();
    const { ended } = await report(network, {
      HTTPS_PROXY: `http://report:${password}@${proxy.host}`,
      LOG_LEVEL: 'trace',
    });
    const encoded = Buffer.from(`report:${password}`).toString('base64');
    const places = await placesOf(network, ended);

    expect(places.length).toBeGreaterThan(5);
    for (const secret of [password, encoded]) {
      expect(places.filter(({ text }) => text.includes(secret)).map(({ name }) => name)).toEqual([]);
    }
  });

  test.each([
    ['NO_PROXY', 'localhost'],
    ['no_proxy', '*'],
  ])('Cloudflare is read directly when %s lists it', async (variable, value) => {
    await using network = await startNetwork();
    const proxy = await openProxy();
    const { ended, cloudflare } = await report(network, {
      HTTPS_PROXY: `http://${proxy.host}`,
      [variable]: value,
    });

    expect([ended.code, cloudflare]).toEqual([0, { success: true }]);
    expect(proxy.connects).toEqual([]);
  });

  test('the authority is needed: without it Cloudflare’s section says which variable names it', async () => {
    await using network = await startNetwork();
    const proxy = await openProxy();
    const env = { HTTPS_PROXY: `http://${proxy.host}`, NODE_EXTRA_CA_CERTS: undefined };
    const { ended, target, cloudflare } = await report(network, env);

    expect(ended.code).toBe(0);
    expect(cloudflare).toEqual({
      success: false,
      reason: `Its certificate was not accepted: the certificate of ${target} is self-signed and not trusted; if a proxy or a private authority signed it, name its CA file in NODE_EXTRA_CA_CERTS.`,
    });
    expect(network.cloudflare.requests).toEqual([]);
  });
});

describe('a proxy that fails', () => {
  test('is named in the one section that it costs', async () => {
    await using network = await startNetwork();
    const proxy = await openProxy({ answer: answering('407 Proxy Authentication Required') });
    const { ended, cloudflare } = await report(network, {
      HTTPS_PROXY: `http://r:${password}@${proxy.host}`,
    });

    expect(ended.code).toBe(0);
    expect(cloudflare).toEqual({
      success: false,
      reason: `It could not be reached: the proxy ${proxy.host} wants a user name and a password, or other ones (407); put user:password@ before its host in HTTPS_PROXY.`,
    });
    expect(countOf(lastSaved(network.dataDir).text, unableToFetchData)).toBe(1);
  });

  test('and says nothing holds neither the report nor the end of the program', async () => {
    await using network = await startNetwork();
    const proxy = await openProxy({ answer: () => undefined });
    const { ended, cloudflare } = await report(network, {
      HTTPS_PROXY: `http://${proxy.host}`,
      CLOUDFLARE_TIMEOUT: '1s',
    });

    expect(ended.code).toBe(0);
    expect(cloudflare).toMatchObject({ success: false, reason: expect.stringMatching(/in time/) });
    expect(network.mail.messages).toHaveLength(1);
  });

  test.each(['HTTPS_PROXY', 'http_proxy'])(
    'to be an address is a problem of %s, exit 2',
    async (variable) => {
      await using network = await startNetwork();
      const ended = await network.once({ [variable]: `http://report:${password}@proxy:99999` });

      expect(ended.code).toBe(2);
      expect(ended.stderr).toMatch(
        new RegExp(`^ +${variable}: is not the address of a proxy; write http:`, 'm'),
      );
      expect(ended.stderr).not.toContain(password);
      expect(logLines(ended.stderr)).toEqual([]);
    },
  );
});
