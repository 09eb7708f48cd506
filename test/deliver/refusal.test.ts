import { afterEach, describe, expect, test } from 'vitest';
import type { LoginKind } from '../../src/deliver/login.ts';
import type { MailAuth, MailSettings, Message } from '../../src/deliver/mail.ts';
import { startMailSink } from '../../src/demo/mail.ts';
import { grant, startTokenServer } from '../helpers/token-server.ts';
import { mailingFor } from './mailers.ts';

const opened: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const server of opened.splice(0)) await server.close();
});

const account = { username: 'reports@example.org', password: 'correct horse' };
const accessToken = 'access-token-canary';

const authOf = async (login: LoginKind): Promise<{ auth?: MailAuth }> => {
  if (login === 'none') return {};
  if (login === 'password') return { auth: { kind: 'password', ...account } };
  const server = await startTokenServer({ answer: () => grant(accessToken) });
  opened.push(server);
  const client = { clientId: 'client', refreshToken: 'refresh-token-canary', tokenUrl: server.url };
  return { auth: { kind: 'oauth2', username: account.username, client } };
};

const message: Message = {
  messageId: '<run-1@example.org>',
  subject: 'Report',
  html: '<p>Report</p>',
  text: 'Report',
  images: [],
  dateMs: Date.UTC(2026, 10, 21),
  severity: 'clear',
};

type Stage = 'AUTH' | 'MAIL' | 'RCPT' | 'DATA' | 'MESSAGE';

/** Sends a message to a real mail server that answers one command with `reply`. */
const sendTo = async (stage: Stage, reply: string, login: LoginKind) => {
  const sink = await startMailSink({
    tls: 'none',
    ...(login !== 'none' && { auth: { ...account, accessToken: () => accessToken } }),
    mechanisms: ['PLAIN', 'XOAUTH2'],
    override: (verb) => (verb === stage ? reply : undefined),
  });
  opened.push(sink);
  const settings: MailSettings = {
    host: '127.0.0.1',
    port: sink.port,
    tls: 'none',
    verifyTls: true,
    from: 'reports@example.org',
    to: ['owner@example.com'],
    cc: [],
    bcc: [],
    ...(await authOf(login)),
  };
  const result = await mailingFor(settings).send(message, new AbortController().signal);
  if (result.outcome === 'delivered') throw new Error('the message was taken');
  return { ...result, server: `The mail server 127.0.0.1:${sink.port} ` };
};

interface Row {
  readonly stage: Stage;
  readonly reply: string;
  readonly login?: LoginKind;
  /** What happened, and what to do. */
  readonly says: readonly RegExp[];
  readonly never?: RegExp;
}

