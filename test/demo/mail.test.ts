import { connect } from 'node:net';
import { createTransport } from 'nodemailer';
import { describe, expect, test } from 'vitest';
import { type MailSink, type MailSinkOptions, startMailSink } from '../../src/demo/mail.ts';
import { loopbackCert } from '../helpers/https-server.ts';
import { keep } from './consoles.ts';

const auth = { username: 'reports@harbour-office.example', password: 'p@ss "word"' };
const credentials = { user: auth.username, pass: auth.password };

const open = async (options: MailSinkOptions = {}): Promise<MailSink> => keep(await startMailSink(options));

const transport = (sink: MailSink, options: Record<string, unknown> = {}) =>
  createTransport({
    host: '127.0.0.1',
    port: sink.port,
    secure: false,
    requireTLS: true,
    tls: { ca: loopbackCert },
    ...options,
  });

const letter = {
  from: 'reports@harbour-office.example',
  to: ['marta@harbour-office.example', 'jonas@harbour-office.example'],
  subject: 'Dots',
  text: 'first\n.hidden\n..two\n.\nlast',
};

/** A connection by hand: what comes is kept until it is read. */
const dial = (sink: MailSink) => {
  const socket = connect(sink.port, '127.0.0.1');
  let received = '';
  let closed = false;
  let wake = (): void => undefined;
  socket.on('data', (chunk) => {
    received += String(chunk);
    wake();
  });
  socket.on('error', () => undefined);
  socket.on('close', () => {
    closed = true;
    wake();
  });
  const until = async (seen: () => boolean): Promise<string> => {
    while (!closed && !seen()) await new Promise<void>((resolve) => (wake = resolve));
    const text = received;
    received = '';
    return text;
  };
  return {
    send: (text: string) => socket.write(text),
    hangUp: () => socket.end(),
    /** One reply, all its lines; what has arrived by then when the server closes first. */
    reply: () => until(() => /^\d{3} .*\r\n$/m.test(received)),
    /** Everything until the server closes. */
    rest: () => until(() => false),
  };
};

/** Sends each line and collects one reply for it, the greeting first. */
const talk = async (sink: MailSink, lines: readonly string[]): Promise<string[]> => {
  const line = dial(sink);
  const replies = [await line.reply()];
  for (const text of lines) {
    line.send(`${text}\r\n`);
    replies.push(await line.reply());
  }
  line.hangUp();
  return replies;
};

describe('a mail program', () => {
  test('delivers over STARTTLS with a login, dots and all', async () => {
    const sink = await open({ auth });
    const sent = await transport(sink, { auth: credentials }).sendMail(letter);

    expect(sent.accepted).toEqual(letter.to);
    expect(sink.messages).toMatchObject([{ from: letter.from, to: letter.to, secure: true }]);
    expect(sink.messages[0]?.raw).toContain('first\r\n.hidden\r\n..two\r\n.\r\nlast');
    expect(sink.messages[0]?.raw).toMatch(/^From: reports@harbour-office\.example\r\n/m);
  });

  test.each(['PLAIN', 'LOGIN'])('may log in with %s', async (authMethod) => {
    const sink = await open({ auth });
    await transport(sink, { auth: credentials, authMethod }).sendMail(letter);

    expect(sink.messages).toHaveLength(1);
  });

  test.each(['PLAIN', 'LOGIN'])('is refused by %s with a wrong password', async (authMethod) => {
    const sink = await open({ auth });
    const wrong = { user: auth.username, pass: 'guessed' };

    await expect(transport(sink, { auth: wrong, authMethod }).sendMail(letter)).rejects.toMatchObject({
      code: 'EAUTH',
      responseCode: 535,
    });
    expect(sink.messages).toEqual([]);
  });

  test('may log in with XOAUTH2 where it is offered, with the token of the moment', async () => {
    let token = 'first';
    const sink = await open({ auth: { ...auth, accessToken: () => token }, mechanisms: ['XOAUTH2'] });
    const login = (user: string, accessToken: string) => ({ auth: { type: 'OAuth2', user, accessToken } });
    token = 'second';
    await transport(sink, login(auth.username, 'second')).sendMail(letter);

    for (const wrong of [login(auth.username, 'first'), login('somebody@else.example', 'second')])
      await expect(transport(sink, wrong).sendMail(letter)).rejects.toMatchObject({ responseCode: 535 });
    expect(sink.messages).toHaveLength(1);
  });

  test('is let in by no mechanism that is not offered', async () => {
    const sink = await open({ auth, mechanisms: ['LOGIN'] });
    const plain = { auth: credentials, authMethod: 'PLAIN' };

    await expect(transport(sink, plain).sendMail(letter)).rejects.toMatchObject({ responseCode: 504 });
    await transport(sink, { auth: credentials }).sendMail(letter);
    expect(sink.messages).toHaveLength(1);
  });

  test('delivers over implicit TLS', async () => {
    const sink = await open({ tls: 'implicit' });
    await transport(sink, { secure: true, requireTLS: false }).sendMail(letter);

    expect(sink.messages).toMatchObject([{ secure: true }]);
  });

  test('finds no STARTTLS where there is none, and delivers in the clear only when it wants to', async () => {
    const sink = await open({ tls: 'none' });

    await expect(transport(sink).sendMail(letter)).rejects.toMatchObject({ code: 'ETLS' });
    await transport(sink, { requireTLS: false }).sendMail(letter);
    expect(sink.messages).toMatchObject([{ secure: false }]);
  });

  test('is told when its message is too large, by the size it announces and by what it sends', async () => {
    const sink = await open({ maxMessageBytes: 2000 });
    const large = { ...letter, text: 'x'.repeat(60).concat('\n').repeat(100) };
    const byHand = [
      'EHLO me',
      'MAIL FROM:<a@b.example>',
      'RCPT TO:<c@d.example>',
      'DATA',
      `${large.text.replaceAll('\n', '\r\n')}.`,
    ];

    await expect(transport(sink).sendMail(large)).rejects.toMatchObject({ responseCode: 552 });
    const inTheClear = await open({ tls: 'none', maxMessageBytes: 2000 });
    expect((await talk(inTheClear, byHand)).at(-1)).toMatch(/^552 /);
    expect([...sink.messages, ...inTheClear.messages]).toEqual([]);
  });

  test('meets the refusals a test wants, recipient by recipient', async () => {
    const sink = await open({
      override: (stage, argument) =>
        stage === 'RCPT' && argument.includes('jonas') ? '550 5.1.1 No such user' : undefined,
    });
    const sent = await transport(sink).sendMail(letter);

    expect([sent.accepted, sent.rejected]).toEqual([[letter.to[0]], [letter.to[1]]]);
    expect(sink.messages).toMatchObject([{ to: [letter.to[0]] }]);
  });

  test('may lose the answer to a message that was taken', async () => {
    const sink = await open({ override: (stage) => (stage === 'MESSAGE' ? 'drop' : undefined) });

    await expect(transport(sink).sendMail(letter)).rejects.toThrow();
    expect(sink.messages).toHaveLength(1);
  });

  test('may be turned away at the door', async () => {
    const sink = await open({ override: (stage) => (stage === 'CONNECT' ? '421 4.3.2 Busy' : undefined) });

    await expect(transport(sink).sendMail(letter)).rejects.toMatchObject({ responseCode: 421 });
  });
});

