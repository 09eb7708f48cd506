import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import type { HttpAnswer } from '../../src/net/http.ts';
import { deadline } from '../helpers/deadline.ts';
import { plainFetch, testHttp } from '../helpers/http.ts';
import { serveRaw } from '../helpers/serve.ts';

/** What a client makes of an answer that is these very bytes, after which the connection ends or stays. */
const answerTo = async (bytes: string | Buffer, ends = true): Promise<HttpAnswer> => {
  const url = await serveRaw((socket) =>
    socket.on('data', () => {
      socket.write(bytes);
      if (ends) socket.end();
    }),
  );
  return testHttp(url, { fetch: plainFetch }).request({ operation: 'probe', path: '/probe' }, deadline());
};

const lines = (...all: readonly string[]) => `${all.join('\r\n')}\r\n\r\n`;
const notHttp = { code: 'invalid_response', message: 'answered with something that is not HTTP' };
const broke = {
  code: 'network',
  retryable: true,
  message: expect.stringMatching(/broke before the answer was complete$/),
};

describe('headers', () => {
  test.each([
    ['one that is as long as a book', lines('HTTP/1.1 200 OK', `x-long: ${'a'.repeat(100_000)}`)],
    ['a hundred thousand of them', lines('HTTP/1.1 200 OK', ...Array<string>(100_000).fill('x-many: a'))],
  ])('that are oversized are refused: %s', async (_, bytes) => {
    await expect(answerTo(bytes)).rejects.toMatchObject({
      code: 'too_large',
      message: 'answered with oversized headers',
    });
  });

  test('with names that mean something to the language are headers like any other', async () => {
    const { headers, text } = await answerTo(
      `${lines('HTTP/1.1 200 OK', '__proto__: a', 'constructor: b', 'toString: c', 'content-length: 2')}ok`,
    );
    expect(text).toBe('ok');
    expect(['__proto__', 'constructor', 'tostring'].map(headers.get)).toEqual(['a', 'b', 'c']);
    expect(headers.get('hasownproperty')).toBeNull();
    expect(headers.getSetCookie()).toEqual([]);
  });

  test('that come twice are joined, cookies are not', async () => {
    const { headers } = await answerTo(
      lines('HTTP/1.1 200 OK', 'X-A: 1', 'x-a: 2', 'Set-Cookie: a=1', 'set-cookie: b=2', 'content-length: 0'),
    );
    expect(headers.get('x-a')).toBe('1, 2');
    expect(headers.getSetCookie()).toEqual(['a=1', 'b=2']);
  });
});

describe('a body', () => {
  test.each([
    ['a length that is no number', lines('HTTP/1.1 200 OK', 'content-length: many')],
    ['two lengths', `${lines('HTTP/1.1 200 OK', 'content-length: 2', 'content-length: 3')}abc`],
    ['a length below nothing', lines('HTTP/1.1 200 OK', 'content-length: -1')],
    [
      'a length and pieces as well',
      `${lines('HTTP/1.1 200 OK', 'content-length: 2', 'transfer-encoding: chunked')}2\r\nok\r\n0\r\n\r\n`,
    ],
    ['pieces of no length', `${lines('HTTP/1.1 200 OK', 'transfer-encoding: chunked')}zz\r\nok\r\n`],
    [
      'pieces that end as something else',
      `${lines('HTTP/1.1 200 OK', 'transfer-encoding: chunked')}2\r\nokXX\r\n0\r\n\r\n`,
    ],
  ])('with %s is not HTTP', async (_, bytes) => {
    for (const ends of [true, false]) await expect(answerTo(bytes, ends)).rejects.toMatchObject(notHttp);
  });

  test.each([
    ['than it said', `${lines('HTTP/1.1 200 OK', 'content-length: 100')}{"half":`],
    ['than its last piece', `${lines('HTTP/1.1 200 OK', 'transfer-encoding: chunked')}5\r\n{"a":\r\n`],
    ['than its piece', `${lines('HTTP/1.1 200 OK', 'transfer-encoding: chunked')}fff\r\n{"a":`],
  ])('that is shorter %s is broken, not short', async (_, bytes) => {
    await expect(answerTo(bytes)).rejects.toMatchObject(broke);
  });

  test('that is longer than it said is as long as it said', async () => {
    expect((await answerTo(`${lines('HTTP/1.1 200 OK', 'content-length: 2')}okGARBAGE`)).text).toBe('ok');
  });

  test('is the first of several that nobody asked for', async () => {
    const one = `${lines('HTTP/1.1 200 OK', 'content-length: 2')}ok`;
    expect((await answerTo(`${one}${one.replace('ok', 'no')}`)).text).toBe('ok');
  });

  test('without a length ends with the connection', async () => {
    const packed = gzipSync('whole');
    const head = lines('HTTP/1.1 200 OK', 'content-encoding: gzip');
    expect((await answerTo(Buffer.concat([Buffer.from(head), packed]))).text).toBe('whole');
  });
});

describe('a status', () => {
  const ok = `${lines('HTTP/1.1 200 OK', 'content-length: 2')}ok`;

  test('that only informs is passed over', async () => {
    const informing = ['100 Continue', '102 Processing', '103 Early Hints'];
    const bytes = `${informing.map((status) => lines(`HTTP/1.1 ${status}`, 'x-a: b')).join('')}${ok}`;
    expect(await answerTo(bytes)).toMatchObject({ status: 200, text: 'ok' });
  });

  test.each([
    ['with another protocol', lines('HTTP/1.1 101 Switching', 'connection: upgrade', 'upgrade: websocket')],
    ['without one', lines('HTTP/1.1 101 Switching')],
  ])('that changes the protocol is refused, %s', async (_, bytes) => {
    await expect(answerTo(`${bytes}\u0000\u0001`, false)).rejects.toMatchObject({
      code: 'invalid_response',
      message: 'answered with the unknown HTTP status 101',
    });
  });

  test.each([600, 999])('of %i is refused', async (status) => {
    await expect(answerTo(lines(`HTTP/1.1 ${status} Odd`, 'content-length: 0'))).rejects.toMatchObject({
      code: 'invalid_response',
      message: `answered with the unknown HTTP status ${status}`,
    });
  });
});
