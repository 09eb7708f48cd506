import { afterEach, describe, expect, test } from 'vitest';
import { listIdOf } from '../../src/deliver/headers.ts';
import type { MailSettings, Message } from '../../src/deliver/mailer.ts';
import type { MailTimeouts } from '../../src/deliver/smtp-options.ts';
import { smallestBody } from '../../src/transfer-encoding.ts';
import { recordingLog } from '../helpers/log.ts';
import { fullReport } from '../helpers/report.ts';
import { rendered } from '../render/renderer.ts';
import { mailerFor, mailingFor } from './mailers.ts';
import {
  acceptUntilDot,
  type SmtpScript,
  smtpAnswer,
  startScriptedServer,
  startSmtpSink,
} from './smtp-sink.ts';

const opened: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const server of opened.splice(0)) await server.close();
});

const sink = async (...args: Parameters<typeof startSmtpSink>) => {
  const server = await startSmtpSink(...args);
  opened.push(server);
  return server;
};

const scripted = async (greeting: string | undefined, script: SmtpScript) => {
  const server = await startScriptedServer(greeting, script);
  opened.push(server);
  return server;
};

const never = new AbortController().signal;

const settingsFor = (port: number, changes: Partial<MailSettings> = {}): MailSettings => ({
  host: '127.0.0.1',
  port,
  tls: 'starttls',
  verifyTls: false,
  from: 'Network <network@example.org>',
  to: ['owner@example.org'],
  cc: [],
  bcc: [],
  ...changes,
});

const message: Message = {
  messageId: '<run-1@example.org>',
  subject: 'Bürohaus: 2 things need you',
  html: '<p>Grüße vom Netz</p>',
  text: 'Grüße vom Netz',
  images: [],
  dateMs: Date.UTC(2026, 10, 21, 6, 0, 0),
  severity: 'warning',
};

const send = (settings: MailSettings, timeouts: Partial<MailTimeouts> = {}, signal: AbortSignal = never) =>
  mailingFor(settings, { timeouts }).send(message, signal);

const header = (mail: { parsed: { headers: { key: string; value: string }[] } } | undefined, key: string) =>
  mail?.parsed.headers.find((entry) => entry.key === key)?.value;