/** The words of real servers. A refusal of the session is about no message: it is sent again. */
const aboutTheSession: Readonly<Record<string, Row>> = {
  'Exchange Online without basic authentication': {
    stage: 'AUTH',
    reply: '550 5.7.30 Basic authentication is not supported for Client Submission.',
    says: [/no longer takes a user name and password/, /SMTP_OAUTH_/],
  },
  'Exchange Online, that said when the sender is named': {
    stage: 'MAIL',
    reply: '550 5.7.30 Basic authentication is not supported for Client Submission.',
    says: [/no longer takes a user name and password/, /SMTP_OAUTH_/],
  },
  'Microsoft 365 with SMTP AUTH switched off for the tenant': {
    stage: 'AUTH',
    reply:
      '535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant. Visit https://aka.ms/smtp_auth_disabled for more information.',
    says: [/"Authenticated SMTP" switched off/, /Ask the administrator to allow it/],
  },
  'Microsoft 365 with SMTP AUTH switched off, seen with a token': {
    stage: 'AUTH',
    login: 'oauth2',
    reply: '535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Mailbox.',
    says: [/"Authenticated SMTP" switched off/, /Ask the administrator to allow it/],
  },
  'Microsoft 365 with basic authentication switched off': {
    stage: 'AUTH',
    reply: '535 5.7.139 Authentication unsuccessful, basic authentication is disabled.',
    says: [/no longer takes a user name and password/, /SMTP_OAUTH_/],
  },
  'Microsoft 365 with security defaults': {
    stage: 'AUTH',
    reply:
      "535 5.7.139 Authentication unsuccessful, user is locked by your organization's security defaults policy. Contact your administrator.",
    says: [/policy of the organisation/, /Conditional Access/, /SMTP_OAUTH_/],
  },
  'Microsoft 365 with a wrong password': {
    stage: 'AUTH',
    reply: '535 5.7.139 Authentication unsuccessful, the user credentials were incorrect.',
    says: [/refused the login/, /Check SMTP_USERNAME and SMTP_PASSWORD/],
    never: /policy/,
  },
  'Exchange with a wrong password': {
    stage: 'AUTH',
    reply: '535 5.7.3 Authentication unsuccessful',
    says: [/refused the login/, /Check SMTP_USERNAME and SMTP_PASSWORD/],
  },
  'Gmail with the password of the account': {
    stage: 'AUTH',
    reply:
      '535-5.7.8 Username and Password not accepted. For more information, go to\r\n535 5.7.8 https://support.google.com/mail/?p=BadCredentials - gsmtp',
    says: [/refused the login/, /many providers want an app password/],
  },
  'Gmail with a token of another mailbox': {
    stage: 'AUTH',
    login: 'oauth2',
    reply: '535 5.7.8 Username and Password not accepted.',
    says: [/refused the login/, /SMTP_USERNAME is the mailbox that signed in/, /SMTP\.Send/],
    never: /app password|Check SMTP_USERNAME and SMTP_PASSWORD/,
  },
  'Gmail that wants an app password': {
    stage: 'AUTH',
    reply: '534-5.7.9 Application-specific password required. Learn more at\r\n534 5.7.9 https://g.co/',
    says: [/wants an app password/, /set SMTP_PASSWORD to it/, /SMTP_OAUTH_/],
  },
  'Gmail that wants a browser': {
    stage: 'AUTH',
    reply: '534 5.7.14 Please log in via your web browser and then try again.',
    says: [/web browser first/, /as SMTP_USERNAME/],
  },
  'a server that finds PLAIN too weak': {
    stage: 'AUTH',
    reply: '534 5.7.9 Authentication mechanism is too weak',
    says: [/too weak/, /SMTP_OAUTH_/],
  },
  'a server that takes a login only when encrypted': {
    stage: 'AUTH',
    reply: '538 5.7.11 Encryption required for requested authentication mechanism',
    says: [/encrypted connection only/, /SMTP_TLS=starttls/],
  },
  'a server that does not know PLAIN': {
    stage: 'AUTH',
    reply: '504 5.7.4 Unrecognized authentication type',
    says: [/does not take this way to log in/, /set the SMTP_OAUTH_ variables/],
  },
  'a server that does not know XOAUTH2': {
    stage: 'AUTH',
    login: 'oauth2',
    reply: '504 5.7.4 Unrecognized authentication type',
    says: [/does not know XOAUTH2/, /SMTP_PASSWORD/],
  },
  'a server whose login is out of order for a moment': {
    stage: 'AUTH',
    reply: '454 4.7.0 Temporary authentication failure',
    says: [/could not check the login just now/, /The next run tries again/],
    never: /SMTP_PASSWORD/,
  },
  'a server that wants a login, and none is set': {
    stage: 'MAIL',
    login: 'none',
    reply: '530 5.7.0 Authentication required',
    says: [/wants a login first/, /Set SMTP_USERNAME and SMTP_PASSWORD/],
  },
  'Exchange Online without a login': {
    stage: 'MAIL',
    login: 'none',
    reply: '550 5.7.57 Client not authenticated to send mail.',
    says: [/wants a login first/, /Set SMTP_USERNAME and SMTP_PASSWORD/],
  },
  'a server that wants encryption': {
    stage: 'MAIL',
    login: 'none',
    reply: '530 5.7.0 Must issue a STARTTLS command first',
    says: [/wants encryption first/, /SMTP_TLS=starttls/],
  },
  'Postfix that does not relay': {
    stage: 'RCPT',
    login: 'none',
    reply: '554 5.7.1 <owner@example.com>: Relay access denied',
    says: [/does not pass mail on/, /Set SMTP_USERNAME and SMTP_PASSWORD/],
  },
  'Exchange that does not relay for this account': {
    stage: 'RCPT',
    reply: '550 5.7.54 SMTP; Unable to relay recipient in non-accepted domain',
    says: [/does not pass mail on/, /Check EMAIL_TO/],
    never: /Set SMTP_USERNAME and/,
  },
  'Exim that does not relay': {
    stage: 'RCPT',
    login: 'none',
    reply: '550 relay not permitted',
    says: [/does not pass mail on/],
  },
  'a server that believes a block list': {
    stage: 'RCPT',
    login: 'none',
    reply:
      '554 5.7.1 Service unavailable; Client host [203.0.113.7] blocked using zen.spamhaus.org; https://www.spamhaus.org/',
    says: [/block list/, /mail server of your provider/],
  },
  'Exchange Online that has banned an address': {
    stage: 'RCPT',
    login: 'none',
    reply: '550 5.7.606 Access denied, banned sending IP [203.0.113.7].',
    says: [/block list/, /mail server of your provider/],
  },
};

