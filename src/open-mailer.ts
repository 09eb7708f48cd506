import type { MailSettings } from './deliver/mail.ts';
import { createMailer, type Mailer } from './deliver/mailer.ts';
import type { Io } from './io.ts';
import { openHttp } from './open-http.ts';
import type { Settings } from './settings.ts';

/** The mailer of a configuration. Where the login is OAuth 2, its token server is asked like every API on the internet. */
export const openMailer = (
  mail: MailSettings,
  settings: Pick<Settings, 'config' | 'log'>,
  io: Pick<Io, 'now' | 'random'>,
): Mailer =>
  createMailer(mail, { log: settings.log, now: io.now, tokenHttp: openHttp('mail', settings, io) });
