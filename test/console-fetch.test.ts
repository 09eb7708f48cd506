import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { describe, expect, test } from 'vitest';
import { createConsoleFetch, createNameLog } from '../src/console-fetch.ts';
import type { TlsSettings } from '../src/net/tls.ts';
import { deadline } from './helpers/deadline.ts';
import { testHttp } from './helpers/http.ts';
import { loopbackCert, loopbackFingerprint, type ServerOptions, sendJson } from './helpers/https-server.ts';
import { recordingLog } from './helpers/log.ts';
import { serve, serveRaw } from './helpers/serve.ts';

const fixture = (name: string) => readFileSync(new URL(`./fixtures/tls/${name}`, import.meta.url), 'utf8');
const caPem = fixture('ca-cert.pem');
const signed = (name: string): ServerOptions => ({
  cert: fixture(`${name}-cert.pem`),
  key: fixture('leaf-key.pem'),
});
const serveHello = (options: ServerOptions = {}) =>
  serve((_, response) => sendJson(response, 'hello'), options);
const sha256Of = (pem: string) => new X509Certificate(pem).fingerprint256;
const anotherPin = loopbackFingerprint.replace(/^../, (pair) => (pair === '00' ? '01' : '00'));

/** The way to consoles with these settings, on a clock of its own, and what it logs. */
function openWay(tls: TlsSettings, prefix = 'UNIFI') {
  const { log, lines } = recordingLog();
  const clock = { nowMs: 0 };
  const deps = { log, now: () => clock.nowMs, onLocalName: createNameLog(log) };
  const fetch = createConsoleFetch(tls, prefix, deps);
  const ask = async (url: string): Promise<unknown> => {
    const http = testHttp(url, { fetch, headers: { 'x-api-key': 'key-of-the-console' } });
    return (await http.request({ operation: 'ask', path: '/ask' }, deadline())).json();
  };
  const failure = (url: string) => ask(url).catch((error: unknown) => error);
  return { ask, failure, lines, clock, deps };
}

const untrusted = 'the certificate of the console is not trusted; nothing was sent';

describe('a certificate that is not trusted', () => {
  const verify = { mode: 'verify' } as const;
  const ca = { mode: 'ca', caPem } as const;

  test.each([
    ['self-signed', verify, {}, 'is self-signed and not trusted'],
    ['of an unknown authority', verify, signed('local-name'), 'was signed by an unknown authority'],
    ['for another name', ca, signed('public-name'), 'is for another name'],
    ['expired', ca, signed('expired'), 'has expired'],
  ])('(%s) gets its SHA-256 and the line that pins it into the log', async (_, tls, options, reason) => {
    const server = await serveHello(options);
    const sha256 = sha256Of(options.cert ?? loopbackCert);
    const { failure, lines } = openWay(tls);

    expect(await failure(server.url)).toMatchObject({
      name: 'SourceError',
      code: 'tls',
      retryable: false,
      message: `the certificate of ${server.host} ${reason}; to accept it, compare the SHA-256 in the log with the console's own and set UNIFI_TLS_FINGERPRINT`,
    });
    expect(lines).toEqual([
      {
        level: 'warn',
        message: untrusted,
        fields: {
          event: 'certificate_untrusted',
          host: server.host,
          reason: `the certificate of ${server.host} ${reason}`,
          fingerprint: sha256,
          line: `UNIFI_TLS_FINGERPRINT=${sha256}`,
          warning: expect.stringMatching(/^Before you set this line, compare the SHA-256 with/),
        },
      },
    ]);
    expect(server.requests).toEqual([]);
  });

  test('names the variable of the console that showed it', async () => {
    const { failure, lines } = openWay(verify, 'CYBERSECURE');

    expect(await failure((await serveHello()).url)).toMatchObject({
      message: expect.stringMatching(/set CYBERSECURE_TLS_FINGERPRINT$/),
    });
    expect(lines[0]?.fields.line).toBe(`CYBERSECURE_TLS_FINGERPRINT=${loopbackFingerprint}`);
  });

  test('says that the pin takes the place of the CA file, as both cannot be set', async () => {
    const { failure, lines } = openWay(ca);

    await failure((await serveHello()).url);
    expect(lines[0]?.fields.warning).toMatch(/It takes the place of UNIFI_TLS_CA_FILE\.$/);
  });

  test('is told once per report, however many requests meet it', async () => {
    const { url } = await serveHello();
    const { failure, lines, clock } = openWay(verify);

    const sentences = await Promise.all([failure(url), failure(url), failure(url)]);
    expect(new Set(sentences.map(String)).size).toBe(1);
    expect(lines).toHaveLength(1);
    clock.nowMs += 10 * 60_000;
    await failure(url);
    expect(lines).toHaveLength(2);
  });

  test('that is not shown a second time is refused all the same', async () => {
    const server = await serveHello();
    let connections = 0;
    const front = await serveRaw((socket) => {
      connections += 1;
      if (connections > 1) {
        socket.destroy();
        return;
      }
      const behind = connect(server.port, '127.0.0.1');
      behind.on('error', () => socket.destroy());
      socket.pipe(behind).pipe(socket);
    });
    const { host } = new URL(front);
    const { failure, lines } = openWay(verify);

    const reason = `the certificate of ${host} is self-signed and not trusted`;
    expect(await failure(`https://${host}`)).toMatchObject({ code: 'tls', message: reason });
    expect(lines.map(({ fields }) => fields)).toEqual([{ event: 'certificate_untrusted', host, reason }]);
    expect(connections).toBe(2);
  });
});

