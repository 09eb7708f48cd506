import { afterEach, describe, expect, test } from 'vitest';
import type { MailSettings, Message } from '../../src/deliver/mail.ts';
import { type MailSinkOptions, startMailSink } from '../../src/demo/mail.ts';
import { startTokenServer, type TokenServer } from '../helpers/token-server.ts';
import { mailingFor } from './mailers.ts';

const opened: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const server of opened.splice(0)) await server.close();
});

const account = { username: 'reports@example.org', password: 'p@ss "wörd"' };
const never = new AbortController().signal;
const message: Message = {
  messageId: '<run-1@example.org>',
  subject: 'Report',
  html: '<p>Report</p>',
  text: 'Report',
  images: [],
  dateMs: Date.UTC(2026, 10, 21),
  severity: 'clear',
};

const startSink = async (options: MailSinkOptions) => {
  const heard: string[] = [];
  const sink = await startMailSink({
    ...options,
    override: (verb, argument) => {
      heard.push(`${verb} ${argument}`);
      return options.override?.(verb, argument);
    },
  });
  opened.push(sink);
  return { sink, heard, logins: () => heard.filter((line) => line.startsWith('AUTH ')) };
};

const settingsFor = (port: number, auth: MailSettings['auth']): MailSettings => ({
  host: '127.0.0.1',
  port,
  tls: 'starttls',
  verifyTls: false,
  ...(auth && { auth }),
  from: 'reports@example.org',
  to: ['owner@example.org'],
  cc: [],
  bcc: [],
});

describe('a password', () => {
  test.each([
    ['PLAIN', ['PLAIN']],
    ['LOGIN', ['LOGIN']],
    ['PLAIN', ['PLAIN', 'LOGIN', 'XOAUTH2']],
    ['LOGIN', ['XOAUTH2', 'LOGIN']],
  ] as const)('is shown with AUTH %s to a server that offers %j', async (mechanism, mechanisms) => {
    const { sink, logins } = await startSink({ auth: account, mechanisms });
    const mailer = mailingFor(settingsFor(sink.port, { kind: 'password', ...account }));

    expect(await mailer.send(message, never)).toMatchObject({ outcome: 'delivered' });
    expect(sink.messages).toMatchObject([{ secure: true }]);
    expect(logins()).toEqual([expect.stringMatching(new RegExp(`^AUTH ${mechanism}( |$)`))]);
  });

  test('is not taken by a server that wants tokens only, which is said', async () => {
    const { sink } = await startSink({ auth: account, mechanisms: ['XOAUTH2'] });
    const result = await mailingFor(settingsFor(sink.port, { kind: 'password', ...account })).send(
      message,
      never,
    );

    expect(result).toMatchObject({ outcome: 'kept', reason: expect.stringContaining('SMTP_OAUTH_') });
    expect(sink.messages).toEqual([]);
  });
});

describe('OAuth 2', () => {
  const startBoth = async () => {
    const tokens = await startTokenServer();
    opened.push(tokens);
    const auth = { ...account, accessToken: tokens.lastToken };
    const mechanisms = ['PLAIN', 'LOGIN', 'XOAUTH2'] as const;
    const started = await startSink({ auth, mechanisms });
    return { ...started, tokens, settings: settingsFor(started.sink.port, authAt(tokens)) };
  };
  const authAt = (tokens: TokenServer, username = account.username): MailSettings['auth'] => ({
    kind: 'oauth2',
    username,
    client: { clientId: 'client', refreshToken: 'refresh', tokenUrl: tokens.url },
  });

  test('logs in with XOAUTH2 and a token of its own for each message', async () => {
    const { sink, tokens, logins, settings } = await startBoth();
    const mailer = mailingFor(settings);
    const results = [await mailer.send(message, never), await mailer.send(message, never)];

    expect(results.map(({ outcome }) => outcome)).toEqual(['delivered', 'delivered']);
    expect(sink.messages).toMatchObject([{ secure: true }, { secure: true }]);
    expect(tokens.forms).toHaveLength(2);
    expect(logins().map((line) => line.split(' ').slice(0, 2).join(' '))).toEqual([
      'AUTH XOAUTH2',
      'AUTH XOAUTH2',
    ]);
  });

  test('is tried by verify as well, which sends nothing', async () => {
    const { sink, logins, settings } = await startBoth();

    expect(await mailingFor(settings).verify(never)).toEqual({ ok: true, isLoggedIn: true });
    expect(logins()).toHaveLength(1);
    expect(sink.messages).toEqual([]);
  });

  test('is refused with what to check when the token is for another mailbox', async () => {
    const { sink, tokens } = await startBoth();
    const mailer = mailingFor(settingsFor(sink.port, authAt(tokens, 'somebody@example.org')));

    for (const reason of [
      await mailer
        .send(message, never)
        .then((sent) => (sent.outcome === 'kept' ? sent.reason : sent.outcome)),
      await mailer.verify(never).then((verified) => (verified.ok ? 'ok' : verified.reason)),
    ])
      expect(reason).toMatch(/refused the login .*535 5\.7\.8.*SMTP_USERNAME is the mailbox that signed in/);
    expect(sink.messages).toEqual([]);
  });

  test('without a token does not even connect to the mail server, and the message is kept', async () => {
    const { tokens, heard, settings } = await startBoth();
    await tokens.close();
    const mailer = mailingFor(settings);

    expect(await mailer.send(message, never)).toMatchObject({
      outcome: 'kept',
      reason: expect.stringContaining('SMTP_OAUTH_TOKEN_URL'),
    });
    expect(await mailer.verify(never)).toMatchObject({
      ok: false,
      reason: expect.stringContaining('SMTP_OAUTH_TOKEN_URL'),
    });
    // Not even a connection.
    expect(heard).toEqual([]);
  });
});
