import { type MailSettings, placeOf } from '../deliver/mail.ts';
import { openMailer } from '../open-mailer.ts';
import type { Check } from './checklist.ts';

const subject = 'Mail server';

/** Connects and logs in; sends nothing. */
export const checkMailServer: Check = async ({ settings, io, say, signal }) => {
  const { config } = settings;
  if (config.mail === undefined) {
    const so = config.webhook === undefined ? 'reports are only saved' : 'nothing is mailed';
    return say({ status: 'OFF', subject, detail: `SMTP_HOST is not set, ${so}` });
  }
  const result = await openMailer(config.mail, settings, io).verify(signal);
  if (result.ok)
    say({
      status: 'OK',
      subject,
      detail: `${placeOf(config.mail)}, ${doorOf(config.mail, result.isLoggedIn)}`,
    });
  else say({ status: 'FAILED', subject, detail: result.reason });
};

const doorOf = ({ auth }: MailSettings, isLoggedIn: boolean): string => {
  if (auth === undefined) return 'answers; no login is set';
  if (isLoggedIn) return `accepts the login of ${auth.username}`;
  return 'answers, but offers no login on this connection: mail goes without SMTP_USERNAME';
};
