import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { MailSettings, Message, SendResult } from '../../src/deliver/mailer.ts';
import { createOutbox } from '../../src/deliver/outbox.ts';
import { memoryStore } from '../../src/store/database.ts';
import type { RunRecord, Store } from '../../src/store/store.ts';
import { recordingLog } from '../helpers/log.ts';
import { mailerFor } from './mailers.ts';
import { acceptUntilDot, startScriptedServer, startSmtpSink } from './smtp-sink.ts';

const never = new AbortController().signal;
const source = 'console/site';

const delivered: SendResult = { outcome: 'delivered', accepted: ['owner@example.org'], refused: [] };
const kept: SendResult = { outcome: 'kept', reason: 'The mail server refuses connections.' };
const unknown: SendResult = { outcome: 'unknown', reason: 'The mail server closed the connection.' };
const refused: SendResult = { outcome: 'refused', reason: 'The mail server refused every recipient.' };

const messageOf = (runId: string): Message => ({
  messageId: `<${runId}@example.org>`,
  subject: `Report ${runId}`,
  html: '<p>',
  text: 'text',
  dateMs: 1_700_000_000_000,
  severity: 'clear',
});

const runOf = (id: string): RunRecord => ({
  id,
  startedAtMs: 1000,
  fromMs: 0,
  toMs: 1000,
  movesMark: true,
  outcome: 'kept',
  exitCode: 4,
  verdict: 'clear',
  subject: 'Report',
  durationMs: 10,
});

/** A mail server in one line: what it says to each attempt, and which messages it saw. */
const mailerThat = (...answers: readonly (SendResult | (() => SendResult))[]) => {
  const sent: string[] = [];
  const send = (message: Message): Promise<SendResult> => {
    const answer = answers[sent.length] ?? delivered;
    sent.push(message.messageId);
    return Promise.resolve(typeof answer === 'function' ? answer() : answer);
  };
  return { send, sent };
};

let store: Store;
beforeEach(() => {
  store = memoryStore('for a test').store;
});
afterEach(() => store.close());

const outboxWith = (mailer: ReturnType<typeof mailerThat>, over: Store = store) => {
  const { log, lines } = recordingLog();
  return { ...createOutbox({ store: over, mailer, log, now: () => 0 }), lines };
};

const events = (lines: readonly { fields: Readonly<Record<string, unknown>> }[]) =>
  lines.map(({ fields }) => fields.event);

