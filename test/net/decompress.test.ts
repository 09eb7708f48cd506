import { once } from 'node:events';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import {
  brotliCompressSync,
  constants,
  createDeflateRaw,
  deflateRawSync,
  deflateSync,
  gzipSync,
  zstdCompressSync,
} from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { decompressed } from '../../src/net/decompress.ts';
import type { HttpRequest } from '../../src/net/http.ts';
import { deadline } from '../helpers/deadline.ts';
import { plainFetch, testHttp } from '../helpers/http.ts';
import { serve } from '../helpers/serve.ts';

const probe: HttpRequest = { operation: 'probe', path: '/probe' };
const text = JSON.stringify(Array.from({ length: 20_000 }, (_, index) => index * 7919));

type Compress = (data: string | Buffer) => Buffer;
const encodings: readonly [string, Compress][] = [
  ['gzip', gzipSync],
  ['x-gzip', gzipSync],
  ['deflate', deflateSync],
  ['br', brotliCompressSync],
  ['zstd', zstdCompressSync],
];

/** Answers with this body, whatever it is. */
const serveBody = (encoding: string, body: Buffer, status = 200) =>
  serve((_, response) => void response.writeHead(status, { 'content-encoding': encoding }).end(body));

const ask = (url: string, request: Partial<HttpRequest> = {}) =>
  testHttp(url).request({ ...probe, ...request }, deadline());

const notDecompressed = {
  code: 'invalid_response',
  message: 'answered with data that could not be decompressed',
  retryable: false,
};

describe('an answer that is compressed', () => {
  test.each([...encodings, ['GZip ', gzipSync], ['deflate', deflateRawSync]] satisfies typeof encodings)(
    'with %s is decompressed',
    async (encoding, compress) => {
      const server = await serveBody(encoding, compress(text));
      expect((await ask(server.url)).text).toBe(text);
    },
  );

  test('several times is decompressed as often, the last one first', async () => {
    const server = await serveBody('gzip, br,deflate', deflateRawSync(brotliCompressSync(gzipSync(text))));
    expect((await ask(server.url)).text).toBe(text);
  });

  test.each(['compress', 'gzip, rot13', 'identity'])('with %s is handed on as it came', async (encoding) => {
    const server = await serveBody(encoding, Buffer.from('as it came'));
    expect((await ask(server.url)).text).toBe('as it came');
  });

  test('more often than anybody needs is refused', async () => {
    const server = await serveBody('gzip,'.repeat(1_000), gzipSync(text));
    await expect(ask(server.url)).rejects.toMatchObject(notDecompressed);
  });

  test.each(encodings)('with %s, and is not, is refused', async (encoding) => {
    // Its first letter is not what any of them begins with.
    const server = await serveBody(encoding, Buffer.from('plain text that is not it'));
    await expect(ask(server.url)).rejects.toMatchObject(notDecompressed);
  });

  test.each(encodings)('with %s may be empty', async (encoding) => {
    for (const status of [200, 204]) {
      const server = await serveBody(encoding, Buffer.alloc(0), status);
      expect((await ask(server.url)).text).toBe('');
    }
  });

  test.each(encodings)('with %s and cut short is broken, never a shorter one', async (encoding, compress) => {
    const packed = compress(text);
    const server = await serve((_, response) => {
      response.writeHead(200, { 'content-encoding': encoding, 'content-length': packed.length });
      response.write(packed.subarray(0, packed.length / 2), () => response.destroy());
    });
    await expect(ask(server.url)).rejects.toMatchObject({ code: 'network', retryable: true });
  });

  test.each(encodings)(
    'with %s and ended too early by the server itself is no JSON',
    async (encoding, compress) => {
      const packed = compress(text);
      const server = await serveBody(encoding, packed.subarray(0, packed.length / 2));
      await expect(ask(server.url).then((answer) => answer.json())).rejects.toMatchObject({
        code: 'invalid_response',
      });
    },
  );

  test('with a larger window than everybody supports is refused', async () => {
    const params = { [constants.ZSTD_c_windowLog]: 26, [constants.ZSTD_c_contentSizeFlag]: 0 };
    const server = await serveBody('zstd', zstdCompressSync(Buffer.alloc(64 * 1024 * 1024), { params }));
    await expect(ask(server.url)).rejects.toMatchObject(notDecompressed);
  });
});

test('decompression goes no further than somebody reads', async () => {
  const mebibyte = Buffer.alloc(1024 * 1024);
  const bomb = await buffer(
    Readable.from(Array.from({ length: 200 }, () => mebibyte)).pipe(createDeflateRaw()),
  );
  let given = 0;
  const source = new Readable({
    highWaterMark: 1,
    read() {
      const piece = bomb.subarray(given, given + 1_000);
      given += piece.length;
      source.push(piece.length === 0 ? null : piece);
    },
  });
  const body = decompressed(source, 200, 'deflate');
  await once(body, 'readable');
  const stopped = new Promise((resolve) => source.once('close', resolve));
  for await (const _ of body) break;
  await stopped;
  // A piece unpacks to a megabyte, and some wait in the streams between.
  expect(given).toBeLessThan(bomb.length / 2);
});

describe('what is asked for', () => {
  const encodingAsked = async (tls: boolean) => {
    const server = await serve((_, response) => void response.end('{}'), { tls });
    await testHttp(server.url, tls ? {} : { fetch: plainFetch }).request(probe, deadline());
    return server.requests[0]?.headers['accept-encoding'];
  };

  test('are all encodings over TLS, the old ones without: somebody may look inside there', async () => {
    expect(await encodingAsked(true)).toBe('br, gzip, deflate, zstd');
    expect(await encodingAsked(false)).toBe('gzip, deflate');
  });
});
