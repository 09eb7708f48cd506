import { createHmac } from 'node:crypto';
import { createServer, type Socket } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import type { SendResult } from '../../../src/deliver/channel.ts';
import type { WebhookSettings } from '../../../src/deliver/webhook/settings.ts';
import { createWebhook } from '../../../src/deliver/webhook/webhook.ts';
import { listen } from '../../../src/demo/http/listen.ts';
import { createGuard } from '../../../src/net/guard.ts';
import { defaultGuardSettings } from '../../../src/net/guard-settings.ts';
import { createHttp } from '../../../src/net/http.ts';
import { createFetch } from '../../../src/net/tls.ts';
import { type Handler, loopbackCert, startServer, type TestServer } from '../../helpers/https-server.ts';
import { recordingLog } from '../../helpers/log.ts';

const nowMs = Date.UTC(2026, 10, 21, 7, 0, 0);
const never = new AbortController().signal;
const key = Buffer.from('0123456789abcdef0123456789abcdef');
const content = {
  digest: { title: 'Harbour Office', severity: 'clear', lines: ['All clear.'] },
  json: '{"title":"Büro im Hafen 🚢"}',
} as const;

const closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

const serve = async (handler: Handler, tls = true): Promise<TestServer> => {
  const server = await startServer(handler, { tls });
  closers.push(server.close);
  return server;
};

/** A webhook that trusts the loopback certificate, or nobody that the system does not. */
const webhookAt = async (url: string, changes: Partial<WebhookSettings> = {}, trusts = true) => {
  const { log } = recordingLog();
  const guard = createGuard('webhook', defaultGuardSettings, { now: Date.now, random: () => 0, log });
  const fetch = await createFetch(trusts ? { mode: 'ca', caPem: loopbackCert } : { mode: 'verify' });
  return createWebhook(
    { url, format: 'json', ...changes },
    {
      now: () => nowMs,
      http: (baseUrl) =>
        createHttp({ baseUrl, headers: {}, request: guard.request, fetch, userAgent: 'unifi-report/test' }),
    },
  );
};

interface Sent {
  readonly result: SendResult;
  /** How often it was said that the report may have arrived. */
  readonly handOvers: number;
}

const sendTo = async (
  url: string,
  changes: Partial<WebhookSettings> = {},
  { trusts = true, signal = never, onHandOver = () => {} } = {},
): Promise<Sent> => {
  const webhook = await webhookAt(url, changes, trusts);
  let handOvers = 0;
  const to = {
    recipients: webhook.recipients,
    onHandOver: () => {
      handOvers += 1;
      onHandOver();
    },
  };
  return { result: await webhook.send(webhook.compose('run-1', content), to, signal), handOvers };
};

const answering =
  (status: number, headers: Readonly<Record<string, string>> = {}): Handler =>
  (_, response) =>
    void response.writeHead(status, headers).end();

describe('a request', () => {
  test('is a signed POST of the report to the very address, over TLS', async () => {
    const server = await serve(answering(204));
    const { result, handOvers } = await sendTo(`${server.url}/hooks/a%20b?token=x&tag=1&tag=2`, { key });
    const [request] = server.requests;

    expect(result).toMatchObject({ outcome: 'delivered' });
    expect(handOvers).toBe(1);
    expect(request).toMatchObject({
      method: 'POST',
      url: '/hooks/a%20b?token=x&tag=1&tag=2',
      body: content.json,
      headers: {
        'content-type': 'application/json',
        'content-length': String(Buffer.byteLength(content.json)),
        'webhook-id': 'run-1',
        'webhook-timestamp': String(nowMs / 1_000),
        'user-agent': 'unifi-report/test',
      },
    });
    const signed = `run-1.${nowMs / 1_000}.${request?.body}`;
    const expected = createHmac('sha256', key).update(signed).digest('base64');
    expect(request?.headers['webhook-signature']).toBe(`v1,${expected}`);
  });

  test('without a secret has no signature', async () => {
    const server = await serve(answering(200));
    await sendTo(server.url);

    expect(server.requests[0]?.headers).not.toHaveProperty('webhook-signature');
  });

  test('for ntfy has its headers', async () => {
    const server = await serve(answering(200));
    await sendTo(`${server.url}/my-topic`, { format: 'ntfy' });

    expect(server.requests[0]).toMatchObject({
      path: '/my-topic',
      body: 'All clear.',
      headers: { title: 'Harbour Office', priority: '3', tags: 'white_check_mark' },
    });
  });

  test('is the same bytes and the same id when it is made again', async () => {
    const server = await serve(answering(503));
    const webhook = await webhookAt(server.url, { key });
    const parcel = webhook.compose('run-1', content);
    const to = { recipients: webhook.recipients };
    for (const _ of [1, 2]) await webhook.send(parcel, to, never);
    const seen = server.requests.map(({ body, headers }) => [body, headers['webhook-id']]);

    expect(seen).toEqual([seen[0], seen[0]]);
  });
});