describe('a delivered message', () => {
  test('arrives as text and HTML, encrypted, with its subject, date and Message-ID', async () => {
    const server = await sink();
    const result = await send(settingsFor(server.port));

    expect(result).toEqual({
      outcome: 'delivered',
      accepted: ['owner@example.org'],
      refused: [],
      deferred: [],
    });
    const [mail] = server.mails;
    expect(mail?.secure).toBe(true);
    expect(mail?.parsed.subject).toBe('Bürohaus: 2 things need you');
    expect(mail?.parsed.html).toContain('<p>Grüße vom Netz</p>');
    expect(mail?.parsed.text).toContain('Grüße vom Netz');
    expect(mail?.parsed.messageId).toBe('<run-1@example.org>');
    expect(mail?.parsed.date).toBe('2026-11-21T06:00:00.000Z');
  });

  test('names its recipients as they are, and hides the Bcc', async () => {
    const server = await sink();
    await send(
      settingsFor(server.port, {
        to: ['Owner <owner@example.org>', 'second@example.org'],
        cc: ['copy@example.org'],
        bcc: ['hidden@example.org'],
        replyTo: 'help@example.org',
      }),
    );

    const [mail] = server.mails;
    expect(mail?.from).toBe('network@example.org');
    expect(mail?.recipients).toEqual([
      'owner@example.org',
      'second@example.org',
      'copy@example.org',
      'hidden@example.org',
    ]);
    expect(mail?.parsed.to?.map(({ address }) => address)).toEqual([
      'owner@example.org',
      'second@example.org',
    ]);
    expect(mail?.parsed.cc?.map(({ address }) => address)).toEqual(['copy@example.org']);
    expect(mail?.parsed.replyTo?.map(({ address }) => address)).toEqual(['help@example.org']);
    expect(mail?.raw).not.toContain('hidden@example.org');
  });

  test('asks for no automatic answers, tells its severity and not the program that sent it', async () => {
    const server = await sink();
    await send(settingsFor(server.port));

    const [mail] = server.mails;
    expect(header(mail, 'auto-submitted')).toBe('auto-generated');
    expect(header(mail, 'x-auto-response-suppress')).toBe('All');
    expect(header(mail, 'x-report-severity')).toBe('warning');
    expect(header(mail, 'importance')).toBe('normal');
    expect(header(mail, 'list-id')).toBeUndefined();
    expect(header(mail, 'x-mailer')).toBeUndefined();
  });

  test('is marked important when it is critical', async () => {
    const server = await sink();
    const { send: sendMail } = mailingFor(settingsFor(server.port));
    await sendMail({ ...message, severity: 'critical' }, never);
    expect(header(server.mails[0], 'importance')).toBe('high');
  });

  test('names the list that the reports of its network make, so that a filter can sort them', async () => {
    const server = await sink();
    const { send: sendMail } = mailingFor(settingsFor(server.port));
    const listId = listIdOf({ source: 'unifi.example', from: 'network@example.org' });
    await sendMail({ ...message, listId }, never);
    expect(header(server.mails[0], 'list-id')).toBe(`<${listId}>`);
    expect(server.mails[0]?.raw).toMatch(/^List-Id: <network-[\da-f]{12}\.unifi-report\.example\.org>\r$/im);
  });

  test('has the same bytes on every attempt', async () => {
    const server = await sink();
    await send(settingsFor(server.port));
    await send(settingsFor(server.port));
    expect(server.mails).toHaveLength(2);
    expect(server.mails[1]?.raw).toBe(server.mails[0]?.raw);
  });

  test('goes over a connection that is encrypted from the first byte, when so configured', async () => {
    const server = await sink({ secure: true });
    const result = await send(settingsFor(server.port, { tls: 'implicit' }));
    expect(result.outcome).toBe('delivered');
    expect(server.mails[0]?.secure).toBe(true);
  });

  test('goes in clear only when encryption is switched off', async () => {
    const server = await sink();
    const result = await send(settingsFor(server.port, { tls: 'none' }));
    expect(result.outcome).toBe('delivered');
    expect(server.mails[0]?.secure).toBe(false);
  });

  test('is sent after a login with the configured name and password', async () => {
    const server = await sink({
      authOptional: false,
      onAuth: ({ username, password }, _session, callback) =>
        password === 'correct horse' ? callback(null, { user: username }) : callback(smtpAnswer(535, 'no')),
    });
    const result = await send(
      settingsFor(server.port, {
        auth: { kind: 'password', username: 'mailbox', password: 'correct horse' },
      }),
    );
    expect(result.outcome).toBe('delivered');
    expect(server.mails[0]?.user).toBe('mailbox');
  });

  test('counts as delivered when one of three recipients is refused, and names that one', async () => {
    const server = await sink({
      onRcptTo: ({ address }, _session, callback) =>
        callback(address === 'gone@example.org' ? smtpAnswer(550, '5.1.1 No such user here') : null),
    });
    const result = await send(
      settingsFor(server.port, { to: ['owner@example.org', 'gone@example.org'], cc: ['copy@example.org'] }),
    );
    expect(result).toEqual({
      outcome: 'delivered',
      accepted: ['owner@example.org', 'copy@example.org'],
      refused: [{ recipient: 'gone@example.org', reason: '550 5.1.1 No such user here' }],
      deferred: [],
    });
  });

  test('tells a recipient who was put off from one who was refused', async () => {
    const server = await sink({
      onRcptTo: ({ address }, _session, callback) =>
        callback(
          address === 'gone@example.org'
            ? smtpAnswer(550, '5.1.1 No such user here')
            : address === 'grey@example.org'
              ? smtpAnswer(451, '4.7.1 Greylisted')
              : null,
        ),
    });
    const to = ['owner@example.org', 'Gone <gone@EXAMPLE.org>', 'grey@example.org'];
    expect(await send(settingsFor(server.port, { to }))).toEqual({
      outcome: 'delivered',
      accepted: ['owner@example.org'],
      refused: [{ recipient: 'gone@example.org', reason: '550 5.1.1 No such user here' }],
      deferred: [{ recipient: 'grey@example.org', reason: '451 4.7.1 Greylisted' }],
    });
  });

  test('goes to those whom the attempt is for, whatever its headers say', async () => {
    const server = await sink();
    const mailer = mailerFor(settingsFor(server.port, { to: ['owner@example.org', 'other@example.org'] }));
    const mail = await mailer.compose(message);
    await mailer.send(mail, { recipients: ['other@example.org'] }, never);
    expect(server.mails[0]?.recipients).toEqual(['other@example.org']);
    expect(server.mails[0]?.parsed.to?.map(({ address }) => address)).toEqual([
      'owner@example.org',
      'other@example.org',
    ]);
  });
});