describe('a flush', () => {
  test('tries every stored report once, oldest first', async () => {
    const mailer = mailerThat(kept, delivered, kept);
    const outbox = outboxWith(mailer);
    for (const id of ['first', 'second', 'third']) outbox.enqueue(id, messageOf(id));

    const results = await outbox.flush(never);

    expect(mailer.sent).toEqual(['<first@example.org>', '<second@example.org>', '<third@example.org>']);
    expect([...results]).toEqual([
      ['first', kept],
      ['second', delivered],
      ['third', kept],
    ]);
    expect(store.outbox().map(({ runId }) => runId)).toEqual(['first', 'third']);
  });

  test('moves the mark of a report that is delivered at last', async () => {
    store.addRun(source, runOf('first'));
    const outbox = outboxWith(mailerThat(kept, delivered));
    outbox.enqueue('first', messageOf('first'));

    await outbox.flush(never);
    expect(store.lastMarkMs(source)).toBeUndefined();
    await outbox.flush(never);
    expect(store.lastMarkMs(source)).toBe(1000);
    expect(store.runs(1)[0]).toMatchObject({ outcome: 'delivered' });
    expect(store.outbox()).toEqual([]);
  });

  test('does not try again what was refused for good', async () => {
    store.addRun(source, runOf('first'));
    const mailer = mailerThat(refused);
    const outbox = outboxWith(mailer);
    outbox.enqueue('first', messageOf('first'));

    expect((await outbox.flush(never)).get('first')).toEqual(refused);
    expect((await outbox.flush(never)).size).toBe(0);
    expect(mailer.sent).toHaveLength(1);
    expect(store.runs(1)[0]).toMatchObject({ outcome: 'refused' });
  });

  test('sends as often as it takes while every attempt certainly fails', async () => {
    const mailer = mailerThat(kept, kept, kept, kept);
    const outbox = outboxWith(mailer);
    outbox.enqueue('first', messageOf('first'));
    for (let run = 0; run < 4; run += 1) await outbox.flush(never);
    expect(store.outbox()[0]).toMatchObject({ attempts: 4, sending: false, unknownAttempts: 0 });
    expect((await outbox.flush(never)).get('first')).toEqual(delivered);
  });

  test('tries one report alone when asked to', async () => {
    const mailer = mailerThat();
    const outbox = outboxWith(mailer);
    outbox.enqueue('first', messageOf('first'));
    outbox.enqueue('second', messageOf('second'));
    expect([...(await outbox.flush(never, 'second')).keys()]).toEqual(['second']);
    expect(store.outbox().map(({ runId }) => runId)).toEqual(['first']);
  });

  test('leaves what it did not come to when it is cancelled', async () => {
    const cancel = new AbortController();
    const mailer = mailerThat(() => {
      cancel.abort();
      return kept;
    });
    const outbox = outboxWith(mailer);
    outbox.enqueue('first', messageOf('first'));
    outbox.enqueue('second', messageOf('second'));
    expect([...(await outbox.flush(cancel.signal)).keys()]).toEqual(['first']);
    expect(store.outbox()).toMatchObject([{ attempts: 1 }, { attempts: 0 }]);
  });

  test('names refused recipients in the log', async () => {
    const partly: SendResult = {
      outcome: 'delivered',
      accepted: ['owner@example.org'],
      refused: [{ recipient: 'gone@example.org', reason: '550 No such user' }],
    };
    const outbox = outboxWith(mailerThat(partly));
    outbox.enqueue('first', messageOf('first'));
    await outbox.flush(never);
    expect(outbox.lines).toContainEqual({
      level: 'warn',
      message: 'One recipient was refused',
      fields: expect.objectContaining({ event: 'recipient_refused', recipient: 'gone@example.org' }),
    });
  });
});

describe('a report that may have arrived', () => {
  test('is marked in the store before it is sent', async () => {
    let marked: unknown;
    const outbox = outboxWith(
      mailerThat(() => {
        marked = store.outbox()[0]?.sending;
        return delivered;
      }),
    );
    outbox.enqueue('first', messageOf('first'));
    await outbox.flush(never);
    expect(marked).toBe(true);
  });

  test('is sent once more with the same Message-ID, and not a third time', async () => {
    const mailer = mailerThat(unknown, unknown);
    const outbox = outboxWith(mailer);
    outbox.enqueue('first', messageOf('first'));

    expect((await outbox.flush(never)).get('first')).toEqual(unknown);
    const second = (await outbox.flush(never)).get('first');
    await outbox.flush(never);

    expect(mailer.sent).toEqual(['<first@example.org>', '<first@example.org>']);
    expect(second).toEqual({ outcome: 'delivered', accepted: [], refused: [] });
    expect(store.outbox()).toEqual([]);
    expect(events(outbox.lines)).toEqual(['mail_unknown', 'mail_unconfirmed']);
  });

  test('is sent once more when the process died while it was sent', async () => {
    store.putOutbox('first', messageOf('first'));
    store.markSending('first');
    const mailer = mailerThat(delivered);
    const results = await outboxWith(mailer).flush(never);
    expect(mailer.sent).toEqual(['<first@example.org>']);
    expect(results.get('first')).toEqual(delivered);
  });

  test('is not sent again when the process died twice while it was sent', async () => {
    store.putOutbox('first', messageOf('first'));
    store.markSending('first');
    store.markSending('first');
    const mailer = mailerThat();
    const results = await outboxWith(mailer).flush(never);
    expect(mailer.sent).toEqual([]);
    expect(results.get('first')).toEqual({ outcome: 'delivered', accepted: [], refused: [] });
    expect(store.outbox()).toEqual([]);
  });

  test('is still owed its second sending when an attempt in between certainly failed', async () => {
    const mailer = mailerThat(unknown, kept, kept, unknown);
    const outbox = outboxWith(mailer);
    outbox.enqueue('first', messageOf('first'));
    for (let run = 0; run < 5; run += 1) await outbox.flush(never);
    expect(mailer.sent).toHaveLength(4);
    expect(store.outbox()).toEqual([]);
  });
});

