import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Channel, SendResult } from '../src/deliver/channel.ts';
import { createOutbox } from '../src/deliver/outbox.ts';
import { type DeliveryDeps, deliverReport } from '../src/delivery.ts';
import { createPost } from '../src/post.ts';
import { memoryStore } from '../src/store/database.ts';
import type { Store } from '../src/store/store.ts';
import { recordingLog } from './helpers/log.ts';
import { quietReport } from './helpers/report.ts';

const source = 'console/site';
const never = new AbortController().signal;
const delivered = { outcome: 'delivered', accepted: ['it'], refused: [], deferred: [] } as const;
const refused = {
  outcome: 'refused',
  reason: 'It did not take it.',
  refused: [{ recipient: 'it', reason: 'It did not take it.' }],
} as const;
const kept = { outcome: 'kept', reason: 'It is not there.', refused: [] } as const;

type Answer = SendResult | Promise<SendResult>;

/** A channel in one line: what it says to each attempt. */
const channelThat = (name: Channel['name'], ...answers: readonly Answer[]) => {
  const sent: string[] = [];
  const channel: Channel = {
    name,
    partner: `the ${name}`,
    nobodyLeft: 'Nobody is left.',
    recipients: ['it'],
    compose: async (_email, _report, runId) => ({ messageId: `<${runId}>`, raw: Buffer.from(name) }),
    send: async ({ messageId }) => {
      sent.push(messageId);
      return answers[sent.length - 1] ?? delivered;
    },
  };
  return { channel, sent };
};

let store: Store;
beforeEach(() => {
  store = memoryStore('for a test').store;
});
afterEach(() => store.close());

/** One report by these channels, as a run makes it. */
const deliver = async (channels: readonly Channel[], over: Store = store) => {
  const { log, lines } = recordingLog();
  const routes = channels.map((channel) => ({
    channel,
    outbox: createOutbox({ stored: over.outbox(channel.name), source, channel, log, now: () => 0 }),
  }));
  const email = { subject: '', html: '', text: '', images: [], page: '' };
  const deps: DeliveryDeps = {
    now: () => 0,
    newId: () => 'run-1',
    log,
    onlyIf: 'always',
    save: async () => 'saved.html',
    render: async () => email,
    recordRun: (run) => store.addRun(source, run),
    post: createPost({ routes, store: over, log }),
  };
  const written = { startedAtMs: 0, movesMark: true, report: quietReport({}), email };
  const result = await deliverReport(deps, written, never);
  const events = lines.map(({ fields }) => fields.event);
  return { result, events, flush: () => Promise.all(routes.map(({ outbox }) => outbox.flush(never))) };
};

const history = () => store.runs(1)[0];