describe('what the answer means for the report', () => {
  test.each([
    [200, 'delivered'],
    [202, 'delivered'],
    [400, 'refused'],
    [401, 'kept'],
    [403, 'kept'],
    [404, 'kept'],
    [408, 'kept'],
    [410, 'refused'],
    [413, 'refused'],
    [429, 'kept'],
    [500, 'kept'],
    [503, 'kept'],
  ] as const)('%i: %s', async (status, outcome) => {
    const server = await serve(answering(status, { 'retry-after': '3600' }));
    const { result } = await sendTo(server.url);

    expect(result.outcome).toBe(outcome);
    // Once: asking again is the next run's.
    expect(server.requests).toHaveLength(1);
  });

  test.each([
    [200, 'delivered'],
    [502, 'kept'],
  ] as const)('%i is that whatever becomes of the rest of the answer', async (status, outcome) => {
    const endless = await serve((_, response) => {
      response.writeHead(status);
      // Far more than anybody would read, and no end to it.
      response.write('x'.repeat(4_000_000));
    });
    const broken = await serve((_, response) => {
      response.writeHead(status, { 'content-length': '1000' }).write('x', () => response.destroy());
    });

    for (const server of [endless, broken]) {
      expect((await sendTo(server.url)).result.outcome).toBe(outcome);
    }
  });

  test('a redirect is not followed: what was meant for one address goes to no other', async () => {
    const other = await serve(answering(200));
    const server = await serve(answering(307, { location: `${other.url}/elsewhere` }));
    const { result } = await sendTo(server.url);

    expect(result).toMatchObject({
      outcome: 'kept',
      reason: expect.stringMatching(/redirected.*WEBHOOK_URL/),
    });
    expect(other.requests).toEqual([]);
  });

  test('an Apprise API that has nothing under the key has told nobody', async () => {
    const server = await serve(answering(204));

    expect((await sendTo(server.url, { format: 'apprise' })).result).toMatchObject({
      outcome: 'kept',
      reason: expect.stringContaining('told nobody'),
    });
  });

  test('no sentence holds the address, which may be a secret', async () => {
    const server = await serve(answering(403));
    const { result } = await sendTo(`${server.url}/services/T0SECRET?auth=S3CRET`);

    expect(JSON.stringify(result)).not.toMatch(/T0SECRET|S3CRET/);
    expect(result).toMatchObject({ reason: expect.stringContaining(`The webhook at ${server.host}`) });
  });
});

/** A server below HTTP: what it does with a connection. */
const rawServer = async (onSocket: (socket: Socket) => void): Promise<number> => {
  const server = await listen(createServer((socket) => onSocket(socket.on('error', () => undefined))));
  closers.push(server.close);
  return server.port;
};

describe('without an answer', () => {
  test('a connection that is refused has delivered nothing', async () => {
    const server = await startServer(answering(200));
    await server.close();
    const { result, handOvers } = await sendTo(server.url);

    expect(result.outcome).toBe('kept');
    expect(handOvers).toBe(0);
  });

  test('nor has a certificate that is not trusted', async () => {
    const server = await serve(answering(200));
    const { result, handOvers } = await sendTo(server.url, {}, { trusts: false });

    expect(result).toMatchObject({ outcome: 'kept', reason: expect.stringContaining('certificate') });
    expect(handOvers).toBe(0);
    expect(server.requests).toEqual([]);
  });

  test('nor a server that hangs up before TLS is agreed on', async () => {
    const port = await rawServer((socket) => socket.destroy());
    const { result, handOvers } = await sendTo(`https://127.0.0.1:${port}/x`);

    expect(result.outcome).toBe('kept');
    expect(handOvers).toBe(0);
  });

  test.each([
    ['over TLS', true, true],
    ['without TLS', false, true],
    ["through Node's own fetch", false, false],
  ])('a server that hangs up with the request in its hands may have it, %s', async (_, tls, trusts) => {
    const server = await serve((_request, response) => void response.destroy(), tls);
    const { result, handOvers } = await sendTo(server.url, {}, { trusts });

    expect(result.outcome).toBe('unknown');
    expect(handOvers).toBe(1);
  });

  test('so may one that hangs when the program is stopped', async () => {
    const stop = new AbortController();
    const server = await serve(() => stop.abort());
    const { result } = await sendTo(server.url, {}, { signal: stop.signal });

    expect(result.outcome).toBe('unknown');
  });

  test.each([
    ['over TLS', true, true],
    ['without TLS', false, true],
    ["through Node's own fetch", false, false],
  ])('what cannot be written down beforehand is not sent, %s', async (_, tls, trusts) => {
    const server = await serve(answering(200), tls);
    const onHandOver = () => {
      throw new Error('the disk is full');
    };
    const { result } = await sendTo(server.url, {}, { trusts, onHandOver });

    expect(result).toMatchObject({ outcome: 'kept', reason: expect.stringContaining('DATA_DIR') });
    expect(server.requests).toEqual([]);
  });
});

test('webhooks of one host are told apart without telling their addresses', async () => {
  const [a] = (await webhookAt('https://hooks.example.com/T0SECRET')).recipients;
  const [b] = (await webhookAt('https://hooks.example.com/other')).recipients;

  expect(a).toMatch(/^hooks\.example\.com#[0-9a-f]{12}$/);
  expect(a).not.toBe(b);
});
