import { createTransport } from 'nodemailer';
import type { AccessTokenDeps } from './access-token.ts';
import { explainCancelled, explainSmtpError, type MailServer } from './explain.ts';
import { createLogin, type Login, secretsOf } from './login.ts';
import type { MailSettings, Message, SendResult } from './mail.ts';
import { watchProgress } from './progress.ts';
import { quoteServer } from './quote.ts';
import { isPermanentRefusal } from './refusal.ts';
import { readSmtpError, type SmtpError } from './smtp-error.ts';
import { defaultTimeouts, type MailTimeouts, mailOf, transportOptions } from './smtp-options.ts';

export type { MailSettings, Message, SendResult };

export type VerifyResult =
  /** `isLoggedIn` is false where no login is set, and where the server offers none. */
  { readonly ok: true; readonly isLoggedIn: boolean } | { readonly ok: false; readonly reason: string };

export interface Mailer {
  /** Total: never rejects. */
  send(message: Message, signal: AbortSignal): Promise<SendResult>;
  /** Connects and logs in, sends nothing. Total: never rejects. */
  verify(signal: AbortSignal): Promise<VerifyResult>;
}

export interface MailerDeps extends AccessTokenDeps {
  readonly timeouts?: Partial<MailTimeouts>;
}

const resultOf = (
  error: SmtpError,
  server: MailServer,
  reason: string,
  isHandedOver: boolean,
): SendResult => {
  if (isPermanentRefusal(error, server.login)) return { outcome: 'refused', reason };
  // An answer, even a bad one, says that the message was not taken; no answer says nothing.
  if (isHandedOver && error.responseCode === undefined) return { outcome: 'unknown', reason };
  return { outcome: 'kept', reason };
};

const rejectOnAbort = (signal: AbortSignal): Promise<never> =>
  new Promise((_resolve, reject) => {
    const onAbort = (): void => reject(new Error('cancelled'));
    if (signal.aborted) onAbort();
    signal.addEventListener('abort', onAbort, { once: true });
  });

const serverOf = ({ host, port }: MailSettings, login: Login): MailServer => ({
  host,
  port,
  secrets: secretsOf(login),
  login: login.kind,
});

/** Sends by SMTP with nodemailer: one connection per message, no pool, encrypted unless `tls` is none. */
export const createMailer = (settings: MailSettings, { timeouts = {}, ...deps }: MailerDeps): Mailer => {
  const limits = { ...defaultTimeouts, ...timeouts };
  const prepareLogin = createLogin(settings.auth, deps);

  const read = (thrown: unknown): SmtpError => {
    const error = readSmtpError(thrown);
    const { code, originalCode, command, responseCode } = error;
    deps.log.debug({ event: 'smtp_failed', code, originalCode, command, responseCode }, 'SMTP failed');
    return error;
  };

  const sendAs = async (
    login: Login,
    message: Message,
    signal: AbortSignal,
    cancel: AbortSignal,
  ): Promise<SendResult> => {
    const server = serverOf(settings, login);
    const progress = watchProgress();
    try {
      const options = { ...transportOptions(settings, login, limits), logger: progress.logger };
      const mail = { ...mailOf(settings, message), signal };
      const { accepted, rejectedErrors = [] } = await createTransport(options).sendMail(mail);
      const refused = rejectedErrors.map((rejected) => ({
        recipient: rejected.recipient ?? 'a recipient',
        reason: quoteServer(read(rejected).response ?? 'no reason given', server.secrets),
      }));
      return { outcome: 'delivered', accepted, refused };
    } catch (thrown) {
      const error = read(thrown);
      const reason =
        error.code === 'EABORT' ? explainCancelled(server, cancel.aborted) : explainSmtpError(server, error);
      return resultOf(error, server, reason, progress.isHandedOver());
    }
  };

  const send: Mailer['send'] = async (message, cancel) => {
    const signal = AbortSignal.any([cancel, AbortSignal.timeout(limits.totalMs)]);
    const ready = await prepareLogin(signal);
    if (!ready.ok) return { outcome: 'kept', reason: ready.reason };
    return sendAs(ready.login, message, signal, cancel);
  };

  const verify: Mailer['verify'] = async (cancel) => {
    const ready = await prepareLogin(cancel);
    if (!ready.ok) return ready;
    const server = serverOf(settings, ready.login);
    const progress = watchProgress();
    // nodemailer's verify takes no signal: the connection it leaves behind ends by this time-out.
    const options = {
      ...transportOptions(settings, ready.login, limits),
      socketTimeout: limits.greetingMs,
      logger: progress.logger,
    };
    try {
      await Promise.race([createTransport(options).verify(), rejectOnAbort(cancel)]);
      return { ok: true, isLoggedIn: progress.isLoggedIn() };
    } catch (thrown) {
      if (cancel.aborted) return { ok: false, reason: explainCancelled(server, true) };
      return { ok: false, reason: explainSmtpError(server, read(thrown)) };
    }
  };

  return { send, verify };
};
