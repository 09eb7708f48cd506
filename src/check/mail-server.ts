import type { MailSettings } from '../deliver/mail.ts';
import { createMailer } from '../deliver/mailer.ts';
import type { Check } from './checklist.ts';

const subject = 'Mail server';

/** Connects and logs in; sends nothing. */
export const checkMailServer: Check = async ({ settings: { config, log }, say, signal }) => {
  if (config.mail === undefined) {
    return say({ status: 'OFF', subject, detail: 'SMTP_HOST is not set, reports are only saved' });
  }
  const result = await createMailer(config.mail, { log }).verify(signal);
  if (result.ok) say({ status: 'OK', subject, detail: `${placeOf(config.mail)}, ${doorOf(config.mail)}` });
  else say({ status: 'FAILED', subject, detail: result.reason });
};

const placeOf = ({ host, port, tls }: MailSettings): string => `${host}:${port} (${tls})`;

const doorOf = ({ auth }: MailSettings): string =>
  auth === undefined ? 'answers; no login is set' : `accepts the login of ${auth.username}`;