describe('by hand', () => {
  test('no login and no mail before STARTTLS', async () => {
    const sink = await open({ auth });
    const [greeting, features, login, mail] = await talk(sink, [
      'EHLO me',
      'AUTH PLAIN AGEAYg==',
      'MAIL FROM:<a@b.example>',
    ]);

    expect(greeting).toMatch(/^220 /);
    expect(features).toMatch(/^250[ -]STARTTLS$/m);
    expect(features).not.toContain('AUTH');
    expect([login?.slice(0, 3), mail?.slice(0, 3)]).toEqual(['530', '530']);
  });

  test('no mail without the login that is asked for, which may be given up', async () => {
    const sink = await open({ auth, tls: 'none' });
    const replies = await talk(sink, [
      'EHLO me',
      'MAIL FROM:<a@b.example>',
      'AUTH LOGIN',
      '*',
      'AUTH DIGEST-MD5',
    ]);

    expect(replies.slice(2)).toEqual([
      '530 5.7.0 Authentication required\r\n',
      '334 VXNlcm5hbWU6\r\n',
      '501 5.7.0 Authentication cancelled\r\n',
      '504 5.5.4 Unrecognised authentication type\r\n',
    ]);
  });

  test('what was said in the clear behind STARTTLS is forgotten', async () => {
    const sink = await open();
    const line = dial(sink);
    await line.reply();
    line.send('EHLO me\r\n');
    await line.reply();
    line.send('STARTTLS\r\nEHLO injected\r\nMAIL FROM:<a@b.example>\r\n');
    line.hangUp();

    expect(await line.rest()).toBe('220 2.0.0 Ready to start TLS\r\n');
  });

  test('commands out of order are refused, and RSET, NOOP and QUIT work', async () => {
    const sink = await open({ tls: 'none' });
    const codes = (
      await talk(sink, [
        'MAIL FROM:<a@b.example>',
        'HELO me',
        'RCPT TO:<c@d.example>',
        'DATA',
        'MAIL FROM:<a@b.example>',
        'MAIL FROM:<a@b.example>',
        'RCPT TO:<>',
        'RSET',
        'MAIL FROM:a@b.example',
        'NOOP',
        'VRFY x',
        'AUTH PLAIN',
        'QUIT',
      ])
    ).map((reply) => reply.slice(0, 3));

    expect(codes).toEqual([
      '220',
      '503',
      '250',
      '503',
      '503',
      '250',
      '503',
      '501',
      '250',
      '501',
      '250',
      '500',
      '502',
      '221',
    ]);
  });

  test('a line without end closes the connection', async () => {
    const sink = await open({ tls: 'none' });
    const line = dial(sink);
    await line.reply();
    line.send('x'.repeat(10_000));

    expect(await line.rest()).toMatch(/^500 /);
  });

  test('closing the sink ends connections that are open', async () => {
    const sink = await open();
    const line = dial(sink);
    await line.reply();
    const rest = line.rest();
    await sink.close();

    expect(await rest).toBe('');
  });
});
