import { once } from 'node:events';
import type { Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { createGzip } from 'node:zlib';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import type { Fetch } from '../../src/net/reply.ts';
import { createProxyFetch } from '../../src/net/tls.ts';
import { startConnectProxy } from '../helpers/connect-proxy.ts';
import { deadline } from '../helpers/deadline.ts';
import { loopbackFetch, plainFetch, testHttp, unguardedHttp } from '../helpers/http.ts';
import { sendJson } from '../helpers/https-server.ts';
import { serve, serveRaw } from '../helpers/serve.ts';

const ok = 'HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok';
const read = async (fetch: Fetch, url: string, init: Parameters<Fetch>[1] = {}) =>
  text((await fetch(url, init)).body);

/** Resolves once a server has this many connections, with all of them. */
function countingConnections() {
  const sockets: Socket[] = [];
  const closed: Promise<unknown>[] = [];
  const add = (socket: Socket) => {
    sockets.push(socket);
    closed.push(new Promise((resolve) => socket.once('close', resolve)));
  };
  return { sockets, closed, add };
}

describe('a connection', () => {
  test('serves one request after the other', async () => {
    const { sockets, add } = countingConnections();
    const url = await serveRaw((socket) => {
      add(socket);
      socket.on('data', () => socket.write(ok));
    });
    for (const _ of [1, 2, 3]) expect(await read(plainFetch, url)).toBe('ok');
    expect(sockets).toHaveLength(1);
  });

  test('is used again after an answer without a body that nobody reads', async () => {
    const { sockets, add } = countingConnections();
    const url = await serveRaw((socket) => {
      add(socket);
      socket.on('data', () => socket.write('HTTP/1.1 204 No Content\r\n\r\n'));
    });
    const http = testHttp(url, { fetch: plainFetch });
    const request = { operation: 'ping', path: '/', statusOnly: true };
    for (const _ of [1, 2]) {
      await http.request(request, deadline());
      await sleep(20);
    }
    expect(sockets).toHaveLength(1);
  });

  test('that is idle is closed a second before the server would', async () => {
    const { closed, add } = countingConnections();
    const url = await serveRaw((socket) => {
      add(socket);
      socket.on('data', () => socket.write(ok.replace('\r\n\r\n', '\r\nkeep-alive: timeout=2\r\n\r\n')));
    });
    await read(plainFetch, url);
    await Promise.all(closed);
  });

  test('that is idle is closed after some seconds whatever the server says', async () => {
    const { closed, add } = countingConnections();
    const url = await serveRaw((socket) => {
      add(socket);
      socket.on('data', () => socket.write(ok));
    });
    await read(plainFetch, url);
    await Promise.all(closed);
  });
});

/** A server in a thread of its own, which closes its connections when told to. */
const closingServer = `
  const { createServer } = require('node:net');
  const { parentPort } = require('node:worker_threads');
  const sockets = [];
  const server = createServer((socket) => {
    sockets.push(socket);
    socket.on('error', () => undefined).on('data', () => socket.write(${JSON.stringify(ok)}));
  });
  parentPort.on('message', (closed) => {
    const [socket] = sockets;
    socket.end(() => {
      Atomics.store(closed, 0, 1);
      Atomics.notify(closed, 0);
    });
  });
  server.listen(0, '127.0.0.1', () => parentPort.postMessage(server.address().port));`;

test.each(['GET', 'POST'])(
  'a connection that was closed while the process was busy is not used for a %s',
  async (method) => {
    const server = new Worker(closingServer, { eval: true });
    onTestFinished(async () => void (await server.terminate()));
    const [port] = await once(server, 'message');
    const url = `http://127.0.0.1:${port}`;
    expect(await read(plainFetch, url)).toBe('ok');

    const closed = new Int32Array(new SharedArrayBuffer(4));
    server.postMessage(closed);
    // Nothing else happens in this thread meanwhile.
    Atomics.wait(closed, 0, 0);
    expect(await read(plainFetch, url, { method })).toBe('ok');
  },
);

test('a request that a server drops is not made again: it may have arrived', async () => {
  const asked: string[] = [];
  const url = await serveRaw((socket) => {
    let requests = 0;
    socket.on('data', (data) => {
      asked.push(data.toString('latin1').split(' ', 1)[0] ?? '');
      requests += 1;
      if (requests === 1) socket.write(ok);
      else socket.resetAndDestroy();
    });
  });
  expect(await read(plainFetch, url)).toBe('ok');
  await expect(read(plainFetch, url)).rejects.toMatchObject({ code: 'ECONNRESET' });
  expect(asked).toEqual(['GET', 'GET']);
});

describe('an abort ends the connection, with the reason that it has,', () => {
  const reason = new Error('enough');

  /** Asks, aborts once the server has the connection, and resolves once it has lost it. */
  const abortOnConnection = async (scheme: 'http' | 'https', use: (socket: Socket) => void) => {
    const stop = new AbortController();
    const { closed, add } = countingConnections();
    const url = await serveRaw((socket) => {
      add(socket);
      use(socket);
      socket.once('data', () => setImmediate(() => stop.abort(reason)));
    });
    const asked = (scheme === 'https' ? loopbackFetch : plainFetch)(url.replace('http:', `${scheme}:`), {
      signal: stop.signal,
    });
    await expect(asked).rejects.toBe(reason);
    await Promise.all(closed);
  };

  test('while TLS is agreed on', () => abortOnConnection('https', () => undefined));
  test('while the answer is waited for', () => abortOnConnection('http', () => undefined));
  test('while its headers arrive', () =>
    abortOnConnection('http', (socket) => socket.write('HTTP/1.1 200 OK\r\nx-a')));

  test('before anything is begun', async () => {
    const { sockets, add } = countingConnections();
    const url = await serveRaw(add);
    await expect(plainFetch(url, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    expect(sockets).toEqual([]);
  });

  test('while a compressed body arrives', async () => {
    const gone = Promise.withResolvers<void>();
    const server = await serve((_, response) => {
      response.on('close', gone.resolve);
      response.writeHead(200, { 'content-encoding': 'gzip' });
      const packing = createGzip();
      packing.pipe(response);
      packing.write('the beginning');
      packing.flush();
    });
    const stop = new AbortController();
    const { body } = await loopbackFetch(server.url, { signal: stop.signal });
    await once(body, 'readable');
    stop.abort(reason);
    await expect(text(body)).rejects.toBe(reason);
    await gone.promise;
  });

  test.each([
    ['while a proxy says nothing', () => undefined],
    ['while TLS is agreed on in a tunnel', (socket: Socket) => socket.write('HTTP/1.1 200 OK\r\n\r\n')],
  ])('%s', async (_, answer) => {
    const asked = Promise.withResolvers<Socket>();
    const proxy = await startConnectProxy({
      answer: (socket) => {
        answer(socket);
        asked.resolve(socket);
      },
    });
    onTestFinished(() => proxy.close());
    const fetch = await createProxyFetch({ httpsProxy: `http://${proxy.host}`, noProxy: '' });
    const stop = new AbortController();
    const reply = fetch('https://api.example', { signal: stop.signal });
    const socket = await asked.promise;
    const gone = new Promise((resolve) => socket.once('end', resolve).once('close', resolve));
    socket.resume();
    setImmediate(() => stop.abort(reason));
    await expect(reply).rejects.toBe(reason);
    await gone;
  });
});

test('a server that accepts and then says nothing of TLS gives no answer within ten seconds', async () => {
  const { closed, add } = countingConnections();
  const accepted = Promise.withResolvers<void>();
  const url = await serveRaw((socket) => {
    add(socket);
    socket.once('data', () => accepted.resolve());
  });
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  const asked = unguardedHttp(url.replace('http:', 'https:')).request(
    { operation: 'ask', path: '/' },
    deadline(),
  );
  const refused = expect(asked).rejects.toMatchObject({
    code: 'network',
    retryable: true,
    message: expect.stringMatching(/^could not connect to .*: no answer from this address$/),
  });
  await accepted.promise;
  vi.advanceTimersByTime(10_000);
  await refused;
  await Promise.all(closed);
});

describe('what has to be done before a request may arrive', () => {
  test('is done when the connection stands, once for each request, also over a kept one', async () => {
    const server = await serve((_, response) => sendJson(response, 'ok'));
    const seen: number[] = [];
    for (const _ of [1, 2])
      await read(loopbackFetch, server.url, { onBegin: () => void seen.push(server.requests.length) });
    expect(seen).toEqual([0, 1]);
  });

  test('is not done when there is no connection', async () => {
    const server = await serve((_, response) => sendJson(response, 'ok'));
    const onBegin = vi.fn();
    await expect(plainFetch(server.url, { onBegin })).rejects.toThrow(/self-signed/);
    expect(onBegin).not.toHaveBeenCalled();
    expect(server.requests).toEqual([]);
  });

  test('keeps the request back when it fails, also over a kept connection', async () => {
    const server = await serve((_, response) => sendJson(response, 'ok'));
    const refusal = new Error('the disk is full');
    const onBegin = () => {
      throw refusal;
    };
    await expect(loopbackFetch(server.url, { method: 'POST', onBegin })).rejects.toBe(refusal);
    await read(loopbackFetch, server.url);
    await expect(loopbackFetch(server.url, { method: 'POST', onBegin })).rejects.toBe(refusal);
    expect(server.requests.map(({ method }) => method)).toEqual(['GET']);
  });
});

describe('an error that comes when nobody listens any more does not end the process:', () => {
  /** What would end it. */
  const unheard = () => {
    const heard: unknown[] = [];
    const hear = (error: unknown) => void heard.push(error);
    process.on('uncaughtException', hear).on('unhandledRejection', hear);
    onTestFinished(() => void process.off('uncaughtException', hear).off('unhandledRejection', hear));
    return heard;
  };

  test('a reset of a connection that is idle', async () => {
    const heard = unheard();
    const { sockets, closed, add } = countingConnections();
    const url = await serveRaw((socket) => {
      add(socket);
      socket.on('data', () => socket.write(ok));
    });
    await read(plainFetch, url);
    for (const socket of sockets) socket.resetAndDestroy();
    await Promise.all(closed);
    await sleep(50);
    expect(heard).toEqual([]);
  });

  test.each([
    ['answer that nobody reads', ''],
    ['compressed answer that nobody reads', 'content-encoding: gzip\r\n'],
    ['answer compressed several times that nobody reads', 'content-encoding: br, deflate, gzip\r\n'],
  ])('a reset inside an %s', async (_, encoding) => {
    const heard = unheard();
    for (const end of ['reset', 'abort', 'both'] as const) {
      const stop = new AbortController();
      const url = await serveRaw((socket) =>
        socket.on('data', () => {
          socket.write(`HTTP/1.1 200 OK\r\n${encoding}content-length: 99\r\n\r\nnot so`);
          if (end !== 'abort') setTimeout(() => socket.resetAndDestroy(), 20);
          if (end !== 'reset') setTimeout(() => stop.abort(), 20);
        }),
      );
      await plainFetch(url, { signal: stop.signal });
      await sleep(60);
    }
    expect(heard).toEqual([]);
  });

  test('bytes and a reset after an abort', async () => {
    const heard = unheard();
    const stop = new AbortController();
    const url = await serveRaw((socket) =>
      socket.on('data', () => {
        stop.abort();
        socket.write('HTTP/1.1 200 OK\r\ncontent-length: no', () => socket.resetAndDestroy());
      }),
    );
    await expect(plainFetch(url, { signal: stop.signal })).rejects.toMatchObject({ name: 'AbortError' });
    await sleep(50);
    expect(heard).toEqual([]);
  });

  test('a reset of a tunnel whose TLS was given up', async () => {
    const heard = unheard();
    const stop = new AbortController();
    const proxy = await startConnectProxy({
      answer: (socket) => {
        socket.write('HTTP/1.1 200 OK\r\n\r\nwhat is this', () => socket.resetAndDestroy());
        stop.abort();
      },
    });
    onTestFinished(() => proxy.close());
    const fetch = await createProxyFetch({ httpsProxy: `http://${proxy.host}`, noProxy: '' });
    await expect(fetch('https://api.example', { signal: stop.signal })).rejects.toMatchObject({
      name: 'AbortError',
    });
    await sleep(50);
    expect(heard).toEqual([]);
  });
});
