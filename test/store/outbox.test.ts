import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { memoryStore } from '../../src/store/database.ts';
import type { OutboxRecipient, RunOutcome, Store, StoredOutbox } from '../../src/store/store.ts';

const source = '192.0.2.1/default';
const mail = { messageId: '<run@example.org>', raw: Buffer.from('as it is sent') };
const [marta, boris] = ['marta@example.org', 'boris@example.org'] as const;

let store: Store;
beforeEach(() => {
  store = memoryStore('for a test').store;
});
afterEach(() => store.close());

/** What is still to be sent by mail. */
const stored = (): StoredOutbox => store.outbox('mail');

const addRun = (id: string, outcome: RunOutcome = 'kept', of = source): void =>
  store.addRun(of, {
    id,
    startedAtMs: 1000,
    fromMs: 0,
    toMs: 1000,
    movesMark: true,
    outcome,
    exitCode: 4,
    verdict: 'clear',
    subject: 'Report',
    durationMs: 10,
  });

const enqueue = (id: string, addresses: readonly string[] = [marta]): void =>
  store.atomically(() => {
    addRun(id);
    stored().put(id, mail, addresses);
  });

const refused = (address: string): OutboxRecipient => ({
  address,
  state: 'refused',
  unknownAttempts: 0,
  reason: '550 No such user',
});
const accepted = (address: string): OutboxRecipient => ({ address, state: 'accepted', unknownAttempts: 0 });

const statesOf = (id: string) =>
  stored()
    .entries()
    .find(({ runId }) => runId === id)
    ?.recipients.map(({ address, state, unknownAttempts }) => [address, state, unknownAttempts]);

describe('the outbox', () => {
  test('takes a mail with its run or neither of them', () => {
    expect(() =>
      store.atomically(() => {
        addRun('first');
        throw new Error('the disk is full');
      }),
    ).toThrow('the disk is full');
    expect(store.runs(10)).toEqual([]);
    expect(stored().entries()).toEqual([]);
  });

  test('never changes a mail that lies there', () => {
    enqueue('first');
    const other = { ...mail, raw: Buffer.from('something else') };
    expect(() => stored().put('first', other, [boris])).toThrow('UNIQUE');
    expect(Buffer.from(stored().entries()[0]?.parcel.raw ?? []).toString()).toBe('as it is sent');
    expect(statesOf('first')).toEqual([[marta, 'pending', 0]]);
  });

  test('lists mails oldest first, and says how many there are', () => {
    for (const id of ['b', 'a', 'c']) enqueue(id);
    expect(
      stored()
        .entries()
        .map(({ runId }) => runId),
    ).toEqual(['b', 'a', 'c']);
    expect(store.outboxSize()).toBe(3);
  });

  test('counts a hand-over that a process left behind once, for those whom it was for', () => {
    enqueue('first', [marta, boris]);
    stored().markHandedOver('first', [boris]);
    expect(statesOf('first')).toEqual([
      [marta, 'pending', 0],
      [boris, 'pending', 0],
    ]);
    stored().countLeftHandedOver();
    stored().countLeftHandedOver();
    expect(statesOf('first')).toEqual([
      [marta, 'pending', 0],
      [boris, 'pending', 1],
    ]);
  });

  test('forgets the mark of a hand-over when its outcome is recorded', () => {
    enqueue('first');
    stored().markHandedOver('first', [marta]);
    stored().recordSends('first', 'kept', [
      { address: marta, state: 'pending', unknownAttempts: 1, reason: 'closed' },
    ]);
    stored().countLeftHandedOver();
    expect(statesOf('first')).toEqual([[marta, 'pending', 1]]);
  });

  test('takes in recipients who were configured later', () => {
    enqueue('first');
    stored().markHandedOver('first', [marta, boris]);
    stored().countLeftHandedOver();
    expect(statesOf('first')).toEqual([
      [marta, 'pending', 1],
      [boris, 'pending', 1],
    ]);
  });

  test('settles a report, its recipients and its run together', () => {
    enqueue('first', [marta, boris]);
    stored().settle('first', 'delivered', [accepted(marta)]);
    expect(stored().entries()).toEqual([]);
    expect(store.runs(1)).toMatchObject([{ outcome: 'delivered', exitCode: 4 }]);
  });
});

describe('what has not been delivered', () => {
  const told = () => store.undelivered(source).map(({ runId, address, state }) => [runId, address, state]);

  test('is told until a report that was made afterwards is delivered', () => {
    enqueue('first', [marta, boris]);
    stored().settle('first', 'delivered', [accepted(marta), refused(boris)]);
    expect(told()).toEqual([['first', boris, 'refused']]);
    addRun('silent', 'silent');
    addRun('kept', 'kept');
    expect(told()).toEqual([['first', boris, 'refused']]);
    addRun('delivered', 'delivered');
    expect(told()).toEqual([]);
  });

  test('is told to a report that was made before it happened and delivered after it: not at all', () => {
    enqueue('early');
    enqueue('late');
    stored().settle('late', 'refused', [refused(marta)]);
    stored().settle('early', 'delivered', [accepted(marta)]);
    expect(told()).toEqual([['late', marta, 'refused']]);
  });

  test('comes with its reason and with when its report was made', () => {
    enqueue('first');
    stored().settle('first', 'delivered', [
      { address: marta, state: 'unconfirmed', unknownAttempts: 2, reason: 'no answer' },
    ]);
    expect(store.undelivered(source)).toEqual([
      {
        channel: 'mail',
        runId: 'first',
        startedAtMs: 1000,
        address: marta,
        state: 'unconfirmed',
        reason: 'no answer',
      },
    ]);
  });

  test('belongs to one console and site', () => {
    enqueue('first');
    stored().settle('first', 'refused', [refused(marta)]);
    expect(store.undelivered('192.0.2.1/branch')).toEqual([]);
    addRun('elsewhere', 'delivered', '192.0.2.1/branch');
    expect(told()).toEqual([['first', marta, 'refused']]);
  });

  test('is neither what still waits nor what somebody took', () => {
    enqueue('first', [marta, boris]);
    stored().recordSends('first', 'delivered', [accepted(marta)]);
    expect(told()).toEqual([]);
  });
});
