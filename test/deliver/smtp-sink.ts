import { createServer, type Socket } from 'node:net';
import { buffer } from 'node:stream/consumers';
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { loopbackCert, loopbackKey } from '../helpers/https-server.ts';

export interface ReceivedMail {
  readonly from: string;
  readonly recipients: readonly string[];
  readonly raw: string;
  readonly parsed: Email;
  /** Whether the connection was encrypted. */
  readonly secure: boolean;
  /** The user that logged in. */
  readonly user: unknown;
}

export interface SmtpSink {
  readonly port: number;
  readonly mails: readonly ReceivedMail[];
  close(): Promise<void>;
}

/** An SMTP answer other than 250, as smtp-server wants it. */
export const smtpAnswer = (responseCode: number, message: string): Error =>
  Object.assign(new Error(message), { responseCode });

/** A real mail server on 127.0.0.1 that keeps what it takes. STARTTLS unless the options say otherwise. */
export const startSmtpSink = async (
  options: SMTPServerOptions & { readonly refuseMessage?: Error } = {},
): Promise<SmtpSink> => {
  const mails: ReceivedMail[] = [];
  const { refuseMessage, ...rest } = options;
  const server = new SMTPServer({
    key: loopbackKey,
    cert: loopbackCert,
    authOptional: true,
    logger: false,
    onData: (stream, session, callback) => {
      const broken = (error: unknown): void => callback(error instanceof Error ? error : new Error('broken'));
      void buffer(stream).then(async (bytes) => {
        if (refuseMessage !== undefined) return callback(refuseMessage);
        mails.push({
          from: session.envelope.mailFrom === false ? '' : session.envelope.mailFrom.address,
          recipients: session.envelope.rcptTo.map(({ address }) => address),
          raw: bytes.toString('latin1'),
          parsed: await PostalMime.parse(bytes),
          secure: session.secure,
          user: session.user,
        });
        callback();
      }, broken);
    },
    ...rest,
  });
  // What a client does to its connection is the test's own doing.
  server.on('error', () => undefined);
  const port = await new Promise<number>((resolve) => {
    const listening = server.listen(0, '127.0.0.1', () => {
      const address = listening.address();
      resolve(address !== null && typeof address === 'object' ? address.port : 0);
    });
  });
  return {
    port,
    mails,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
};

/** What a script does with each line (without its end) or, once it answered 354, with the whole message. */
export type SmtpScript = (socket: Socket, line: string) => void;

export interface ScriptedServer {
  readonly port: number;
  /** Every line that clients sent. */
  readonly lines: readonly string[];
  readonly connections: ReadonlySet<Socket>;
  close(): Promise<void>;
}

/** A server that answers by a script, for what no proper server does. `greeting` is sent first; undefined = silence. */
export const startScriptedServer = async (
  greeting: string | undefined,
  script: SmtpScript,
): Promise<ScriptedServer> => {
  const lines: string[] = [];
  const connections = new Set<Socket>();
  const server = createServer((socket) => {
    connections.add(socket);
    socket.on('close', () => connections.delete(socket));
    socket.on('error', () => undefined);
    if (greeting !== undefined) socket.write(`${greeting}\r\n`);
    let rest = '';
    socket.on('data', (chunk) => {
      const parts = `${rest}${chunk.toString('latin1')}`.split('\r\n');
      rest = parts.pop() ?? '';
      for (const line of parts) {
        lines.push(line);
        script(socket, line);
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const close = async (): Promise<void> => {
    for (const socket of connections) socket.destroy();
    await new Promise<void>((resolve) => server.close(() => resolve()));
  };
  return {
    port: address !== null && typeof address === 'object' ? address.port : 0,
    lines,
    connections,
    close,
  };
};

/** Answers as a plain server does, up to and including 354; what happens to the message is up to `onDot`. */
export const acceptUntilDot =
  (onDot: (socket: Socket) => void): SmtpScript =>
  (socket, line) => {
    if (line.startsWith('EHLO')) socket.write('250-loopback\r\n250 8BITMIME\r\n');
    else if (/^(MAIL|RCPT)/.test(line)) socket.write('250 OK\r\n');
    else if (line === 'DATA') socket.write('354 go on\r\n');
    else if (line === '.') onDot(socket);
    else if (line === 'QUIT') socket.end('221 bye\r\n');
  };
