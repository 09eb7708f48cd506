import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Addressees, Parcel, SendResult } from '../../src/deliver/channel.ts';
import { createOutbox } from '../../src/deliver/outbox.ts';
import { memoryStore } from '../../src/store/database.ts';
import type { RunRecord, Store, StoredOutbox } from '../../src/store/store.ts';
import { recordingLog } from '../helpers/log.ts';

const never = new AbortController().signal;
const source = 'console/site';
const [marta, boris, yuki] = ['marta@example.org', 'boris@example.org', 'yuki@example.org'] as const;

const kept: SendResult = { outcome: 'kept', reason: 'The mail server refuses connections.', refused: [] };
const unknown: SendResult = { outcome: 'unknown', reason: 'The mail server closed the connection.' };
const no = (recipient: string) => ({ recipient, reason: '550 No such user' });
const later = (recipient: string) => ({ recipient, reason: '451 Greylisted' });

const deliveredTo = (...accepted: readonly string[]) =>
  ({ outcome: 'delivered', accepted, refused: [], deferred: [] }) as const satisfies SendResult;

const mailOf = (runId: string): Parcel => ({
  messageId: `<${runId}@example.org>`,
  raw: Buffer.from(`Subject: ${runId}`),
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

type Answer = SendResult | ((to: Addressees) => SendResult);

/** A mail server in one line: what it says to each attempt, and what it saw. Everybody gets everything unless told otherwise. */
const mailerThat = (...answers: readonly Answer[]) => {
  const sent: { readonly messageId: string; readonly to: readonly string[] }[] = [];
  const send = (mail: Parcel, to: Addressees): Promise<SendResult> => {
    const answer = answers[sent.length] ?? deliveredTo(...to.recipients);
    sent.push({ messageId: mail.messageId, to: to.recipients });
    return Promise.resolve(typeof answer === 'function' ? answer(to) : answer);
  };
  const ids = (): readonly string[] => sent.map(({ messageId }) => messageId.replace(/^<|@.*/g, ''));
  return { send, sent, ids };
};

let store: Store;
beforeEach(() => {
  store = memoryStore('for a test').store;
});
afterEach(() => store.close());

/** What is still to be sent by mail. */
const stored = (): StoredOutbox => store.outbox('mail');
const nobodyLeft = 'None of those whom it was for is named any more.';

interface Setting {
  readonly over?: StoredOutbox;
  readonly recipients?: readonly string[];
  readonly now?: () => number;
  readonly of?: string;
}

/** A process with this mail server and this configuration; the store outlives it. */
const outboxWith = (
  mailer: ReturnType<typeof mailerThat>,
  { over = stored(), recipients = [marta], now = () => 0, of = source }: Setting = {},
) => {
  const { log, lines } = recordingLog();
  const channel = { ...mailer, recipients, name: 'mail', partner: 'the mail server', nobodyLeft } as const;
  const outbox = createOutbox({ stored: over, source: of, channel, log, now });
  const enqueue = (runId: string): void =>
    store.atomically(() => {
      store.addRun(of, runOf(runId));
      outbox.put(runId, mailOf(runId));
    });
  return { ...outbox, enqueue, lines };
};

const events = (lines: readonly { fields: Readonly<Record<string, unknown>> }[]) =>
  lines.map(({ fields }) => fields.event);

const runOutcome = (runId: string) => store.runs(10).find(({ id }) => id === runId)?.outcome;

describe('a flush', () => {
  test('tries every stored report once, oldest first', async () => {
    const mailer = mailerThat(kept, deliveredTo(marta), kept);
    const outbox = outboxWith(mailer);
    for (const id of ['first', 'second', 'third']) outbox.enqueue(id);

    const results = await outbox.flush(never);

    expect(mailer.ids()).toEqual(['first', 'second', 'third']);
    expect([...results].map(([id, { outcome }]) => [id, outcome])).toEqual([
      ['first', 'kept'],
      ['second', 'delivered'],
      ['third', 'kept'],
    ]);
    expect(
      stored()
        .entries()
        .map(({ runId }) => runId),
    ).toEqual(['first', 'third']);
  });

  test('moves the mark of a report that is delivered at last', async () => {
    const outbox = outboxWith(mailerThat(kept));
    outbox.enqueue('first');

    await outbox.flush(never);
    expect(store.lastMarkMs(source)).toBeUndefined();
    await outbox.flush(never);
    expect(store.lastMarkMs(source)).toBe(1000);
    expect(runOutcome('first')).toBe('delivered');
    expect(outbox.isEmpty()).toBe(true);
  });

  test('does not try again what was refused for good', async () => {
    const mailer = mailerThat({
      outcome: 'refused',
      reason: 'The mail server refused.',
      refused: [no(marta)],
    });
    const outbox = outboxWith(mailer);
    outbox.enqueue('first');

    expect((await outbox.flush(never)).get('first')).toEqual({
      outcome: 'refused',
      reason: 'The mail server refused.',
    });
    expect((await outbox.flush(never)).size).toBe(0);
    expect(mailer.sent).toHaveLength(1);
    expect(runOutcome('first')).toBe('refused');
  });

  test('sends as often as it takes while every attempt certainly fails', async () => {
    const outbox = outboxWith(mailerThat(kept, kept, kept, kept));
    outbox.enqueue('first');
    for (let run = 0; run < 4; run += 1) await outbox.flush(never);
    expect(stored().entries()[0]?.recipients).toMatchObject([{ state: 'pending', unknownAttempts: 0 }]);
    expect((await outbox.flush(never)).get('first')).toEqual({ outcome: 'delivered' });
  });

  test('tries one report alone when asked to', async () => {
    const outbox = outboxWith(mailerThat());
    outbox.enqueue('first');
    outbox.enqueue('second');
    expect([...(await outbox.flush(never, 'second')).keys()]).toEqual(['second']);
    expect(
      stored()
        .entries()
        .map(({ runId }) => runId),
    ).toEqual(['first']);
  });

  test('leaves what it did not come to when it is cancelled', async () => {
    const cancel = new AbortController();
    const mailer = mailerThat(() => {
      cancel.abort();
      return kept;
    });
    const outbox = outboxWith(mailer);
    outbox.enqueue('first');
    outbox.enqueue('second');
    expect([...(await outbox.flush(cancel.signal)).keys()]).toEqual(['first']);
    expect(mailer.ids()).toEqual(['first']);
  });

  test('leaves the rest to the next run when a mail server lets every attempt time out', async () => {
    let nowMs = 0;
    const slow = (): SendResult => {
      nowMs += 4 * 60_000;
      return kept;
    };
    const mailer = mailerThat(slow, slow, slow);
    const outbox = outboxWith(mailer, { now: () => nowMs });
    for (const id of ['first', 'second', 'third']) outbox.enqueue(id);
    await outbox.flush(never);
    expect(mailer.ids()).toEqual(['first', 'second']);
    expect(events(outbox.lines)).toContain('outbox_postponed');
  });
});

describe('each recipient', () => {
  const everybody = { recipients: [marta, boris, yuki] };

  test('who has accepted a report does not get it again; who was put off does, with the same Message-ID', async () => {
    const mailer = mailerThat({ ...deliveredTo(marta, yuki), deferred: [later(boris)] });
    const outbox = outboxWith(mailer, everybody);
    outbox.enqueue('first');

    expect((await outbox.flush(never)).get('first')).toEqual({ outcome: 'delivered' });
    expect(outbox.isEmpty()).toBe(false);
    await outbox.flush(never);

    expect(mailer.sent).toEqual([
      { messageId: '<first@example.org>', to: [marta, boris, yuki] },
      { messageId: '<first@example.org>', to: [boris] },
    ]);
    expect(outbox.isEmpty()).toBe(true);
    expect(events(outbox.lines)).toEqual(['mail_delivered', 'recipient_deferred', 'mail_delivered']);
  });

  test('whom the server does not know is refused for good, named in the log and left for the next report', async () => {
    const outbox = outboxWith(mailerThat({ ...deliveredTo(marta, boris), refused: [no(yuki)] }), everybody);
    outbox.enqueue('first');

    expect((await outbox.flush(never)).get('first')).toEqual({ outcome: 'delivered' });
    expect(outbox.isEmpty()).toBe(true);
    expect(outbox.lines).toContainEqual({
      level: 'warn',
      message: 'One recipient was refused',
      fields: expect.objectContaining({ event: 'recipient_refused', recipient: yuki }),
    });
    expect(store.undelivered(source)).toMatchObject([{ address: yuki, reason: '550 No such user' }]);
  });

  test('of a report that nobody took yet has a fate of its own: the unknown one is not asked again', async () => {
    const greylisted: SendResult = { outcome: 'kept', reason: 'Greylisted', refused: [no(yuki)] };
    const mailer = mailerThat(greylisted);
    const outbox = outboxWith(mailer, everybody);
    outbox.enqueue('first');

    expect((await outbox.flush(never)).get('first')).toEqual({ outcome: 'kept', reason: 'Greylisted' });
    expect((await outbox.flush(never)).get('first')).toEqual({ outcome: 'delivered' });
    expect(mailer.sent.map(({ to }) => to)).toEqual([
      [marta, boris, yuki],
      [marta, boris],
    ]);
  });

  test('who is taken out of the configuration gets nothing any more, and who is put in gets what waits', async () => {
    const before = outboxWith(mailerThat(kept), { recipients: ['martha@example.org'] });
    before.enqueue('first');
    await before.flush(never);

    const mailer = mailerThat();
    const after = outboxWith(mailer, { recipients: [marta] });
    expect((await after.flush(never)).get('first')).toEqual({ outcome: 'delivered' });
    expect(mailer.sent.map(({ to }) => to)).toEqual([[marta]]);
    expect(after.isEmpty()).toBe(true);
  });

  test('a report whose last recipients are none any more leaves the outbox without another attempt', async () => {
    const before = outboxWith(mailerThat({ ...deliveredTo(marta), deferred: [later(boris)] }), {
      recipients: [marta, boris],
    });
    before.enqueue('first');
    await before.flush(never);

    const mailer = mailerThat();
    const after = outboxWith(mailer, { recipients: [marta] });
    expect((await after.flush(never)).get('first')).toEqual({ outcome: 'delivered' });
    expect(mailer.sent).toEqual([]);
    expect(after.isEmpty()).toBe(true);
  });
});

describe('a report that somebody got and somebody is still to get', () => {
  test('is delivered by now, whichever attempt it was, and moves the mark', async () => {
    const partly = { ...deliveredTo(marta), deferred: [later(boris)] };
    const outbox = outboxWith(mailerThat(kept, partly), { recipients: [marta, boris] });
    outbox.enqueue('first');
    await outbox.flush(never);
    expect(runOutcome('first')).toBe('kept');

    await outbox.flush(never);
    expect(runOutcome('first')).toBe('delivered');
    expect(store.lastMarkMs(source)).toBe(1000);
    expect(outbox.isEmpty()).toBe(false);
  });

  test('is refused when all who are still recipients were, and waits for nobody else', async () => {
    const before = outboxWith(mailerThat(kept), { recipients: [marta] });
    before.enqueue('first');
    await before.flush(never);

    const refused: SendResult = {
      outcome: 'refused',
      reason: 'The mail server refused.',
      refused: [no(boris)],
    };
    const after = outboxWith(mailerThat(refused), { recipients: [boris] });
    expect((await after.flush(never)).get('first')).toMatchObject({ outcome: 'refused' });
    expect(runOutcome('first')).toBe('refused');
    expect(after.isEmpty()).toBe(true);
  });
});

describe('a report of another network in the same store', () => {
  test('goes to nobody whom it is not for: it is left to who makes the reports of that network', async () => {
    outboxWith(mailerThat(), { of: 'customer-a', recipients: [marta] }).enqueue('first');
    const mailer = mailerThat();
    const other = outboxWith(mailer, { of: 'customer-b', recipients: [boris] });

    expect((await other.flush(never)).size).toBe(0);
    expect(mailer.sent).toEqual([]);
    expect(other.isEmpty()).toBe(true);

    const own = mailerThat();
    await outboxWith(own, { of: 'customer-a', recipients: [marta] }).flush(never);
    expect(own.sent.map(({ to }) => to)).toEqual([[marta]]);
  });

  test('is sent to those whom it is for when all of them get ours, as when the console has another address', async () => {
    outboxWith(mailerThat(), { of: '192.0.2.1', recipients: [marta] }).enqueue('first');
    const mailer = mailerThat();
    const moved = outboxWith(mailer, { of: 'unifi.example', recipients: [marta, boris] });

    expect(moved.isEmpty()).toBe(false);
    await moved.flush(never);
    expect(mailer.sent.map(({ to }) => to)).toEqual([[marta]]);
    expect(runOutcome('first')).toBe('delivered');
    expect(moved.isEmpty()).toBe(true);
  });
});

describe('a report that may have arrived', () => {
  /** A process that dies once the mail was handed over: nothing is recorded after the mark. */
  const dieHandingOver = async (runId: string): Promise<void> => {
    stored().markHandedOver(runId, [marta]);
  };

  test('is marked in the store before the end of it is sent', async () => {
    let marked: unknown;
    const outbox = outboxWith(
      mailerThat((to) => {
        to.onHandOver?.();
        stored().countLeftHandedOver();
        marked = stored().entries()[0]?.recipients;
        return deliveredTo(marta);
      }),
    );
    outbox.enqueue('first');
    await outbox.flush(never);
    expect(marked).toMatchObject([{ address: marta, unknownAttempts: 1 }]);
  });

  test('is sent once more with the same Message-ID, and not a third time', async () => {
    const mailer = mailerThat(unknown, unknown);
    const outbox = outboxWith(mailer);
    outbox.enqueue('first');

    expect((await outbox.flush(never)).get('first')).toMatchObject({ outcome: 'kept' });
    const second = (await outbox.flush(never)).get('first');
    await outbox.flush(never);

    expect(mailer.ids()).toEqual(['first', 'first']);
    expect(second).toEqual({ outcome: 'delivered' });
    expect(outbox.isEmpty()).toBe(true);
    expect(events(outbox.lines)).toEqual(['mail_unknown', 'mail_unconfirmed']);
    expect(store.undelivered(source)).toMatchObject([{ address: marta, state: 'unconfirmed' }]);
  });

  test('is sent once more, at once, when the process died while it was handed over', async () => {
    outboxWith(mailerThat()).enqueue('first');
    await dieHandingOver('first');
    const mailer = mailerThat();
    const results = await outboxWith(mailer).flush(never);
    expect(mailer.ids()).toEqual(['first']);
    expect(results.get('first')).toEqual({ outcome: 'delivered' });
  });

  test('is not sent again when processes died twice while it was handed over', async () => {
    outboxWith(mailerThat()).enqueue('first');
    await dieHandingOver('first');
    await outboxWith(mailerThat(kept)).flush(never);
    await dieHandingOver('first');
    const mailer = mailerThat();
    const outbox = outboxWith(mailer);
    const results = await outbox.flush(never);
    expect(mailer.sent).toEqual([]);
    expect(results.get('first')).toEqual({ outcome: 'delivered' });
    expect(outbox.isEmpty()).toBe(true);
    expect(events(outbox.lines)).toEqual(['mail_unconfirmed']);
  });

  test('is still owed its second sending when attempts in between certainly failed', async () => {
    const mailer = mailerThat(unknown, kept, kept, unknown);
    const outbox = outboxWith(mailer);
    outbox.enqueue('first');
    for (let run = 0; run < 5; run += 1) await outbox.flush(never);
    expect(mailer.sent).toHaveLength(4);
    expect(outbox.isEmpty()).toBe(true);
  });

  test('does not count as taken by one who was not among its recipients when it was handed over', async () => {
    const before = outboxWith(mailerThat(unknown), { recipients: [marta] });
    before.enqueue('first');
    await before.flush(never);
    const mailer = mailerThat(unknown);
    const after = outboxWith(mailer, { recipients: [marta, boris] });
    await after.flush(never);
    await after.flush(never);
    expect(mailer.sent.map(({ to }) => to)).toEqual([[marta, boris], [boris]]);
  });
});

describe('a store that fails', () => {
  const failingAt = (method: keyof StoredOutbox): StoredOutbox => ({
    ...stored(),
    [method]: () => {
      throw new Error('database or disk is full');
    },
  });

  test('when a report is stored leaves neither mail nor run behind', () => {
    const outbox = outboxWith(mailerThat(), { over: failingAt('put') });
    expect(() => outbox.enqueue('first')).toThrow('disk is full');
    expect(store.runs(10)).toEqual([]);
  });

  test('after a delivery does not make this process send it again, and is told when it works again', async () => {
    let isFull = true;
    const over: StoredOutbox = {
      ...stored(),
      settle: (...all) => {
        if (isFull) throw new Error('database or disk is full');
        stored().settle(...all);
      },
      recordSends: failingAt('recordSends').recordSends,
    };
    const mailer = mailerThat();
    const outbox = outboxWith(mailer, { over });
    outbox.enqueue('first');
    expect((await outbox.flush(never)).get('first')).toEqual({ outcome: 'delivered' });
    expect((await outbox.flush(never)).get('first')).toEqual({ outcome: 'delivered' });
    expect(runOutcome('first')).toBe('kept');

    isFull = false;
    await outbox.flush(never);
    expect(mailer.sent).toHaveLength(1);
    expect(runOutcome('first')).toBe('delivered');
    expect(events(outbox.lines)).toContain('outbox_not_recorded');
  });

  test('when a delivered report is taken out keeps who has it, so that no later process sends it again', async () => {
    const outbox = outboxWith(mailerThat(), { over: failingAt('settle') });
    outbox.enqueue('first');
    await outbox.flush(never);
    expect(runOutcome('first')).toBe('delivered');

    const mailer = mailerThat();
    const later = outboxWith(mailer);
    expect((await later.flush(never)).get('first')).toEqual({ outcome: 'delivered' });
    expect(mailer.sent).toEqual([]);
    expect(later.isEmpty()).toBe(true);
  });

  test('when it is read ends the flush with nothing tried', async () => {
    const outbox = outboxWith(mailerThat(), { over: failingAt('entries') });
    outbox.enqueue('first');
    expect((await outbox.flush(never)).size).toBe(0);
    expect(events(outbox.lines)).toEqual(['outbox_unreadable']);
  });
});