describe('a pinned console', () => {
  test('is let in by its address, although the certificate names another', async () => {
    const pem = fixture('public-name-cert.pem');
    const { ask, lines } = openWay({ mode: 'fingerprint', sha256: sha256Of(pem) });

    expect(await ask((await serveHello(signed('public-name'))).url)).toBe('hello');
    expect(lines).toEqual([]);
  });

  test('with another certificate is refused before a byte is sent, with what to do about it', async () => {
    const server = await serveHello();
    const { failure, lines } = openWay({ mode: 'fingerprint', sha256: anotherPin });

    expect(await failure(server.url)).toMatchObject({
      name: 'SourceError',
      code: 'tls',
      retryable: false,
      message:
        "the console shows another certificate than the pinned one (UNIFI_TLS_FINGERPRINT); if it was reset or its certificate renewed, compare the SHA-256 in the log with the console's own, then set the new one",
    });
    expect(lines.map(({ level, fields }) => [level, fields.event, fields.line])).toEqual([
      ['warn', 'certificate_untrusted', `UNIFI_TLS_FINGERPRINT=${loopbackFingerprint}`],
    ]);
    expect(server.requests).toEqual([]);
  });
});

describe('a private CA', () => {
  test('states once per process which name of its own a certificate is accepted for', async () => {
    const server = await serveHello(signed('local-name'));
    const { ask, lines, deps } = openWay({ mode: 'ca', caPem });
    const another = createConsoleFetch({ mode: 'ca', caPem }, 'CYBERSECURE', deps);

    await Promise.all([ask(server.url), ask(server.url)]);
    await text((await another(server.url, {})).body);
    expect(lines.map(({ level, fields }) => ({ level, ...fields }))).toEqual([
      { level: 'info', event: 'certificate_name', dialled: '127.0.0.1', accepted: 'unifi.local' },
    ]);
  });

  test('states nothing where the dialled name is the certificate’s', async () => {
    const { ask, lines } = openWay({ mode: 'ca', caPem: loopbackCert });

    expect(await ask((await serveHello()).url)).toBe('hello');
    expect(lines).toEqual([]);
  });
});

describe('what is no matter of trust', () => {
  test('is passed on as it is: nobody listens', async () => {
    const server = await serveHello();
    await server.close();
    const { failure, lines } = openWay({ mode: 'verify' });

    expect(await failure(server.url)).toMatchObject({
      code: 'network',
      message: `could not connect to ${server.host}: connection refused`,
    });
    expect(lines).toEqual([]);
  });

  test('is passed on as it is: no TLS', async () => {
    const { host } = new URL(await serveRaw((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')));
    const { failure, lines } = openWay({ mode: 'verify' });

    expect(await failure(`https://${host}`)).toMatchObject({
      code: 'tls',
      message: `${host} does not speak TLS on this port`,
    });
    expect(lines).toEqual([]);
  });

  test('without verification nothing is asked of a certificate', async () => {
    const { ask, lines } = openWay({ mode: 'insecure' });

    expect(await ask((await serveHello(signed('expired'))).url)).toBe('hello');
    expect(lines).toEqual([]);
  });
});
