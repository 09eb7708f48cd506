import { readdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { describe, expect, test } from 'vitest';
import { listen } from '../../src/demo/http/listen.ts';
import { programVersion } from '../../src/version.ts';
import { temporaryFolder } from '../helpers/program.ts';
import { leaks, placesOf } from './leaks.ts';
import { type Env, startNetwork, type TestNetwork } from './network.ts';
import { historyOf, mailsOf, onlyMail } from './results.ts';

/** Runs it, and makes sure that it asked the mail server alone and left nothing behind. */
const sendTest = async (network: TestNetwork, changes: Env = {}) => {
  const folder = temporaryFolder();
  try {
    const ended = await network.run(['send-test'], { DATA_DIR: folder.path, ...changes });
    expect(readdirSync(folder.path)).toEqual([]);
    expect([...network.console.requests, ...network.cloudflare.requests]).toEqual([]);
    expect(leaks(await placesOf(network, ended))).toEqual([]);
    expect(ended.stdout + ended.stderr).not.toMatch(/^\s+at .+:\d+:\d+\)?$/m);
    return ended;
  } finally {
    folder.remove();
  }
};

describe.concurrent('send-test', () => {
  test('sends one small message to every recipient, and says who took it', async () => {
    await using network = await startNetwork();
    const ended = await sendTest(network, {
      EMAIL_TO: 'marta@harbour.example, Jonas <jonas@harbour.example>',
      EMAIL_CC: 'copy@harbour.example',
      EMAIL_BCC: 'secret-reader@harbour.example',
      REPORT_TITLE: 'Harbour Office',
      REPORT_TIMEZONE: 'Europe/Berlin',
      REPORT_ONLY_IF: 'warning',
    });
    const mail = await onlyMail(network);
    const [message] = network.mail.messages;

    expect(ended.code).toBe(0);
    expect(ended.stdout).toBe(
      `OK: 127.0.0.1:${network.mail.port} (starttls) took the test message for marta@harbour.example, jonas@harbour.example, copy@harbour.example, secret-reader@harbour.example\n`,
    );
    expect(message).toMatchObject({
      secure: true,
      to: [
        'marta@harbour.example',
        'jonas@harbour.example',
        'copy@harbour.example',
        'secret-reader@harbour.example',
      ],
    });
    expect(message?.raw).not.toContain('secret-reader');
    expect(message?.raw.length).toBeLessThan(10_000);
    expect(mail.subject).toBe('Test of unifi-report: Harbour Office');
    expect(mail.messageId).toMatch(/^<test-.+@harbour-office\.example>$/);
    for (const part of [mail.html, mail.text]) {
      expect(part).toContain('This is a test of unifi-report');
      expect(part).toContain(`unifi-report ${programVersion()}`);
      expect(part).toContain(network.console.host);
      expect(part).toContain('the network, Cloudflare, CyberSecure');
      expect(part).toContain('only if something is at least a warning');
      expect(part).toMatch(/07:00:00 (CET|CEST|GMT\+[12])/);
    }
  });

  test('leaves reports that wait in the outbox, and the start of the next one, as they are', async () => {
    let isDown = true;
    await using network = await startNetwork({
      mail: { override: () => (isDown ? '421 4.3.2 Not now' : undefined) },
    });
    await network.once();
    const before = await historyOf(network);
    isDown = false;
    const ended = await network.run(['send-test']);

    expect(ended.code).toBe(0);
    expect((await mailsOf(network)).map(({ subject }) => subject)).toEqual(['Test of unifi-report']);
    expect(await historyOf(network)).toEqual(before);
    expect(before).toMatchObject([{ outcome: 'kept' }]);
  });

  test('a refused recipient among others is a failure that names it', async () => {
    await using network = await startNetwork({
      mail: {
        override: (verb, argument) =>
          verb === 'RCPT' && argument.includes('nobody@') ? '550 5.1.1 No such user' : undefined,
      },
    });
    const ended = await sendTest(network, { EMAIL_TO: 'marta@harbour.example, nobody@harbour.example' });

    expect(ended.code).toBe(1);
    expect(ended.stdout).toMatch(/^OK: .* for marta@harbour\.example\n$/);
    expect(ended.stderr).toMatch(
      /^unifi-report: the mail server refused nobody@harbour\.example: 550 5\.1\.1 No such user$/m,
    );
  });

  test('a wrong password is told with the variables', async () => {
    await using network = await startNetwork();
    const ended = await sendTest(network, { SMTP_PASSWORD: 'not-the-right-password' });

    expect(ended.code).toBe(1);
    expect(ended.stdout).toBe('');
    expect(ended.stderr).toMatch(
      /^unifi-report: the test message was not sent: The mail server .* refused the login .*535 5\.7\.8.*Check SMTP_USERNAME and SMTP_PASSWORD/m,
    );
    expect(ended.stderr).not.toContain('not-the-right');
    expect(network.mail.messages).toEqual([]);
  });

  test('a server without STARTTLS gets nothing', async () => {
    await using network = await startNetwork({ mail: { tls: 'none' } });
    const ended = await sendTest(network);

    expect(ended.code).toBe(1);
    expect(ended.stderr).toMatch(/the test message was not sent: .*offers no STARTTLS/);
    expect(network.mail.messages).toEqual([]);
  });

  test('a server that dies with the message in its hands may have it', async () => {
    await using network = await startNetwork({
      mail: { override: (verb) => (verb === 'MESSAGE' ? 'drop' : undefined) },
    });
    const ended = await network.run(['send-test']);

    expect(ended.code).toBe(1);
    expect(ended.stderr).toMatch(/may not have arrived: .*closed the connection/);
  });

  test('without SMTP_HOST there is nothing to test: exit 2, with the variables to set', async () => {
    await using network = await startNetwork();
    const ended = await sendTest(network, { SMTP_HOST: undefined });

    expect(ended.code).toBe(2);
    expect(ended.stderr).toMatch(
      /^unifi-report: SMTP_HOST is not set: .*Set SMTP_HOST, EMAIL_FROM and EMAIL_TO\.$/m,
    );
    expect(network.mail.messages).toEqual([]);
  });

  test('SIGTERM ends it while the server hangs, without a verdict', async ({ onTestFinished }) => {
    await using network = await startNetwork();
    const connected = Promise.withResolvers<void>();
    const silent = await listen(createServer(() => connected.resolve()));
    onTestFinished(silent.close);
    const program = network.start(['send-test'], { SMTP_PORT: String(silent.port) });
    await connected.promise;
    program.kill('SIGTERM');
    const ended = await program.ended;

    expect(ended.code).toBe(143);
    expect(ended.stdout + ended.stderr).not.toMatch(/OK|not sent/);
  });
});