describe('a composed message', () => {
  test('arrives byte by byte as it was stored, even when the configuration changed meanwhile', async () => {
    const server = await sink();
    const before = mailerFor(settingsFor(server.port, { from: 'Before <before@example.org>' }));
    const dots = ['.', '..', '.a dot at the start', 'ünïcode', ' trailing ', ''].join('\n');
    const mail = await before.compose({ ...message, text: dots, html: `<pre>${dots}</pre>` });
    const after = mailerFor(settingsFor(server.port, { from: 'after@example.org', to: ['new@example.org'] }));
    await after.send(mail, { recipients: after.recipients }, never);
    expect(server.mails[0]?.raw).toBe(Buffer.from(mail.raw).toString('latin1'));
    expect(server.mails[0]?.from).toBe('after@example.org');
  });

  test('tells that it is being handed over after the server wanted it and before it has the end of it', async () => {
    const story: string[] = [];
    const server = await scripted(
      '220 loopback',
      acceptUntilDot((socket) => {
        story.push('end');
        socket.write('250 OK\r\n');
      }),
    );
    const mailer = mailerFor(settingsFor(server.port, { tls: 'none' }));
    const onHandOver = (): void => {
      story.push(server.lines.includes('DATA') ? 'handed over' : 'too early');
    };
    await mailer.send(await mailer.compose(message), { recipients: mailer.recipients, onHandOver }, never);
    expect(story).toEqual(['handed over', 'end']);
  });

  test.each([
    ['MAIL', /^MAIL/],
    ['RCPT', /^RCPT/],
    ['DATA', /^DATA/],
  ])('is not handed over when the server puts off %s', async (_step, refused) => {
    const server = await scripted('220 loopback', (socket, line) => {
      if (refused.test(line)) socket.write('451 4.3.0 Not now\r\n');
      else acceptUntilDot(() => undefined)(socket, line);
    });
    const mailer = mailerFor(settingsFor(server.port, { tls: 'none' }));
    let handedOver = 0;
    const onHandOver = (): void => {
      handedOver += 1;
    };
    const to = { recipients: mailer.recipients, onHandOver };
    expect(await mailer.send(await mailer.compose(message), to, never)).toMatchObject({ outcome: 'kept' });
    expect(handedOver).toBe(0);
  });

  test('is not sent to its end when that it may arrive from here on cannot be written down', async () => {
    const server = await sink();
    const mailer = mailerFor(settingsFor(server.port));
    const onHandOver = (): void => {
      throw new Error('database or disk is full');
    };
    const to = { recipients: mailer.recipients, onHandOver };
    const result = await mailer.send(await mailer.compose(message), to, never);
    expect(result).toMatchObject({
      outcome: 'kept',
      reason: expect.stringContaining('could not be written down'),
    });
    expect(server.mails).toEqual([]);
  });
});

/** One part as it came over the wire. */
const partOf = (raw: string, type: 'plain' | 'html'): { encoding: string | undefined; body: string } => {
  const boundary = /boundary="([^"]+)"/.exec(raw)?.[1] ?? '';
  const part = raw.split(`--${boundary}`).find((one) => one.includes(`Content-Type: text/${type};`)) ?? '';
  const [headers = '', ...body] = part.split('\r\n\r\n');
  return {
    encoding: /^Content-Transfer-Encoding: (\S+)$/m.exec(headers)?.[1],
    // The line break before the boundary belongs to the boundary (RFC 2046 §5.1.1).
    body: body.join('\r\n\r\n').replace(/\r\n$/, ''),
  };
};

