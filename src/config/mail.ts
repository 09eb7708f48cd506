import type { MailAuth, MailSettings } from '../deliver/mail.ts';
import { emailAddress, emailAddresses } from './addresses.ts';
import { bareHost } from './hosts.ts';
import { readMailAuth } from './mail-auth.ts';
import type { Reader } from './reader.ts';
import { boolean, integer, oneOf } from './values.ts';
import { defaultOf, variables } from './variables.ts';

const implicitTlsPort = 465;

/**
 * The `SMTP_` and `EMAIL_` variables. Without `SMTP_HOST` reports are only saved; the other ones are still read, so
 * that a mistake in them is told before the host is set.
 */
export const readMail = (read: Reader): MailSettings | undefined => {
  const host = read.optional('SMTP_HOST', bareHost);
  const transport = readTransport(read);
  const auth = readMailAuth(read);
  const envelope = readEnvelope(read);
  if (!read.isSet('SMTP_HOST')) warnUnused(read);
  if (host === undefined || envelope === undefined) return undefined;
  warnAboutClearText(read, transport, auth?.kind);
  return { host, ...transport, ...(auth === undefined ? {} : { auth }), ...envelope };
};

const readTransport = (read: Reader): Pick<MailSettings, 'port' | 'tls' | 'verifyTls'> => {
  const chosenPort = read.optional('SMTP_PORT', integer(1, 65_535));
  const chosenTls = read.optional('SMTP_TLS', oneOf(['starttls', 'implicit', 'none']));
  const verifyTls = read.defaulted('SMTP_TLS_VERIFY', boolean);
  const tls = chosenTls ?? (chosenPort === implicitTlsPort ? 'implicit' : 'starttls');
  const port = chosenPort ?? (tls === 'implicit' ? implicitTlsPort : Number(defaultOf('SMTP_PORT')));
  if (tls === 'starttls' && port === implicitTlsPort) {
    read.warn('SMTP_TLS=starttls on port 465: servers expect SMTP_TLS=implicit there, or SMTP_PORT=587.');
  }
  if (tls === 'implicit' && port === 587) {
    read.warn('SMTP_TLS=implicit on port 587: servers expect SMTP_TLS=starttls there, or SMTP_PORT=465.');
  }
  return { port, tls, verifyTls };
};

type Envelope = Pick<MailSettings, 'from' | 'to' | 'cc' | 'bcc' | 'replyTo'>;

const readEnvelope = (read: Reader): Envelope | undefined => {
  const from = read.optional('EMAIL_FROM', emailAddress);
  const to = read.optional('EMAIL_TO', emailAddresses);
  const cc = read.optional('EMAIL_CC', emailAddresses) ?? [];
  const bcc = read.optional('EMAIL_BCC', emailAddresses) ?? [];
  const replyTo = read.optional('EMAIL_REPLY_TO', emailAddress);
  if (read.isSet('SMTP_HOST')) {
    read.mustBeSet('EMAIL_FROM', 'the sender, because SMTP_HOST is set');
    read.mustBeSet('EMAIL_TO', 'one or more recipients, because SMTP_HOST is set');
  }
  if (from === undefined || to === undefined) return undefined;
  return { from, to, cc, bcc, ...(replyTo === undefined ? {} : { replyTo }) };
};

const warnUnused = (read: Reader): void => {
  const unused = variables.filter(({ group, name }) => group === 'Mail' && read.isSet(name));
  if (unused.length === 0) return;
  const names = unused.map(({ name }) => name).join(', ');
  const so = read.isSet('WEBHOOK_URL') ? 'nothing is mailed' : 'reports are only saved';
  read.warn(`SMTP_HOST is not set, so ${so}; without effect: ${names}.`);
};

const inClearText = {
  none: 'the report is',
  password: 'the report and the password are',
  oauth2: 'the report and the access token are',
} as const satisfies Record<MailAuth['kind'] | 'none', string>;

const warnAboutClearText = (
  read: Reader,
  { tls, verifyTls }: Pick<MailSettings, 'tls' | 'verifyTls'>,
  login: MailAuth['kind'] | undefined,
): void => {
  if (tls === 'none') {
    read.warn(`SMTP_TLS=none: ${inClearText[login ?? 'none']} sent unencrypted.`);
  } else if (!verifyTls) {
    read.warn("SMTP_TLS_VERIFY=false: the mail server's certificate is not checked.");
  }
};
