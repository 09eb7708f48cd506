import { afterEach, describe, expect, test } from 'vitest';
import type { MailSettings } from '../../src/deliver/mail.ts';
import { createOutbox } from '../../src/deliver/outbox.ts';
import { type MailSink, type MailSinkOptions, startMailSink } from '../../src/demo/mail.ts';
import { memoryStore } from '../../src/store/database.ts';
import type { RunRecord } from '../../src/store/store.ts';
import { recordingLog } from '../helpers/log.ts';
import { mailerFor } from './mailers.ts';

const account = { username: 'reports', password: 'secret' };
const never = new AbortController().signal;
const source = 'console/site';
const [marta, boris, yuki] = ['marta@example.org', 'boris@example.org', 'yuki@example.org'] as const;

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
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

/** A mail server whose fault can be mended, and reports that want to get there by way of store, outbox and mailer. */
const start = async (override: MailSinkOptions['override'], to: readonly string[] = [marta]) => {
  let isFaulty = true;
  const server: MailSink = await startMailSink({
    auth: account,
    override: (stage, argument) => (isFaulty ? override?.(stage, argument) : undefined),
  });
  const settings: MailSettings = {
    host: '127.0.0.1',
    port: server.port,
    tls: 'starttls',
    verifyTls: false,
    auth: { kind: 'password', ...account },
    from: 'network@example.org',
    to,
    cc: [],
    bcc: [],
  };
  const { store } = memoryStore('for a test');
  closing.push(server.close, store.close);
  const { log } = recordingLog();
  const mailer = mailerFor(settings, { log });
  const words = { name: 'mail', partner: 'the mail server', nobodyLeft: 'Nobody is left.' } as const;
  const channel = { ...words, recipients: mailer.recipients, send: mailer.send };
  const outbox = createOutbox({ stored: store.outbox('mail'), source, channel, log, now: () => 0 });
  const message = {
    subject: 'Report',
    html: '<p>',
    text: 'text',
    images: [],
    dateMs: 1000,
    severity: 'clear',
  } as const;
  const enqueue = async (id: string): Promise<void> => {
    const mail = await mailer.compose({ messageId: `<${id}@example.org>`, ...message });
    store.addRun(source, runOf(id));
    outbox.put(id, mail);
  };
  await enqueue('first');
  return {
    flush: async () => [...(await outbox.flush(never)).values()].map(({ outcome }) => outcome),
    mend: () => {
      isFaulty = false;
    },
    enqueue,
    store,
    /** What the server has taken: for whom, and what. */
    arrived: () => server.messages.map((mail) => mail.to),
    contents: () => new Set(server.messages.map(({ raw }) => raw)),
  };
};

const sessionSteps = ['CONNECT', 'EHLO', 'STARTTLS', 'AUTH'] as const;
const messageSteps = ['MAIL', 'RCPT', 'DATA', 'MESSAGE'] as const;

/** Says `answer` at one step, and nothing unusual at the others. */
const at =
  (step: string, answer: string): NonNullable<MailSinkOptions['override']> =>
  (stage) =>
    // Without EHLO a client may try the old HELO.
    stage === step || (step === 'EHLO' && stage === 'HELO') ? answer : undefined;

describe('a mail server that says "later" keeps the report, which arrives once when it is mended', () => {
  test.each([...sessionSteps, ...messageSteps])('at %s', async (step) => {
    const { flush, mend, arrived } = await start(at(step, '451 4.3.0 Not now'));
    expect(await flush()).toEqual(['kept']);
    expect(await flush()).toEqual(['kept']);
    mend();
    expect(await flush()).toEqual(['delivered']);
    expect(await flush()).toEqual([]);
    expect(arrived()).toEqual([[marta]]);
  });
});

describe('a mail server that says "no" to us keeps the report, which arrives once when that is put right', () => {
  test.each(sessionSteps)('at %s', async (step) => {
    const { flush, mend, arrived } = await start(at(step, '554 5.3.0 No'));
    expect(await flush()).toEqual(['kept']);
    mend();
    expect(await flush()).toEqual(['delivered']);
    expect(arrived()).toEqual([[marta]]);
  });
});

describe('a mail server that says "no" to this message is not asked again', () => {
  test.each(messageSteps)('at %s', async (step) => {
    const { flush, mend, arrived, store } = await start(at(step, '554 5.3.0 No'));
    expect(await flush()).toEqual(['refused']);
    mend();
    expect(await flush()).toEqual([]);
    expect(arrived()).toEqual([]);
    expect(store.runs(1)).toMatchObject([{ outcome: 'refused' }]);
    expect(store.undelivered(source)).toMatchObject([
      { address: marta, state: 'refused', reason: expect.stringContaining('554 5.3.0 No') },
    ]);
  });
});

