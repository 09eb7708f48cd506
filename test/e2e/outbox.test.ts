import { describe, expect, test } from 'vitest';
import { startMailSink } from '../../src/demo/mail.ts';
import { startingAt } from './clock.ts';
import { type Env, type NetworkOptions, smtpAccount, startNetwork, withoutIntegrations } from './network.ts';
import { countOf, historyOf, mailsOf } from './results.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const onlyOnce: Env = { ...withoutIntegrations };
const says =
  (event: string, times = 1) =>
  (output: string) =>
    countOf(output, `"event":"${event}"`) >= times;

/** A mail server with a fault that can be mended. */
const faulty = (override: NonNullable<NonNullable<NetworkOptions['mail']>['override']>) => {
  let isFaulty = true;
  const mail: NetworkOptions['mail'] = {
    override: (stage, argument) => (isFaulty ? override(stage, argument) : undefined),
  };
  const mend = (): void => {
    isFaulty = false;
  };
  return { mail, mend };
};

const unknownUser =
  (address: string) =>
  (stage: string, argument: string): string | undefined =>
    stage === 'RCPT' && argument.includes(address) ? '550 5.1.1 No such user' : undefined;

describe.concurrent('a mail server that is gone for days', () => {
  test('gets every report when it is back: oldest first, each once, each with the time it was made for', async () => {
    await using network = await startNetwork();
    const { port } = network.mail;
    await network.mail.close();
    const nowMs = Date.now();
    const onDay = (day: number) => network.run(['run', '--once'], onlyOnce, startingAt(nowMs + day * dayMs));
    const codes = [(await onDay(0)).code, (await onDay(1)).code, (await onDay(2)).code];

    const mail = await startMailSink({ port, auth: smtpAccount });
    try {
      codes.push((await onDay(3)).code);
      const mails = await mailsOf({ mail });
      const history = await historyOf(network);

      expect(codes).toEqual([4, 4, 4, 0]);
      expect(mails.map(({ messageId }) => messageId)).toEqual(
        history.map(({ messageId }) => messageId).reverse(),
      );
      expect(new Set(mails.map(({ messageId }) => messageId)).size).toBe(4);
      expect(history.map(({ outcome }) => outcome)).toEqual(Array(4).fill('delivered'));
      // A date has whole seconds: the first one may lie before its report by less than that, and be -0 days after it.
      const dates = mails.map(
        ({ parsed }) => Math.round((Date.parse(parsed.date ?? '') - nowMs) / dayMs) || 0,
      );
      expect(dates).toEqual([0, 1, 2, 3]);
      // What was not delivered yet moved no mark; what came at last moved it to its own end.
      expect(history[0]?.from).toBe(history[1]?.to);
    } finally {
      await mail.close();
    }
  });

  test('gets what waits from a daemon at its start, without another report', async () => {
    const { mail, mend } = faulty(() => '421 4.3.2 Not now');
    await using network = await startNetwork({ mail });
    const once = await network.once(onlyOnce);
    mend();
    const daemon = network.start(['run'], {
      ...onlyOnce,
      REPORT_SCHEDULE: '0 0 1 1 *',
      REPORT_CATCH_UP: 'false',
    });
    await daemon.until(says('mail_delivered'));
    daemon.kill('SIGTERM');

    expect(once.code).toBe(4);
    expect(await daemon.ended).toMatchObject({ code: 0 });
    expect(await historyOf(network)).toMatchObject([{ outcome: 'delivered', exitCode: 4 }]);
    expect(network.mail.messages).toHaveLength(1);
  });
});

describe.concurrent('the next report', () => {
  test('names one of three recipients who was refused; once told, it is told no more', async () => {
    await using network = await startNetwork({ mail: { override: unknownUser('nobody@') } });
    const three: Env = {
      ...onlyOnce,
      EMAIL_TO: 'Marta <marta@harbour.example>, nobody@harbour.example',
      EMAIL_CC: 'yuki@harbour.example',
    };
    const first = await network.once(three);
    const two: Env = { ...onlyOnce, EMAIL_TO: 'marta@harbour.example, nobody@harbour.example' };
    const second = await network.once(two);
    await network.once({ ...onlyOnce, EMAIL_TO: 'marta@harbour.example' });
    await network.once({ ...onlyOnce, EMAIL_TO: 'marta@harbour.example' });
    const texts = (await mailsOf(network)).map(({ text }) => text.replaceAll(/\s+/g, ' '));
    const told = texts.map((text) => countOf(text, 'was refused by the mail server for'));

    expect([first.code, second.code]).toEqual([0, 0]);
    expect(texts[1]).toMatch(
      /was refused by the mail server for nobody@harbour\.example: 550 5\.1\.1 No such user/,
    );
    expect((await mailsOf(network))[1]?.html).toContain('nobody@harbour.example');
    expect(told).toEqual([0, 1, 1, 0]);
  });

  test('names a report that nobody took, which left with 4 and is not sent again', async () => {
    const { mail, mend } = faulty((stage) => (stage === 'MESSAGE' ? '554 5.7.1 Looks like spam' : undefined));
    await using network = await startNetwork({ mail });
    const first = await network.once(onlyOnce);
    mend();
    const second = await network.once(onlyOnce);
    const mails = await mailsOf(network);
    const [latest, refused] = await historyOf(network);

    expect([first.code, second.code]).toEqual([4, 0]);
    expect(first.stderr).toMatch(/^unifi-report: not delivered: .*Looks like spam/m);
    expect(refused).toMatchObject({ outcome: 'refused', exitCode: 4 });
    expect(mails.map(({ messageId }) => messageId)).toEqual([latest?.messageId]);
    expect(mails[0]?.text.replaceAll(/\s+/g, ' ')).toMatch(
      /was refused by the mail server for marta@harbour-office\.example: .*Looks like spam/,
    );
  });

  test('does not give away who gets a blind copy', async () => {
    await using network = await startNetwork({ mail: { override: unknownUser('secret-reader@') } });
    const blind: Env = { ...onlyOnce, EMAIL_BCC: 'secret-reader@harbour.example' };
    await network.once(blind);
    await network.once(blind);
    const [, second] = network.mail.messages;

    expect(second?.raw).not.toContain('secret-reader');
    expect((await mailsOf(network))[1]?.text.replaceAll(/\s+/g, ' ')).toContain(
      'was refused by the mail server for a recipient who is not named here.',
    );
  });
});

describe.concurrent('a report that was due while nobody was there', () => {
  const daily: Env = { ...withoutIntegrations, REPORT_SCHEDULE: 'daily' };

  test('says so in its subject, and is one for all that were missed', async () => {
    await using network = await startNetwork();
    await network.once(withoutIntegrations);
    const daemon = network.start(['run'], daily, startingAt(Date.now() + 3 * dayMs));
    await daemon.until(says('report_done'));
    daemon.kill('SIGTERM');
    await daemon.ended;
    const subjects = (await mailsOf(network)).map(({ subject }) => subject);

    expect(subjects).toHaveLength(2);
    expect(subjects[0]).not.toContain('delayed');
    expect(subjects[1]).toMatch(/^\[[^\]]+, delayed\] Harbour Office: /);
  });

  test('is not the very first one, for which nobody waited', async () => {
    await using network = await startNetwork();
    const daemon = network.start(['run'], daily);
    await daemon.until(says('report_done'));
    daemon.kill('SIGTERM');
    await daemon.ended;

    expect((await mailsOf(network)).map(({ subject }) => subject)).toEqual([
      expect.not.stringContaining('delayed'),
    ]);
  });
});