const sendAndReceive = async (changes: Partial<Message>) => {
  const server = await sink();
  const mailer = mailingFor(settingsFor(server.port));
  expect(await mailer.send({ ...message, ...changes }, never)).toMatchObject({ outcome: 'delivered' });
  const [mail] = server.mails;
  const raw = mail?.raw ?? '';
  return { parsed: mail?.parsed, html: partOf(raw, 'html'), text: partOf(raw, 'plain') };
};

describe('each part goes out in the encoding in which it is shorter', () => {
  test('which need not be the same for both', async () => {
    const changes = {
      html: `<p>${'Grüße aus dem alten Haus am Hafen. '.repeat(50)}</p>`,
      text: '網路沒有問題。'.repeat(50),
    };
    const { html, text, parsed } = await sendAndReceive(changes);
    expect(html.encoding).toBe('quoted-printable');
    expect(text.encoding).toBe('base64');
    expect(parsed?.html?.trimEnd()).toBe(changes.html);
    expect(parsed?.text?.trimEnd()).toBe(changes.text);
  });

  test('a whole report, which arrives as it was rendered', async () => {
    const { html, text } = rendered(fullReport());
    const received = await sendAndReceive({ html, text });
    expect(received.html.encoding).toBe('quoted-printable');
    expect(received.html.body.length).toBeLessThan(1.12 * Buffer.byteLength(html));
    expect(received.parsed?.html?.trimEnd()).toBe(html.trimEnd());
    expect(received.parsed?.text?.trimEnd()).toBe(text.trimEnd());
  });

  test('and an empty one is left out', async () => {
    const { text, parsed } = await sendAndReceive({ text: '' });
    expect(text.encoding).toBeUndefined();
    expect(parsed?.html?.trimEnd()).toBe(message.html);
    expect(parsed?.text).toBeUndefined();
  });

  const texts = {
    'a report': rendered(fullReport()).html,
    'a report as text': rendered(fullReport()).text,
    'one long line of words': 'The quick brown fox, it is said, jumps. '.repeat(500),
    'one long line without a blank': 'x'.repeat(20_000),
    'lines of every length around the limit': Array.from({ length: 80 }, (_, length) =>
      'y'.repeat(length),
    ).join('\n'),
    'letters of two bytes': 'Fußgängerübergänge '.repeat(400),
    'letters of three bytes': '語'.repeat(4_000),
    'letters of four bytes among many of one': `${'plain text '.repeat(20)}🛜`.repeat(40),
    'what is escaped': 'a=b&c=d; '.repeat(600),
    'blanks at the ends of lines and dots at their starts': '.one \n..two\t\n'.repeat(200),
  } as const;

  test.each(Object.entries(texts))(
    'and the size it was measured by is the size it has: %s',
    async (_, html) => {
      const received = (await sendAndReceive({ html })).html;
      const { encoding, bytes } = smallestBody(html);
      expect(received.encoding).toBe(encoding);
      // nodemailer ends every part with a line break.
      expect(received.body.length).toBeLessThanOrEqual(bytes + 2);
      expect(received.body.length).toBeGreaterThan(bytes * 0.96);
    },
  );
});

describe('a message that is refused for good', () => {
  test('is one that no recipient may get', async () => {
    const server = await sink({
      onRcptTo: (_address, _session, callback) => callback(smtpAnswer(550, '5.1.1 No such user')),
    });
    const result = await send(settingsFor(server.port));
    expect(result).toMatchObject({ outcome: 'refused', reason: expect.stringContaining('EMAIL_TO') });
  });

  test('is one whose sender is not wanted', async () => {
    const server = await sink({
      onMailFrom: (_address, _session, callback) => callback(smtpAnswer(553, '5.7.1 Sender not owned')),
    });
    const result = await send(settingsFor(server.port));
    expect(result).toMatchObject({ outcome: 'refused', reason: expect.stringContaining('EMAIL_FROM') });
  });

  test('is one whose content is not wanted', async () => {
    const server = await sink({ refuseMessage: smtpAnswer(554, '5.7.1 Looks like spam') });
    const result = await send(settingsFor(server.port));
    expect(result).toMatchObject({
      outcome: 'refused',
      reason: expect.stringContaining('Looks like spam'),
    });
    expect(server.mails).toEqual([]);
  });

  test('is one that is larger than the server takes', async () => {
    const server = await sink({ refuseMessage: smtpAnswer(552, '5.3.4 Message too big') });
    const result = await send(settingsFor(server.port));
    expect(result).toMatchObject({ outcome: 'refused', reason: expect.stringContaining('too big') });
  });
});

