import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { getCACertificates, setDefaultCACertificates, TLSSocket } from 'node:tls';
import { describe, expect, onTestFinished, test } from 'vitest';
import { readFingerprint } from '../../src/net/fingerprint.ts';
import type { HttpRequest } from '../../src/net/http.ts';
import { createFetch, type TlsSettings } from '../../src/net/tls.ts';
import { deadline } from '../helpers/deadline.ts';
import { testHttp } from '../helpers/http.ts';
import {
  loopbackCert,
  loopbackFingerprint,
  type ServerOptions,
  sendJson,
  type TestServer,
} from '../helpers/https-server.ts';
import { serve } from '../helpers/serve.ts';

const serveHello = (options: ServerOptions = {}) =>
  serve((_, response) => sendJson(response, 'hello'), options);

const fixture = (name: string) => readFileSync(new URL(`../fixtures/tls/${name}`, import.meta.url), 'utf8');
const caPem = fixture('ca-cert.pem');
const serveSigned = (name: string) =>
  serveHello({ cert: fixture(`${name}-cert.pem`), key: fixture('leaf-key.pem') });

const probe: HttpRequest = { operation: 'probe', path: '/probe' };

async function ask(url: string, tls: TlsSettings): Promise<unknown> {
  const http = testHttp(url, { fetch: await createFetch(tls), headers: { 'x-api-key': 'key' } });
  return (await http.request(probe, deadline())).json();
}

/** A certificate is refused before anything, let alone a key, is sent. */
async function expectRefused(server: TestServer, tls: TlsSettings, message: RegExp): Promise<void> {
  await expect(ask(server.url, tls)).rejects.toMatchObject({
    name: 'SourceError',
    code: 'tls',
    retryable: false,
    message: expect.stringMatching(message),
  });
  expect(server.requests).toEqual([]);
}

describe('verification', () => {
  test('refuses a self-signed certificate and says that it is one', async () => {
    await expectRefused(
      await serveHello(),
      { mode: 'verify' },
      /^the certificate of 127\.0\.0\.1:\d+ is self-signed and not trusted$/,
    );
  });

  test('refuses a certificate of an authority that nobody knows', async () => {
    await expectRefused(
      await serveSigned('local-name'),
      { mode: 'verify' },
      /was signed by an unknown authority$/,
    );
  });
});

describe('a private CA', () => {
  test('may be the certificate of the console itself', async () => {
    expect(await ask((await serveHello()).url, { mode: 'ca', caPem: loopbackCert })).toBe('hello');
  });

  test('lets in what it signed for a local name, dialled by address', async () => {
    expect(await ask((await serveSigned('local-name')).url, { mode: 'ca', caPem })).toBe('hello');
  });

  test('does not let in what it signed for another public name', async () => {
    await expectRefused(await serveSigned('public-name'), { mode: 'ca', caPem }, /is for another name$/);
  });

  test('does not let in what it did not sign', async () => {
    await expectRefused(await serveHello(), { mode: 'ca', caPem }, /is self-signed and not trusted$/);
  });

  test('does not let in what has expired', async () => {
    await expectRefused(await serveSigned('expired'), { mode: 'ca', caPem }, /has expired$/);
  });

  test('that is no certificate is said to be none', async () => {
    await expect(createFetch({ mode: 'ca', caPem: 'not a certificate' })).rejects.toMatchObject({
      code: 'tls',
      message: 'the CA file holds no certificate in PEM form',
    });
  });
});

describe('a pinned fingerprint', () => {
  test.each([
    ['as OpenSSL prints it', loopbackFingerprint],
    ['in small letters', loopbackFingerprint.toLowerCase()],
    ['without colons', loopbackFingerprint.replaceAll(':', '')],
  ])('lets the certificate in, %s', async (_, sha256) => {
    expect(await ask((await serveHello()).url, { mode: 'fingerprint', sha256 })).toBe('hello');
  });

  test('lets an expired certificate in: the pin is the whole check', async () => {
    const server = await serveSigned('expired');
    const sha256 = await readFingerprint('127.0.0.1', server.port);
    expect(await ask(server.url, { mode: 'fingerprint', sha256 })).toBe('hello');
  });

  test('refuses another certificate before a byte is sent, and says what it saw', async () => {
    const sha256 = loopbackFingerprint.replace(/^../, '00');
    const server = await serveHello();
    await expectRefused(
      server,
      { mode: 'fingerprint', sha256 },
      /^the certificate of 127\.0\.0\.1 is not the pinned one$/,
    );
    await expect(ask(server.url, { mode: 'fingerprint', sha256 })).rejects.toMatchObject({
      refusal: { kind: 'not_pinned', sha256: loopbackFingerprint },
    });
  });

  test('is checked on every connection, not on the first only', async () => {
    const server = await serveHello();
    const sha256 = loopbackFingerprint;
    const settings = { fetch: await createFetch({ mode: 'fingerprint', sha256 }) };
    // Retries, because the client may notice only when it asks that the old connection is gone.
    const http = testHttp(server.url, settings, { retryAttempts: 5, retryWaitMs: 50 });
    await http.request(probe, deadline());
    await server.close();
    const other = await serve((_, response) => sendJson(response, 'stolen'), {
      cert: fixture('local-name-cert.pem'),
      key: fixture('leaf-key.pem'),
      port: server.port,
    });
    await expect(http.request(probe, deadline())).rejects.toMatchObject({ code: 'tls' });
    expect(other.requests).toEqual([]);
  });

  test('refuses a server without TLS', async () => {
    const server = await serveHello({ tls: false });
    await expectRefused(server, { mode: 'fingerprint', sha256: loopbackFingerprint }, /without encryption/);
  });
});