const aboutTheMessage: Readonly<Record<string, Row>> = {
  'Exchange Online with the sender of somebody else': {
    stage: 'MESSAGE',
    reply: '550 5.7.60 SMTP; Client does not have permissions to send as this sender',
    says: [/does not let this account send as the sender/, /EMAIL_FROM.*SMTP_USERNAME/],
  },
  'Exchange Online that says so in its store': {
    stage: 'MESSAGE',
    reply:
      '554 5.2.252 SendAsDenied; reports@example.org not allowed to send as other@example.org; STOREDRV.Submission.Exception:SendAsDeniedException.MapiExceptionSendAsDenied',
    says: [/does not let this account send as the sender/, /EMAIL_FROM/],
  },
  'Postfix with the sender of somebody else': {
    stage: 'RCPT',
    reply: '553 5.7.1 <reports@example.org>: Sender address rejected: not owned by user other@example.org',
    says: [/does not let this account send as the sender/, /EMAIL_FROM/],
  },
  'a sender that is not wanted': {
    stage: 'MAIL',
    reply: '550 5.1.8 Sender address rejected: Domain not found',
    says: [/refused the sender/, /Check EMAIL_FROM/],
  },
  'a message that is too large': {
    stage: 'MAIL',
    reply: '552 5.3.4 Message size exceeds fixed maximum message size',
    says: [/message of this size/, /at least 1 MB/],
  },
  'a message that is too large, said without an enhanced code': {
    stage: 'MESSAGE',
    reply: '552 message too large',
    says: [/message of this size/, /at least 1 MB/],
  },
  'a full mailbox, which shares its code with size': {
    stage: 'RCPT',
    reply: '552 5.2.2 Mailbox full',
    says: [/mailbox is full/, /Make room/],
    never: /1 MB/,
  },
  'Gmail that does not want the content': {
    stage: 'MESSAGE',
    reply: '552 5.7.0 This message was blocked because its content presents a potential security issue.',
    says: [/refused the message/],
    never: /1 MB/,
  },
  'a content that a block list knows': {
    stage: 'MESSAGE',
    reply: '554 5.7.1 Message contains a blacklisted URL',
    says: [/refused the message/],
    never: /internet address/,
  },
  'Gmail that asks for SPF or DKIM': {
    stage: 'MESSAGE',
    reply:
      '550-5.7.26 Your email has been blocked because the sender is unauthenticated.\r\n550 5.7.26 Gmail requires all senders to authenticate with either SPF or DKIM.',
    says: [/SPF, DKIM or DMARC/, /domain in EMAIL_FROM/],
  },
  'recipients that are not there': {
    stage: 'RCPT',
    reply: '550 5.1.1 No such user here',
    says: [/refused every recipient/, /Check EMAIL_TO/],
  },
};

const check = async ({ stage, reply, login = 'password', says, never }: Row, outcome: string) => {
  const result = await sendTo(stage, reply, login);

  expect(result.outcome).toBe(outcome);
  expect(result.reason.startsWith(result.server)).toBe(true);
  for (const sentence of says) expect(result.reason).toMatch(sentence);
  if (never !== undefined) expect(result.reason).not.toMatch(never);
  // Its own words are there as well, for whoever asks the provider.
  expect(result.reason).toContain(`(it said: ${reply.replaceAll('\r\n', ' ').slice(0, 60)}`);
  expect(result.reason).toMatch(/\.$/);
};

describe('a refusal that is about the login or the connection keeps the message:', () => {
  test.each(Object.entries(aboutTheSession))('%s', (_, row) => check(row, 'kept'));
});

describe('a refusal that is about the message is final:', () => {
  test.each(Object.entries(aboutTheMessage))('%s', (_, row) => check(row, 'refused'));
});

test('an access token is not repeated, whatever a server says of it', async () => {
  const blob = Buffer.from(`user=${account.username}\x01auth=Bearer ${accessToken}\x01\x01`).toString(
    'base64',
  );
  const { reason } = await sendTo('AUTH', `535 5.7.8 bad ${accessToken} in ${blob}`, 'oauth2');

  expect(reason).toContain('bad [redacted] in [redacted]');
  expect(reason).not.toContain(accessToken);
  expect(reason).not.toContain(blob);
});