describe('a store that fails', () => {
  const failingAt = (method: 'outbox' | 'markSending' | 'settle'): Store => ({
    ...store,
    [method]: () => {
      throw new Error('database or disk is full');
    },
  });

  test('before an attempt keeps the report unsent: it could not be told later whether it went out', async () => {
    store.putOutbox('first', messageOf('first'));
    const mailer = mailerThat();
    const results = await outboxWith(mailer, failingAt('markSending')).flush(never);
    expect(mailer.sent).toEqual([]);
    expect(results.get('first')).toMatchObject({ outcome: 'kept' });
  });

  test('after a delivery does not make this process send it again', async () => {
    store.putOutbox('first', messageOf('first'));
    const mailer = mailerThat();
    const outbox = outboxWith(mailer, failingAt('settle'));
    expect((await outbox.flush(never)).get('first')).toEqual(delivered);
    expect((await outbox.flush(never)).get('first')).toEqual(delivered);
    expect(mailer.sent).toHaveLength(1);
    expect(events(outbox.lines)).toContain('outbox_not_recorded');
  });

  test('when it is read ends the flush with nothing tried', async () => {
    const outbox = outboxWith(mailerThat(), failingAt('outbox'));
    expect((await outbox.flush(never)).size).toBe(0);
    expect(events(outbox.lines)).toEqual(['outbox_unreadable']);
  });
});

describe('with a real mail server', () => {
  const settingsFor = (port: number): MailSettings => ({
    host: '127.0.0.1',
    port,
    tls: 'none',
    verifyTls: true,
    from: 'network@example.org',
    to: ['owner@example.org'],
    cc: [],
    bcc: [],
  });
  const outboxOn = (port: number) => {
    const { log } = recordingLog();
    return createOutbox({ store, mailer: mailerFor(settingsFor(port), { log }), log, now: () => 0 });
  };

  test('a report that nobody took while the server was gone arrives once when it is back', async () => {
    const gone = await startSmtpSink();
    await gone.close();
    outboxOn(gone.port).enqueue('first', messageOf('first'));
    expect((await outboxOn(gone.port).flush(never)).get('first')).toMatchObject({ outcome: 'kept' });

    const back = await startSmtpSink();
    await outboxOn(back.port).flush(never);
    await outboxOn(back.port).flush(never);
    await back.close();
    expect(back.mails.map(({ parsed }) => parsed.messageId)).toEqual(['<first@example.org>']);
  });

  test('a report whose acknowledgement was lost goes out twice with one Message-ID, then no more', async () => {
    const server = await startScriptedServer(
      '220 loopback',
      acceptUntilDot((socket) => socket.resetAndDestroy()),
    );
    const outbox = outboxOn(server.port);
    outbox.enqueue('first', messageOf('first'));
    for (let run = 0; run < 3; run += 1) await outbox.flush(never);
    await server.close();
    const messageIds = server.lines.filter((line) => line.startsWith('Message-ID:'));
    expect(messageIds).toEqual(['Message-ID: <first@example.org>', 'Message-ID: <first@example.org>']);
    expect(store.outbox()).toEqual([]);
  });
});