describe('a message is kept for the next run', () => {
  test('when the server puts every recipient off, even when it refuses others for good', async () => {
    const server = await sink({
      onRcptTo: ({ address }, _session, callback) =>
        callback(
          address === 'gone@example.org'
            ? smtpAnswer(550, 'No such user')
            : smtpAnswer(451, '4.7.1 Greylisted'),
        ),
    });
    const result = await send(settingsFor(server.port, { to: ['owner@example.org', 'gone@example.org'] }));
    expect(result).toMatchObject({ outcome: 'kept', reason: expect.stringContaining('Greylisted') });
  });

  test('when the server puts the message off after reading it', async () => {
    const server = await sink({ refuseMessage: smtpAnswer(452, '4.3.1 Disk full') });
    const result = await send(settingsFor(server.port));
    expect(result).toMatchObject({ outcome: 'kept', reason: expect.stringContaining('Disk full') });
  });

  test('when the login is refused', async () => {
    const server = await sink({
      authOptional: false,
      onAuth: (_auth, _session, callback) => callback(smtpAnswer(535, '5.7.8 Authentication failed')),
    });
    const result = await send(
      settingsFor(server.port, { auth: { kind: 'password', username: 'mailbox', password: 'wrong' } }),
    );
    expect(result).toMatchObject({
      outcome: 'kept',
      reason: expect.stringContaining('Check SMTP_USERNAME and SMTP_PASSWORD'),
    });
  });

  test('when the server no longer takes passwords at all', async () => {
    const server = await sink({
      authOptional: false,
      onAuth: (_auth, _session, callback) =>
        callback(smtpAnswer(550, '5.7.30 Basic authentication is not supported')),
    });
    const result = await send(
      settingsFor(server.port, { auth: { kind: 'password', username: 'mailbox', password: 'right' } }),
    );
    expect(result).toMatchObject({
      outcome: 'kept',
      reason: expect.stringContaining('no longer takes a user name and password'),
    });
  });

  test('when the server wants a login and none is configured', async () => {
    const server = await sink({ authOptional: false });
    const result = await send(settingsFor(server.port));
    expect(result).toMatchObject({ outcome: 'kept', reason: expect.stringContaining('SMTP_USERNAME') });
  });

  test('when the server offers no STARTTLS: nothing is sent in clear', async () => {
    const server = await sink({ disabledCommands: ['STARTTLS'] });
    const result = await send(settingsFor(server.port));
    expect(result).toMatchObject({
      outcome: 'kept',
      reason: expect.stringContaining('offers no STARTTLS'),
    });
    expect(result).toMatchObject({ reason: expect.stringContaining('SMTP_TLS=implicit') });
    expect(server.mails).toEqual([]);
  });

  test.each(['starttls', 'implicit'] as const)(
    'when the certificate is not trusted (%s), and says which variable is about that',
    async (tls) => {
      const server = await sink({ secure: tls === 'implicit' });
      const result = await send(settingsFor(server.port, { tls, verifyTls: true }));
      expect(result).toMatchObject({ outcome: 'kept', reason: expect.stringContaining('SMTP_TLS_VERIFY') });
      expect(server.mails).toEqual([]);
    },
  );

  test('when TLS is spoken to a server that begins in clear', async () => {
    const server = await sink();
    const result = await send(settingsFor(server.port, { tls: 'implicit' }));
    expect(result).toMatchObject({ outcome: 'kept', reason: expect.stringContaining('SMTP_TLS=starttls') });
  });

  test('when nothing listens', async () => {
    const server = await startSmtpSink();
    await server.close();
    const result = await send(settingsFor(server.port));
    expect(result).toMatchObject({
      outcome: 'kept',
      reason: expect.stringContaining(`127.0.0.1:${server.port} refuses connections`),
    });
  });

  test('when the name of the server does not exist', async () => {
    const result = await send(settingsFor(25, { host: 'mail.invalid' }));
    expect(result).toMatchObject({ outcome: 'kept', reason: expect.stringContaining('Check SMTP_HOST') });
  });

  test('when the server turns the connection away', async () => {
    const server = await scripted('554 5.3.2 Your address is not welcome', () => undefined);
    const result = await send(settingsFor(server.port, { tls: 'none' }));
    expect(result).toMatchObject({ outcome: 'kept', reason: expect.stringContaining('not welcome') });
  });

  test('when the server says nothing, as one does that expects TLS at once', async () => {
    const server = await scripted(undefined, () => undefined);
    const result = await send(settingsFor(server.port), { greetingMs: 50 });
    expect(result).toMatchObject({ outcome: 'kept', reason: expect.stringContaining('SMTP_TLS=implicit') });
  });

  test('when the connection breaks before the message was handed over completely', async () => {
    const accept = acceptUntilDot(() => undefined);
    const server = await scripted('220 loopback', (socket, line) => {
      if (line === 'DATA') socket.write('354 go on\r\n', () => socket.resetAndDestroy());
      else accept(socket, line);
    });
    const { send: sendMail } = mailingFor(settingsFor(server.port, { tls: 'none' }));
    // Far more than the buffers of two sockets hold.
    const result = await sendMail({ ...message, html: `<p>${'network '.repeat(4_000_000)}</p>` }, never);
    expect(result.outcome).toBe('kept');
    expect(server.lines).not.toContain('.');
  });

  test('when it is cancelled while the server hangs, and the connection is closed', async () => {
    const reached = Promise.withResolvers<void>();
    const closed = Promise.withResolvers<void>();
    const server = await scripted('220 loopback', (socket) => {
      socket.on('close', () => closed.resolve());
      reached.resolve();
    });
    const cancel = new AbortController();
    const sending = send(settingsFor(server.port, { tls: 'none' }), {}, cancel.signal);
    await reached.promise;
    cancel.abort();
    expect(await sending).toMatchObject({ outcome: 'kept', reason: expect.stringContaining('cancelled') });
    await closed.promise;
  });

  test('when it is cancelled before it began, without a connection', async () => {
    const server = await scripted('220 loopback', () => undefined);
    const result = await send(settingsFor(server.port), {}, AbortSignal.abort());
    expect(result).toMatchObject({ outcome: 'kept', reason: expect.stringContaining('cancelled') });
    expect(server.connections.size).toBe(0);
  });

  test('when the server drips its answers for longer than one attempt may take', async () => {
    const server = await scripted('220 loopback', (socket) => {
      const dripping = setInterval(() => socket.write('250-still here\r\n'), 10);
      socket.on('close', () => clearInterval(dripping));
    });
    const result = await send(settingsFor(server.port, { tls: 'none' }), { totalMs: 200 });
    expect(result).toMatchObject({ outcome: 'kept', reason: expect.stringContaining('took too long') });
  });

  test('when something other than a mail server answers', async () => {
    const server = await scripted('HTTP/1.1 400 Bad Request', () => undefined);
    const result = await send(settingsFor(server.port, { tls: 'none' }));
    expect(result.outcome).toBe('kept');
  });
});

