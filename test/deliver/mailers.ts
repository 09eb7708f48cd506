import type { Message, SendResult } from '../../src/deliver/mail.ts';
import { createMailer, type Mailer, type MailerDeps, type MailSettings } from '../../src/deliver/mailer.ts';
import { createApiFetch } from '../../src/net/api-fetch.ts';
import { createGuard } from '../../src/net/guard.ts';
import { defaultGuardSettings } from '../../src/net/guard-settings.ts';
import { createHttp } from '../../src/net/http.ts';
import { recordingLog } from '../helpers/log.ts';

/** Waits of its own would only make tests longer. */
const settings = { ...defaultGuardSettings, retryWaitMs: 1, retryMaxWaitMs: 1 };

/** What the program gives a mailer, but for the waits. */
export const mailerDeps = (changes: Partial<MailerDeps> = {}): MailerDeps => {
  const { log = recordingLog().log } = changes;
  const guard = createGuard(
    'mail',
    settings,
    { now: Date.now, random: Math.random, log },
    { circuit: 'none' },
  );
  return {
    log,
    now: Date.now,
    tokenHttp: (baseUrl) =>
      createHttp({
        baseUrl,
        headers: {},
        request: guard.request,
        fetch: createApiFetch(undefined),
        userAgent: 'unifi-report/test',
      }),
    ...changes,
  };
};

/** A mailer that talks to real sockets. */
export const mailerFor = (mail: MailSettings, changes: Partial<MailerDeps> = {}): Mailer =>
  createMailer(mail, mailerDeps(changes));

/** The same, for one message to everybody at once. */
export const mailingFor = (mail: MailSettings, changes: Partial<MailerDeps> = {}) => {
  const mailer = mailerFor(mail, changes);
  return {
    ...mailer,
    send: async (message: Message, signal: AbortSignal): Promise<SendResult> =>
      mailer.send(await mailer.compose(message), { recipients: mailer.recipients }, signal),
  };
};