describe('a report by two channels', () => {
  test.each([
    [delivered, delivered, 'delivered', 0, { mail: 'delivered', webhook: 'delivered' }],
    [delivered, kept, 'delivered', 4, { mail: 'delivered', webhook: 'kept' }],
    [kept, delivered, 'delivered', 4, { mail: 'kept', webhook: 'delivered' }],
    [kept, kept, 'kept', 4, { mail: 'kept', webhook: 'kept' }],
    [refused, kept, 'kept', 4, { mail: 'refused', webhook: 'kept' }],
    [delivered, refused, 'delivered', 0, { mail: 'delivered', webhook: 'refused' }],
    [refused, refused, 'refused', 4, { mail: 'refused', webhook: 'refused' }],
  ] as const)('mail %o, webhook %o', async (mail, webhook, outcome, exitCode, channels) => {
    const { result } = await deliver([
      channelThat('mail', mail).channel,
      channelThat('webhook', webhook).channel,
    ]);

    expect(result).toMatchObject({ outcome, exitCode });
    expect(history()).toMatchObject({ outcome, exitCode, channels });
  });

  test('what one has kept is sent by it alone, and the history says so', async () => {
    const mail = channelThat('mail', delivered);
    const webhook = channelThat('webhook', kept);
    const { flush } = await deliver([mail.channel, webhook.channel]);
    expect(store.outboxSize()).toBe(1);
    await flush();

    expect([mail.sent, webhook.sent]).toEqual([['<run-1>'], ['<run-1>', '<run-1>']]);
    expect(history()).toMatchObject({
      outcome: 'delivered',
      channels: { mail: 'delivered', webhook: 'delivered' },
    });
    expect(store.outboxSize()).toBe(0);
  });

  test('one that hangs does not hold up the other', async () => {
    const hanging = Promise.withResolvers<SendResult>();
    const mail = channelThat('mail', hanging.promise);
    const webhook = channelThat('webhook', delivered);
    const delivery = deliver([mail.channel, webhook.channel]);
    while (store.outbox('webhook').entries().length > 0 || webhook.sent.length === 0) {
      await new Promise(setImmediate);
    }
    expect(history()).toMatchObject({
      outcome: 'delivered',
      channels: { mail: 'kept', webhook: 'delivered' },
    });
    hanging.resolve(kept);

    expect((await delivery).result).toMatchObject({ outcome: 'delivered', exitCode: 4 });
  });

  test('what somebody has read moves the mark, though another channel still waits', async () => {
    await deliver([channelThat('mail', delivered).channel, channelThat('webhook', kept).channel]);

    expect(store.lastMarkMs(source)).toBe(quietReport({}).period.toMs);
  });

  test('one that cannot put it into a message does not keep it from the other', async () => {
    const broken: Channel = {
      ...channelThat('webhook').channel,
      compose: () => Promise.reject(new Error('a bug')),
    };
    const mail = channelThat('mail');
    const { result, events } = await deliver([mail.channel, broken]);

    expect(mail.sent).toHaveLength(1);
    expect(result).toMatchObject({
      outcome: 'delivered',
      exitCode: 4,
      reason: expect.stringContaining('the webhook'),
    });
    expect(history()).toMatchObject({ channels: { mail: 'delivered', webhook: 'failed' } });
    expect(events).toContain('webhook_not_composed');
  });

  test('a report that one refused for good is told by the next one, by the name of the channel', async () => {
    await deliver([channelThat('mail', delivered).channel, channelThat('webhook', refused).channel]);

    expect(store.undelivered(source)).toMatchObject([
      { channel: 'webhook', address: 'it', state: 'refused' },
    ]);
  });
});

describe('a store that cannot be written', () => {
  const full = (): Store => ({
    ...store,
    atomically: () => {
      throw new Error('database or disk is full');
    },
  });

  test('does not stop a report by either channel', async () => {
    const [mail, webhook] = [channelThat('mail'), channelThat('webhook')];
    const { result, events } = await deliver([mail.channel, webhook.channel], full());

    expect([mail.sent.length, webhook.sent.length]).toEqual([1, 1]);
    expect(result).toMatchObject({ outcome: 'delivered', exitCode: 0 });
    expect(events).toContain('outbox_not_written');
  });

  test('makes of what cannot be sent a failure, because nobody will try it again', async () => {
    const { result } = await deliver(
      [channelThat('mail').channel, channelThat('webhook', kept).channel],
      full(),
    );

    expect(result).toMatchObject({ outcome: 'delivered', exitCode: 4 });
    expect(history()).toMatchObject({ channels: { mail: 'delivered', webhook: 'failed' } });
  });

  test('stores all channels or none, and no run without them', async () => {
    const broken: Store = {
      ...store,
      outbox: (channel) => ({
        ...store.outbox(channel),
        ...(channel === 'webhook' && {
          put: () => {
            throw new Error('database or disk is full');
          },
        }),
      }),
    };
    const mail = channelThat('mail', kept);
    await deliver([mail.channel, channelThat('webhook', kept).channel], broken);

    expect(store.outbox('mail').entries()).toEqual([]);
    expect(history()).toMatchObject({ outcome: 'failed' });
  });
});
