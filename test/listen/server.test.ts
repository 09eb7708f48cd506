import { connect } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { type Listening, type Pages, serve } from '../../src/listen/server.ts';
import { recordingLog } from '../helpers/log.ts';

const hello = { status: 200, contentType: 'text/plain; charset=utf-8', body: 'Grüße\n' };

const start = async (pages: Pages = { '/healthz': () => hello }) => {
  const { log, lines } = recordingLog();
  const server = await serve({ host: '127.0.0.1', port: 0 }, pages, log);
  let isClosed = false;
  const close: Listening['close'] = async () => {
    if (isClosed) return;
    isClosed = true;
    await server.close();
  };
  onTestFinished(close);
  const ask = (path: string, method = 'GET', body?: string) =>
    fetch(`http://127.0.0.1:${server.port}${path}`, { method, ...(body === undefined ? {} : { body }) });
  return { server: { ...server, close }, ask, lines };
};

/** Sends bytes as they are; what came back until the connection ended, in whatever way. */
const sendRaw = (port: number, bytes: string): Promise<string> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1').setEncoding('utf8');
    let answer = '';
    socket.on('data', (chunk) => {
      answer += chunk;
    });
    socket.on('error', () => undefined);
    socket.on('close', () => resolve(answer));
    socket.write(bytes);
  });

describe('a page', () => {
  test('is answered whole, is never cached and never guessed at', async () => {
    const { ask } = await start();
    const response = await ask('/healthz');

    expect(response.status).toBe(200);
    expect(await response.text()).toBe('Grüße\n');
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'text/plain; charset=utf-8',
      'content-length': '8',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    });
  });

  test('is found whatever its query', async () => {
    const { ask } = await start();

    expect((await ask('/healthz?probe=1')).status).toBe(200);
  });

  test('has a head without a body', async () => {
    const { ask } = await start();
    const response = await ask('/healthz', 'HEAD');

    expect(response.headers.get('content-length')).toBe('8');
    expect(await response.text()).toBe('');
  });

  test('is made anew for every request', async () => {
    let made = 0;
    const { ask } = await start({
      '/count': () => {
        made += 1;
        return { ...hello, body: String(made) };
      },
    });
    await ask('/count');

    expect(await (await ask('/count')).text()).toBe('2');
  });

  test('that cannot be made is 500 without the reason, which goes to the log', async () => {
    const { ask, lines } = await start({
      '/broken': () => {
        throw new Error('/var/lib/secret-place is broken');
      },
    });
    const response = await ask('/broken');

    expect(response.status).toBe(500);
    expect(await response.text()).not.toContain('secret-place');
    expect(lines).toMatchObject([{ level: 'error', fields: { event: 'page_failed', path: '/broken' } }]);
  });
});

describe('a stranger', () => {
  test.each(['/', '/metrics/..', '/constructor', '/__proto__', '/HEALTHZ', '//healthz'])(
    'who asks for %s is told what there is, and nothing of the request',
    async (path) => {
      const { server } = await start();
      const answer = await sendRaw(
        server.port,
        `GET ${path} HTTP/1.1\r\nHost: <script>alert(1)</script>\r\nConnection: close\r\n\r\n`,
      );

      expect(answer).toMatch(/^HTTP\/1\.1 404 /);
      expect(answer).toMatch(/There is \/healthz\.\n$/);
      expect(answer).not.toContain('<script>');
    },
  );

  test.each(['POST', 'PUT', 'DELETE', 'OPTIONS'])('cannot %s anything', async (method) => {
    const { ask } = await start();
    const response = await ask('/healthz', method);

    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toBe('GET, HEAD');
  });

  test('who sends a large body gets an answer all the same, and the next one too', async () => {
    const { ask } = await start();
    await ask('/healthz', 'POST', 'x'.repeat(1_000_000)).catch(() => undefined);

    expect((await ask('/healthz')).status).toBe(200);
  });

  test.each([
    ['no HTTP at all', '\0\x01\x02\x03\r\n\r\n'],
    ['a TLS handshake', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03'],
    ['headers without end', `GET / HTTP/1.1\r\nX: ${'x'.repeat(100_000)}`],
    ['two lengths', 'GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n'],
  ])('who sends %s is refused, and the next one is answered', async (_, bytes) => {
    const { server, ask } = await start();

    // A reset may overtake the refusal.
    expect(await sendRaw(server.port, bytes)).toMatch(/^(HTTP\/1\.1 4\d\d |$)/);
    expect((await ask('/healthz')).status).toBe(200);
  });
});

describe('closing', () => {
  test('ends connections that are open, half-way requests included', async () => {
    const { server, ask } = await start();
    const halfway = sendRaw(server.port, 'GET /healthz HTTP/1.1\r\nHost:');
    // Answered after the half-way request was accepted, because connections are accepted in order.
    await ask('/healthz');
    await server.close();

    expect(await halfway).toBe('');
  });

  test('frees the port', async () => {
    const { server } = await start();
    await server.close();
    const again = await serve({ host: '127.0.0.1', port: server.port }, {}, recordingLog().log);
    await again.close();

    expect(again.port).toBe(server.port);
  });
});
