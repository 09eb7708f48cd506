import { once } from 'node:events';
import type { Socket } from 'node:net';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { createGzip, gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import type { HttpRequest } from '../../src/net/http.ts';
import { createFetch } from '../../src/net/tls.ts';
import { deadline } from '../helpers/deadline.ts';
import { plainFetch, testHttp, unguardedHttp } from '../helpers/http.ts';
import { sendJson, startServer } from '../helpers/https-server.ts';
import { serve, serveRaw } from '../helpers/serve.ts';

const probe: HttpRequest = { operation: 'probe', path: '/probe' };

const mebibyte = Buffer.alloc(1024 * 1024, 0x20);

describe('a body', () => {
  test('of 600 MB is refused at the cap and the connection is torn down', async () => {
    let sentMebibytes = 0;
    const torn = Promise.withResolvers<void>();
    const server = await serve(async (_, response) => {
      response.on('close', torn.resolve);
      response.writeHead(200, { 'content-length': String(600 * mebibyte.length) });
      while (sentMebibytes < 600 && !response.destroyed) {
        sentMebibytes += 1;
        if (!response.write(mebibyte)) await Promise.race([once(response, 'drain'), torn.promise]);
      }
    });
    await expect(unguardedHttp(server.url).request(probe, deadline())).rejects.toMatchObject({
      code: 'too_large',
      message: 'answered with more than 32 MiB',
      retryable: false,
    });
    await torn.promise;
    expect(sentMebibytes).toBeLessThan(100);
  });

  test('that is a gzip bomb is counted after decompression and does not cost its size in memory', async () => {
    const bomb = await buffer(Readable.from(Array.from({ length: 600 }, () => mebibyte)).pipe(createGzip()));
    expect(bomb.length).toBeLessThan(mebibyte.length);
    const server = await serve((_, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb);
    });
    const before = process.memoryUsage().rss;
    const request = { ...probe, maxBytes: 4 * mebibyte.length };
    await expect(testHttp(server.url).request(request, deadline())).rejects.toMatchObject({
      code: 'too_large',
    });
    expect(process.memoryUsage().rss - before).toBeLessThan(200 * mebibyte.length);
  });

  test('may be exactly as large as the cap, and one byte more is too much', async () => {
    const server = await serve((request, response) => {
      response.end('ü'.repeat(Number(request.query.get('letters'))));
    });
    const ask = (letters: number, maxBytes: number) =>
      testHttp(server.url).request({ ...probe, query: { letters }, maxBytes }, deadline());
    expect((await ask(500_000, 1_000_000)).text).toBe('ü'.repeat(500_000));
    await expect(ask(500_000, 999_999)).rejects.toMatchObject({ code: 'too_large' });
  });

  test('that stops half-way is a broken connection and is asked for again', async () => {
    const server = await serve((_, response) => {
      if (server.requests.length > 1) return sendJson(response, 'whole');
      response.writeHead(200, { 'content-length': '1000' });
      response.write('{"half":', () => response.destroy());
    });
    const http = testHttp(server.url, {}, { retryAttempts: 2, retryWaitMs: 1 });
    expect((await http.request(probe, deadline())).json()).toBe('whole');
    expect(server.requests).toHaveLength(2);
  });

  test('that claims to be compressed and is not is not asked for again', async () => {
    const server = await serve((_, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' }).end('plain text');
    });
    const http = testHttp(server.url, {}, { retryAttempts: 3, retryWaitMs: 1 });
    await expect(http.request(probe, deadline())).rejects.toMatchObject({ code: 'invalid_response' });
    expect(server.requests).toHaveLength(1);
  });

  test('that is compressed and cut off by the server itself is broken JSON', async () => {
    const packed = gzipSync(JSON.stringify(Array.from({ length: 1_000 }, (_, i) => i * 7919)));
    const server = await serve((_, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(packed.subarray(0, packed.length / 2));
    });
    const answer = await testHttp(server.url).request(probe, deadline());
    expect(() => answer.json()).toThrow('answered with broken JSON');
  });
});

describe('a connection', () => {
  test('that is refused is said so with the host, and tried again', async () => {
    const server = await startServer((_, response) => void response.end());
    await server.close();
    await expect(testHttp(server.url).request(probe, deadline())).rejects.toMatchObject({
      code: 'network',
      retryable: true,
      message: `could not connect to ${server.host}: connection refused`,
    });
  });

  test('to a name that does not exist is said so', async () => {
    // ".invalid" never resolves (RFC 6761 §6.4); without a resolver the look-up fails in another way.
    await expect(testHttp('https://console.invalid').request(probe, deadline())).rejects.toMatchObject({
      code: 'network',
      message: expect.stringMatching(
        /^could not connect to console\.invalid: (name not found|the name could not)/,
      ),
    });
  });

  test.each([
    ['closed', (socket: Socket) => socket.end()],
    ['reset', (socket: Socket) => socket.resetAndDestroy()],
  ])('%s before the answer is broken and retryable, and the client itself asks once', async (_, end) => {
    let connections = 0;
    const url = await serveRaw((socket) => {
      connections += 1;
      socket.once('data', () => end(socket));
    });
    await expect(testHttp(url, { fetch: plainFetch }).request(probe, deadline())).rejects.toMatchObject({
      code: 'network',
      retryable: true,
      message: expect.stringMatching(/^the connection to 127\.0\.0\.1:\d+ broke/),
    });
    expect(connections).toBe(1);
  });

  test('that is reset inside the body is broken and retryable', async () => {
    const url = await serveRaw((socket) =>
      socket.once('data', () => {
        socket.write('HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{"half":', () =>
          socket.resetAndDestroy(),
        );
      }),
    );
    await expect(testHttp(url, { fetch: plainFetch }).request(probe, deadline())).rejects.toMatchObject({
      code: 'network',
      retryable: true,
    });
  });

  test('that does not speak HTTP is an invalid response', async () => {
    const url = await serveRaw((socket) =>
      socket.once('data', () => socket.end('220 mail.example ESMTP\r\n')),
    );
    for (const ourFetch of [plainFetch, await createFetch({ mode: 'insecure' })]) {
      await expect(testHttp(url, { fetch: ourFetch }).request(probe, deadline())).rejects.toMatchObject({
        code: 'invalid_response',
        message: 'answered with something that is not HTTP',
        retryable: false,
      });
    }
  });

  test.each([999, 600, 199])('that answers with the status %i does not crash the client', async (status) => {
    const url = await serveRaw((socket) =>
      socket.once('data', () => socket.end(`HTTP/1.1 ${status} Odd\r\ncontent-length: 2\r\n\r\n{}`)),
    );
    await expect(
      testHttp(url, { fetch: plainFetch }, { retryAttempts: 1, attemptTimeoutMs: 2_000 }).request(
        probe,
        deadline(),
      ),
    ).rejects.toMatchObject({
      name: 'SourceError',
    });
  });

  test('to a server that speaks plain HTTP on the port is a TLS error that says so', async () => {
    const url = await serveRaw((socket) =>
      socket.once('data', () => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')),
    );
    await expect(testHttp(url.replace('http:', 'https:')).request(probe, deadline())).rejects.toMatchObject({
      code: 'tls',
      message: expect.stringContaining('does not speak TLS on this port'),
    });
  });
});
