import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { json } from '../../src/demo/http/reply.ts';
import { startMailSink } from '../../src/demo/mail.ts';
import { logLines, temporaryFolder } from '../helpers/program.ts';
import { type Env, smtpAccount, startNetwork, type TestNetwork } from './network.ts';
import { historyOf, lastSaved, mailsOf, onlyMail, savedIn } from './results.ts';

/** These tests are about the way of a report, not about what stands in it. */
const alone: Env = {
  CLOUDFLARE_API_TOKEN: undefined,
  CLOUDFLARE_API_BASE_URL: undefined,
  CYBERSECURE_API_KEY: undefined,
};

const once = (network: TestNetwork, changes: Env = {}) => network.once({ ...alone, ...changes });

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

describe.concurrent('the period', () => {
  test('starts where the last delivered report ended, and --since does not move that', async () => {
    await using network = await startNetwork();
    await once(network);
    const since = await network.run(['run', '--once', '--since', '2h'], alone);
    await once(network);
    const [third, second, first] = await historyOf(network);

    expect(since.code).toBe(0);
    expect(Date.parse(second?.to ?? '') - Date.parse(second?.from ?? '')).toBe(2 * 3_600_000);
    expect(third?.from).toBe(first?.to);
  });

  test('a second network in the same DATA_DIR has a period of its own', async () => {
    await using network = await startNetwork();
    await using other = await startNetwork();
    await once(network);
    await once(network, { UNIFI_HOST: other.console.host });
    const [second, first] = await historyOf(network);

    expect(first?.outcome).toBe('delivered');
    expect(Date.parse(second?.to ?? '') - Date.parse(second?.from ?? '')).toBe(24 * 3_600_000);
  });
});

describe.concurrent('without mail', () => {
  test('no SMTP_HOST: saving is delivery', async () => {
    await using network = await startNetwork();
    const ended = await once(network, { SMTP_HOST: undefined });

    expect(ended.code).toBe(0);
    expect(network.mail.messages).toEqual([]);
    expect(savedIn(network.dataDir)).toHaveLength(1);
    expect(await historyOf(network)).toMatchObject([{ outcome: 'delivered', exitCode: 0 }]);
  });

  test('--dry-run sends and records nothing, prints the text part, and writes the HTML where --out says', async () => {
    await using network = await startNetwork();
    const out = join(network.dataDir, 'preview.html');
    const ended = await network.run(['run', '--once', '--dry-run', '--out', out], alone);

    expect(ended.code).toBe(0);
    expect(ended.stdout).toMatch(/^Subject: \[critical\] Harbour Office: .+\n\nHarbour Office\n/);
    expect(ended.stdout).toContain('\nClients\n=======\n');
    expect(readFileSync(out, 'utf8')).toMatch(/^<!DOCTYPE html>[\s\S]+<\/html>\s*$/);
    expect(network.mail.messages).toEqual([]);
    expect(await historyOf(network)).toEqual([]);
    expect(() => savedIn(network.dataDir)).toThrow('ENOENT');
  });

  test('--dry-run leaves what lies in the outbox where it is', async () => {
    let refusing = true;
    await using network = await startNetwork({
      mail: { override: () => (refusing ? '421 4.3.2 Not now' : undefined) },
    });
    const kept = await once(network);
    refusing = false;
    const dry = await network.run(['run', '--once', '--dry-run'], alone);

    expect([kept.code, dry.code]).toEqual([4, 0]);
    expect(network.mail.messages).toEqual([]);
    expect(await historyOf(network)).toMatchObject([{ outcome: 'kept' }]);
  });
});

describe.concurrent('REPORT_ONLY_IF', () => {
  /** Nothing is offline, hot, attacked or down here, and nobody copies the network's name. */
  const quiet =
    /stat\/device$|stat\/health$|stat\/rogueap$|traffic-flows|system-log|downtime|isp\/health|speedtest/;
  const quietly = {
    console: {
      override: ({ path }: { readonly path: string }) =>
        quiet.test(path) ? json(200, { meta: { rc: 'ok' }, data: [] }) : undefined,
    },
  };

  test('keeps a report without anything critical to itself: saved, recorded as silent, and the period goes on', async () => {
    await using network = await startNetwork(quietly);
    const first = await once(network, { REPORT_ONLY_IF: 'critical' });
    const second = await once(network, { REPORT_ONLY_IF: 'critical' });
    const [latest, earliest] = await historyOf(network);

    expect([first.code, second.code]).toEqual([0, 0]);
    expect(lastSaved(network.dataDir).report.verdict.counts).toMatchObject({ critical: 0, warning: 0 });
    expect(network.mail.messages).toEqual([]);
    expect(savedIn(network.dataDir)).toHaveLength(2);
    expect([earliest?.outcome, latest?.outcome]).toEqual(['silent', 'silent']);
    expect(latest?.from).toBe(earliest?.to);
  });

  test('sends what is critical', async () => {
    await using network = await startNetwork();
    await once(network, { REPORT_ONLY_IF: 'critical' });

    expect((await onlyMail(network)).subject).toMatch(/^\[critical\]/);
  });

  test('never keeps a console that could not be read to itself', async () => {
    await using network = await startNetwork();
    const ended = await once(network, { REPORT_ONLY_IF: 'critical', UNIFI_API_KEY: 'another-key' });

    expect(ended.code).toBe(3);
    expect((await onlyMail(network)).subject).toMatch(/The console could not be read$/);
  });
});

test('a DATA_DIR that cannot be written does not stop the mail, which says so', async () => {
  await using network = await startNetwork();
  const folder = temporaryFolder();
  const file = join(folder.path, 'data');
  writeFileSync(file, 'a file in the place of the directory');
  try {
    const ended = await once(network, { DATA_DIR: file });
    const mail = await onlyMail(network);

    expect(ended.code).toBe(0);
    for (const part of [mail.html, mail.text.replaceAll(/\s+/g, ' ')])
      expect(part).toContain('is not a directory: remove the file of that name');
  } finally {
    folder.remove();
  }
});