describe('a TLS session', () => {
  const modes: readonly [string, TlsSettings, boolean][] = [
    ['is resumed where the system checks certificates', { mode: 'verify' }, true],
    [
      'is not with a private CA: each connection shows its certificate',
      { mode: 'ca', caPem: loopbackCert },
      false,
    ],
    ['is not with a pinned one', { mode: 'fingerprint', sha256: loopbackFingerprint }, false],
  ];
  test.each(modes)('%s', async (_, tls, isResumed) => {
    const authorities = getCACertificates('default');
    setDefaultCACertificates([...authorities, loopbackCert]);
    onTestFinished(() => setDefaultCACertificates(authorities));
    const server = await serve((_request, response) => {
      const { socket } = response;
      const isReused = socket instanceof TLSSocket && socket.isSessionReused();
      sendJson(response, isReused, 200, { connection: 'close' });
    });
    const http = testHttp(server.url, { fetch: await createFetch(tls) });
    const once = async () => (await http.request(probe, deadline())).json();
    expect([await once(), await once()]).toEqual([false, isResumed]);
  });
});

test('without verification any certificate is let in', async () => {
  expect(await ask((await serveSigned('expired')).url, { mode: 'insecure' })).toBe('hello');
});

describe('a fetch with its own certificate check', () => {
  test('answers with a status, cookies and an empty body', async () => {
    const server = await serve((_, response) => {
      response.writeHead(204, { 'set-cookie': ['a=1', 'b=2'] }).end();
    });
    const insecure = await createFetch({ mode: 'insecure' });
    const response = await insecure(server.url, {});
    expect(response.status).toBe(204);
    expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
    expect(await text(response.body)).toBe('');
  });

  test('passes an abort on to the connection', async () => {
    const closed = Promise.withResolvers<void>();
    const server = await serve((_, response) => {
      response.on('close', closed.resolve);
      response.writeHead(200).write('first');
    });
    const stop = new AbortController();
    const insecure = await createFetch({ mode: 'insecure' });
    const response = await insecure(server.url, { signal: stop.signal });
    stop.abort();
    await expect(text(response.body)).rejects.toThrow();
    await closed.promise;
  });
});

describe('a process', () => {
  /** Runs `program` in a Node of its own, against `server`, and resolves with what it prints once it has ended. */
  async function run(program: string, url: string): Promise<string> {
    const module = (name: string) =>
      JSON.stringify(new URL(`../../src/net/${name}.ts`, import.meta.url).href);
    const prelude = `import { createFetch } from ${module('tls')};
      import { readFingerprint } from ${module('fingerprint')};
      import { text } from 'node:stream/consumers';
      const url = ${JSON.stringify(url)};`;
    const args = ['--input-type=module', '--eval', prelude + program];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'], timeout: 25_000 });
    const [output, [code]] = await Promise.all([text(child.stdout), once(child, 'exit')]);
    expect(code).toBe(0);
    return output.trim();
  }

  test.each([
    ['verify', "{ mode: 'verify' }", { tls: false }],
    ['insecure', "{ mode: 'insecure' }", {}],
  ])('ends although its connection is kept alive (%s)', async (_, settings, options) => {
    // Node would otherwise wait for the connection, which the server offers to keep for ten minutes.
    const server = await serveHello({ ...options, keepAliveTimeoutMs: 600_000 });
    const program = `
      const fetch = await createFetch(${settings});
      console.log(JSON.parse(await text((await fetch(url, {})).body)));`;
    expect(await run(program, server.url)).toBe('hello');
  });

  test('ends once it has read a fingerprint', async () => {
    const server = await serveHello({ keepAliveTimeoutMs: 600_000 });
    const program = `console.log(await readFingerprint('127.0.0.1', ${server.port}, 600_000));`;
    expect(await run(program, server.url)).toBe(loopbackFingerprint);
  });
});
