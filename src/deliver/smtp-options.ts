import { smallestBody } from '../transfer-encoding.ts';
import { reportHeaders } from './headers.ts';
import type { Login } from './login.ts';
import type { MailAttachment, MailSettings, Message } from './mail.ts';

/** Milliseconds. */
export interface MailTimeouts {
  readonly connectionMs: number;
  readonly greetingMs: number;
  readonly dnsMs: number;
  /** Silence on an open connection. */
  readonly socketMs: number;
  /** One attempt from start to end, whatever the server does. */
  readonly totalMs: number;
}

/** nodemailer's own are minutes long (libraries reference §1.4). */
export const defaultTimeouts: MailTimeouts = {
  connectionMs: 15_000,
  greetingMs: 15_000,
  dnsMs: 10_000,
  socketMs: 60_000,
  totalMs: 300_000,
};

const authOf = (login: Login) => {
  switch (login.kind) {
    case 'none':
      return {};
    case 'password':
      return { auth: { user: login.username, pass: login.password } };
    case 'oauth2':
      return { auth: { type: 'OAuth2', user: login.username, accessToken: login.accessToken } };
  }
};

/** How nodemailer connects. */
export const transportOptions = (settings: MailSettings, login: Login, timeouts: MailTimeouts) => ({
  host: settings.host,
  port: settings.port,
  secure: settings.tls === 'implicit',
  // Without it nodemailer sends in clear when the server offers no STARTTLS (libraries reference §1.4).
  requireTLS: settings.tls === 'starttls',
  ignoreTLS: settings.tls === 'none',
  tls: { rejectUnauthorized: settings.verifyTls },
  ...authOf(login),
  connectionTimeout: timeouts.connectionMs,
  greetingTimeout: timeouts.greetingMs,
  dnsTimeout: timeouts.dnsMs,
  socketTimeout: timeouts.socketMs,
  // What stands in a message comes from the network: no part of it may name a file or a URL to read.
  disableFileAccess: true,
  disableUrlAccess: true,
});

/** Each part in the encoding in which it is shorter: the size by which the report was cut. */
const partOf = (text: string) => {
  // An object without content is taken for a file to read; an empty text is a part that is left out.
  if (text === '') return text;
  const { content, encoding } = smallestBody(text);
  return { content, contentTransferEncoding: encoding };
};

/** Pictures belong to the HTML part, which names them by content id; a page rides along beside it (RFC 2183 §2.1, §2.2). */
const attachmentsOf = ({ images, attachment }: Message) => [
  ...images.map(({ contentId, fileName, png }) => ({
    cid: contentId,
    filename: fileName,
    content: Buffer.from(png),
    contentType: 'image/png',
    contentDisposition: 'inline' as const,
  })),
  ...(attachment === undefined ? [] : [attachedPage(attachment)]),
];

const attachedPage = ({ fileName, html }: MailAttachment) => {
  const { content, encoding } = smallestBody(html);
  return {
    filename: fileName,
    content,
    contentType: 'text/html; charset=utf-8',
    contentDisposition: 'attachment' as const,
    contentTransferEncoding: encoding,
  };
};

/** Everything that goes out is fixed by the message, its boundaries too. Blind copies are in the envelope alone. */
export const contentOf = (settings: MailSettings, message: Message) => ({
  from: settings.from,
  to: [...settings.to],
  cc: [...settings.cc],
  ...(settings.replyTo !== undefined && { replyTo: settings.replyTo }),
  subject: message.subject,
  text: partOf(message.text),
  html: partOf(message.html),
  attachments: attachmentsOf(message),
  messageId: message.messageId,
  date: new Date(message.dateMs),
  baseBoundary: message.messageId.replaceAll(/\W/g, '').slice(0, 40),
  xMailer: false as const,
  headers: reportHeaders(message),
});