describe('a connection that breaks keeps the report, which arrives once when it holds', () => {
  test.each([...sessionSteps, 'MAIL', 'RCPT', 'DATA'])('at %s', async (step) => {
    const { flush, mend, arrived } = await start(at(step, 'drop'));
    expect(await flush()).toEqual(['kept']);
    expect(await flush()).toEqual(['kept']);
    expect(await flush()).toEqual(['kept']);
    mend();
    expect(await flush()).toEqual(['delivered']);
    expect(arrived()).toEqual([[marta]]);
  });

  test('but where the server may have taken it: then it is sent once more, and no third time', async () => {
    const { flush, arrived, contents, store } = await start(at('MESSAGE', 'drop'));
    expect(await flush()).toEqual(['kept']);
    expect(await flush()).toEqual(['delivered']);
    expect(await flush()).toEqual([]);
    expect(arrived()).toEqual([[marta], [marta]]);
    expect(contents().size).toBe(1);
    expect(store.undelivered(source)).toMatchObject([{ state: 'unconfirmed' }]);
  });
});

describe('recipients', () => {
  const for3 = [marta, boris, yuki];
  const rcpt =
    (address: string, answer: string): NonNullable<MailSinkOptions['override']> =>
    (stage, argument) =>
      stage === 'RCPT' && argument.includes(address) ? answer : undefined;

  test('one of three whom the server does not know: the two others have it, once', async () => {
    const { flush, arrived, store } = await start(rcpt(boris, '550 5.1.1 No such user'), for3);
    expect(await flush()).toEqual(['delivered']);
    expect(await flush()).toEqual([]);
    expect(arrived()).toEqual([[marta, yuki]]);
    expect(store.undelivered(source)).toMatchObject([{ address: boris }]);
  });

  test('one of three who is greylisted: gets the same mail later, and nobody gets it twice', async () => {
    const { flush, mend, arrived, contents } = await start(rcpt(boris, '451 4.7.1 Greylisted'), for3);
    expect(await flush()).toEqual(['delivered']);
    mend();
    expect(await flush()).toEqual(['delivered']);
    expect(await flush()).toEqual([]);
    expect(arrived()).toEqual([[marta, yuki], [boris]]);
    expect(contents().size).toBe(1);
  });

  test('all of them greylisted: kept, and sent to all of them together', async () => {
    const { flush, mend, arrived } = await start(at('RCPT', '451 4.7.1 Greylisted'), for3);
    expect(await flush()).toEqual(['kept']);
    mend();
    expect(await flush()).toEqual(['delivered']);
    expect(arrived()).toEqual([for3]);
  });

  test('one unknown, two greylisted: the unknown one is settled, the two get it', async () => {
    const { flush, mend, arrived, store } = await start(
      (stage, argument) =>
        stage !== 'RCPT' ? undefined : argument.includes(boris) ? '550 5.1.1 No' : '451 4.7.1 Later',
      for3,
    );
    expect(await flush()).toEqual(['kept']);
    mend();
    expect(await flush()).toEqual(['delivered']);
    expect(arrived()).toEqual([[marta, yuki]]);
    expect(store.undelivered(source)).toMatchObject([{ address: boris, state: 'refused' }]);
  });

  test('one who is refused when the connection breaks after the message: is no worse off than the others', async () => {
    const { flush, mend, arrived } = await start(
      (stage, argument) =>
        stage === 'MESSAGE' ? 'drop' : rcpt(boris, '550 5.1.1 No such user')(stage, argument),
      for3,
    );
    expect(await flush()).toEqual(['kept']);
    mend();
    expect(await flush()).toEqual(['delivered']);
    expect(arrived()).toEqual([[marta, yuki], for3]);
  });
});

test('a server that refuses one of many messages takes the others, oldest first', async () => {
  let count = 0;
  const { flush, enqueue, arrived } = await start((stage) => {
    if (stage !== 'MESSAGE') return undefined;
    count += 1;
    return count === 2 ? '554 5.7.1 Looks like spam' : undefined;
  });
  await enqueue('second');
  await enqueue('third');
  expect(await flush()).toEqual(['delivered', 'refused', 'delivered']);
  expect(arrived()).toEqual([[marta], [marta]]);
});
