import { describe, expect, test } from 'vitest';
import { startMailSink } from '../../src/demo/mail.ts';
import { logLines } from '../helpers/program.ts';
import { type Env, smtpAccount, startNetwork, type TestNetwork, withoutIntegrations } from './network.ts';
import { historyOf, mailsOf, savedIn } from './results.ts';

const once = (network: TestNetwork, changes: Env = {}) =>
  network.once({ ...withoutIntegrations, ...changes });

const messageIds = async (network: Pick<TestNetwork, 'mail'>): Promise<readonly string[]> =>
  (await mailsOf(network)).map(({ messageId }) => messageId);

describe.concurrent('a mail server that is down', () => {
  test('the report is kept and saved; the next run sends it first, then its own, each once', async () => {
    await using network = await startNetwork();
    const { port } = network.mail;
    await network.mail.close();
    const first = await once(network);
    const kept = await historyOf(network);

    expect(first.code).toBe(4);
    expect(first.stderr).toMatch(/^unifi-report: not delivered: .+127\.0\.0\.1.+$/m);
    expect(savedIn(network.dataDir)).toHaveLength(1);
    expect(kept).toMatchObject([{ outcome: 'kept', exitCode: 4 }]);

    const mail = await startMailSink({ port, auth: smtpAccount });
    try {
      const second = await once(network);
      const history = await historyOf(network);
      const ids = await messageIds({ mail });

      expect(second.code).toBe(0);
      expect(ids).toEqual([kept[0]?.messageId, history[0]?.messageId]);
      expect(new Set(ids).size).toBe(2);
      expect(history.map(({ outcome }) => outcome)).toEqual(['delivered', 'delivered']);
    } finally {
      await mail.close();
    }
  });

  test('a report in the outbox does not move the start of the next one', async () => {
    await using network = await startNetwork();
    await network.mail.close();
    await once(network);
    await once(network);
    const [second, first] = await historyOf(network);
    const lengthMs = (run: typeof first): number => Date.parse(run?.to ?? '') - Date.parse(run?.from ?? '');

    expect([lengthMs(first), lengthMs(second)]).toEqual([24 * 3_600_000, 24 * 3_600_000]);
  });

  test('a message taken by a server that dies before it says so is sent once more with the same Message-ID', async () => {
    let drops = 1;
    await using network = await startNetwork({
      mail: { override: (stage) => (stage === 'MESSAGE' && drops-- > 0 ? 'drop' : undefined) },
    });
    const first = await once(network);
    const second = await once(network);
    const [taken, again, next, ...others] = await messageIds(network);

    expect([first.code, second.code]).toEqual([4, 0]);
    expect(again).toBe(taken);
    expect(next).not.toBe(taken);
    expect(others).toEqual([]);
    expect((await historyOf(network)).map(({ outcome }) => outcome)).toEqual(['delivered', 'delivered']);
  });
});

describe.concurrent('encryption and recipients', () => {
  test('a server without STARTTLS gets nothing, neither the report nor the password', async () => {
    const heard: string[] = [];
    await using network = await startNetwork({
      mail: {
        tls: 'none',
        override: (stage, argument) => {
          heard.push(`${stage} ${argument}`.trim());
          return undefined;
        },
      },
    });
    const ended = await once(network);

    expect(ended.code).toBe(4);
    expect(network.mail.messages).toEqual([]);
    expect(heard.filter((line) => !/^(CONNECT|EHLO|STARTTLS|QUIT)\b/.test(line))).toEqual([]);
    expect(ended.stderr).toMatch(/not delivered: .*(STARTTLS|encrypt)/i);
  });

  test('SMTP_TLS=none says so at every start, and sends', async () => {
    await using network = await startNetwork({ mail: { tls: 'none' } });
    const ended = await once(network, { SMTP_TLS: 'none' });

    expect(ended.code).toBe(0);
    expect(network.mail.messages).toMatchObject([{ secure: false }]);
    expect(ended.stderr).toContain('the report and the password are sent unencrypted');
  });

  test('SMTP_TLS=implicit talks TLS from the first byte', async () => {
    await using network = await startNetwork({ mail: { tls: 'implicit' } });

    expect((await once(network, { SMTP_TLS: 'implicit' })).code).toBe(0);
    expect(network.mail.messages).toMatchObject([{ secure: true }]);
  });

  test('a mail server whose certificate nobody vouches for gets nothing unless told otherwise', async () => {
    await using network = await startNetwork();
    const ended = await once(network, { SMTP_TLS_VERIFY: undefined });

    expect(ended.code).toBe(4);
    expect(network.mail.messages).toEqual([]);
    expect(ended.stderr).toMatch(/not delivered: .*certificate/);
  });

  test('one refused recipient of two: delivered to the other, and named in the log', async () => {
    await using network = await startNetwork({
      mail: {
        override: (stage, argument) =>
          stage === 'RCPT' && argument.includes('nobody@') ? '550 5.1.1 No such user' : undefined,
      },
    });
    const ended = await once(network, { EMAIL_TO: 'marta@harbour.example, nobody@harbour.example' });

    expect(ended.code).toBe(0);
    expect(network.mail.messages).toMatchObject([{ to: ['marta@harbour.example'] }]);
    expect(logLines(ended.stderr)).toContainEqual(
      expect.objectContaining({ event: 'recipient_refused', recipient: 'nobody@harbour.example' }),
    );
  });

  test('blind copies are in the envelope and in no header', async () => {
    await using network = await startNetwork();
    await once(network, { EMAIL_BCC: 'secret-reader@harbour.example' });
    const [message] = network.mail.messages;

    expect(message?.to).toContain('secret-reader@harbour.example');
    expect(message?.raw).not.toContain('secret-reader');
  });

  test('a mail server without a recipient is a configuration error', async () => {
    await using network = await startNetwork();
    const ended = await once(network, { EMAIL_TO: undefined });

    expect(ended.code).toBe(2);
    expect(ended.stderr).toMatch(/^ +EMAIL_TO: is required/m);
    expect(network.console.requests).toEqual([]);
  });
});