describe('what became of a message is unknown', () => {
  test('when the connection breaks after the message was handed over', async () => {
    const server = await scripted(
      '220 loopback',
      acceptUntilDot((socket) => socket.resetAndDestroy()),
    );
    const result = await send(settingsFor(server.port, { tls: 'none' }));
    expect(result).toMatchObject({
      outcome: 'unknown',
      reason: expect.stringContaining('closed the connection'),
    });
  });

  test('when the server takes the message and never answers', async () => {
    const server = await scripted(
      '220 loopback',
      acceptUntilDot(() => undefined),
    );
    const result = await send(settingsFor(server.port, { tls: 'none' }), { socketMs: 1500 });
    expect(result).toMatchObject({
      outcome: 'unknown',
      reason: expect.stringContaining('stopped answering'),
    });
  });

  test('when it is cancelled while the server has the message', async () => {
    const cancel = new AbortController();
    const server = await scripted(
      '220 loopback',
      acceptUntilDot(() => cancel.abort()),
    );
    const result = await send(settingsFor(server.port, { tls: 'none' }), {}, cancel.signal);
    expect(result.outcome).toBe('unknown');
  });

  test('but not when the server answers that it is going away: that is a no', async () => {
    const server = await scripted(
      '220 loopback',
      acceptUntilDot((socket) => socket.end('421 4.3.2 Going down\r\n')),
    );
    const result = await send(settingsFor(server.port, { tls: 'none' }));
    expect(result).toMatchObject({ outcome: 'kept', reason: expect.stringContaining('Going down') });
  });
});

