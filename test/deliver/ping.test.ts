import { describe, expect, test } from 'vitest';
import { createPing, type PingMoment } from '../../src/deliver/ping.ts';
import { running } from '../helpers/guard.ts';
import { testHttp } from '../helpers/http.ts';
import { type Handler, sendJson } from '../helpers/https-server.ts';
import { recordingLog } from '../helpers/log.ts';
import { serve } from '../helpers/serve.ts';

const key = 'b5f1c9d2-3e6a-4f70-9d18-0c2a7e4b8f63';
const takes: Handler = (_, response) => sendJson(response, 'OK');

const pingAt = (origin: string, retryAttempts = 1) => {
  const { log, lines } = recordingLog();
  const http = (baseUrl: string) =>
    testHttp(baseUrl, {}, { retryAttempts, retryWaitMs: 1, retryMaxWaitMs: 1 });
  return { ping: createPing(`${origin}/${key}`, { http, now: Date.now, log }), lines };
};

test('each moment is one GET of its own address, with nothing of the report in it', async () => {
  const server = await serve(takes);
  const { ping, lines } = pingAt(server.url);
  for (const moment of ['start', 'success', 'failure'] as const) await ping(moment, running());

  expect(server.requests.map(({ method, url, body }) => ({ method, url, body }))).toEqual([
    { method: 'GET', url: `/${key}/start`, body: '' },
    { method: 'GET', url: `/${key}`, body: '' },
    { method: 'GET', url: `/${key}/fail`, body: '' },
  ]);
  expect(lines.filter(({ level }) => level !== 'debug')).toEqual([]);
});

test('a service that is busy for a moment is asked again', async () => {
  const server = await serve((request, response) =>
    server.requests.length === 1 ? sendJson(response, {}, 503) : takes(request, response),
  );
  const { ping, lines } = pingAt(server.url, 3);
  await ping('success', running());

  expect(server.requests).toHaveLength(2);
  expect(lines.filter(({ level }) => level === 'warn')).toEqual([]);
});

describe('a ping that fails is one warning without its address, and nothing else', () => {
  const failing = async (origin: string, moment: PingMoment = 'success') => {
    const { ping, lines } = pingAt(origin);
    await expect(ping(moment, running())).resolves.toBeUndefined();
    expect(JSON.stringify(lines)).not.toContain(key);
    return lines;
  };

  test.each([404, 410, 500])('HTTP %i', async (status) => {
    const server = await serve((_, response) => sendJson(response, { url: `/${key}` }, status));

    expect(await failing(server.url)).toMatchObject([
      {
        level: 'warn',
        fields: {
          event: 'ping_failed',
          moment: 'success',
          reason: expect.stringContaining(`HTTP ${status}`),
        },
      },
    ]);
  });

  test('nobody listens', async () => {
    const server = await serve(takes);
    await server.close();

    expect(await failing(server.url, 'failure')).toMatchObject([
      {
        fields: {
          event: 'ping_failed',
          moment: 'failure',
          reason: expect.stringContaining('connection refused'),
        },
      },
    ]);
  });

  test('a redirect elsewhere is not followed: the key goes to nobody else', async () => {
    const elsewhere = await serve(takes);
    const server = await serve(
      (_, response) => void response.writeHead(302, { location: `${elsewhere.url}/${key}` }).end(),
    );

    expect(await failing(server.url)).toHaveLength(1);
    expect(elsewhere.requests).toEqual([]);
  });

  test('an answer longer than anybody would read', async () => {
    const server = await serve((_, response) => void response.writeHead(200).end('x'.repeat(200_000)));

    expect(await failing(server.url)).toHaveLength(1);
  });
});

test('a service that hangs is left when the program is told to stop', async () => {
  const asked = Promise.withResolvers<void>();
  const server = await serve(() => asked.resolve());
  const { ping, lines } = pingAt(server.url);
  const stop = new AbortController();
  const pinging = ping('success', stop.signal);
  await asked.promise;
  stop.abort();
  await pinging;

  expect(lines).toMatchObject([{ fields: { event: 'ping_failed' } }]);
});

test('nothing is asked any more once the program is stopping', async () => {
  const server = await serve(takes);
  await pingAt(server.url).ping('start', AbortSignal.abort());

  expect(server.requests).toEqual([]);
});