describe('reasons and log lines', () => {
  test('hold no password, even when the server repeats it, plain or encoded', async () => {
    const password = 'canary-9f3c';
    const plain = Buffer.from(`\0mailbox\0${password}`).toString('base64');
    const server = await scripted('220 loopback', (socket, line) => {
      if (line.startsWith('EHLO')) socket.write('250-loopback\r\n250 AUTH PLAIN\r\n');
      else
        socket.write(`535 5.7.8 wrong: ${password} ${plain} ${Buffer.from(password).toString('base64')}\r\n`);
    });
    const { log, lines } = recordingLog();
    const mailer = mailingFor(
      settingsFor(server.port, { tls: 'none', auth: { kind: 'password', username: 'mailbox', password } }),
      { log },
    );
    const result = await mailer.send(message, never);
    expect(server.lines).toContain(`AUTH PLAIN ${plain}`);
    const told = JSON.stringify([result, lines]);
    expect(told).toContain('[redacted]');
    for (const secret of [password, plain, Buffer.from(password).toString('base64')]) {
      expect(told).not.toContain(secret);
    }
  });

  test('show a server’s words on one short line without invisible characters', async () => {
    const server = await sink({
      onMailFrom: (_address, _session, callback) =>
        callback(smtpAnswer(451, `4.7.1 wait\u001b[31m\u202e${' please'.repeat(200)}`)),
    });
    const result = await send(settingsFor(server.port));
    if (result.outcome !== 'kept') throw new Error(`expected kept, got ${result.outcome}`);
    expect(result.reason).toContain('4.7.1 wait');
    expect(result.reason).not.toMatch(/[\p{Cc}\p{Cf}]/u);
    expect(result.reason.length).toBeLessThan(400);
  });
});

describe('verify', () => {
  const verify = (settings: MailSettings, signal = never) => mailingFor(settings).verify(signal);

  test('is content when the server lets the user in, and sends nothing', async () => {
    const server = await sink({
      authOptional: false,
      onAuth: ({ username }, _session, callback) => callback(null, { user: username }),
    });
    const settings = settingsFor(server.port, {
      auth: { kind: 'password', username: 'mailbox', password: 'right' },
    });
    expect(await verify(settings)).toEqual({ ok: true, isLoggedIn: true });
    expect(server.mails).toEqual([]);
  });

  test('tells that nobody logged in where no login is set, and where the server offers none', async () => {
    const server = await sink({ disabledCommands: ['AUTH'] });
    const auth = { kind: 'password', username: 'mailbox', password: 'right' } as const;

    for (const changes of [{}, { auth }])
      expect(await verify(settingsFor(server.port, changes))).toEqual({ ok: true, isLoggedIn: false });
  });

  test('says what is wrong with the login', async () => {
    const server = await sink({
      authOptional: false,
      onAuth: (_auth, _session, callback) => callback(smtpAnswer(535, 'no')),
    });
    const settings = settingsFor(server.port, {
      auth: { kind: 'password', username: 'mailbox', password: 'wrong' },
    });
    expect(await verify(settings)).toMatchObject({
      ok: false,
      reason: expect.stringContaining('SMTP_PASSWORD'),
    });
  });

  test('ends when it is cancelled', async () => {
    const reached = Promise.withResolvers<void>();
    const server = await scripted('220 loopback', () => reached.resolve());
    const cancel = new AbortController();
    const verifying = verify(settingsFor(server.port, { tls: 'none' }), cancel.signal);
    await reached.promise;
    cancel.abort();
    expect(await verifying).toMatchObject({ ok: false, reason: expect.stringContaining('cancelled') });
  });
});
