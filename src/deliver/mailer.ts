import { createTransport } from 'nodemailer';
import type { Log } from '../net/log.ts';
import { explainCancelled, explainSmtpError, quoteServer } from './explain.ts';
import { watchHandOver } from './hand-over.ts';
import type { MailSettings, Message, SendResult } from './mail.ts';
import { isPermanentRefusal, readSmtpError, type SmtpError } from './smtp-error.ts';
import { defaultTimeouts, type MailTimeouts, mailOf, secretsOf, transportOptions } from './smtp-options.ts';

export type { MailSettings, Message, SendResult };

export type VerifyResult = { readonly ok: true } | { readonly ok: false; readonly reason: string };

export interface Mailer {
  /** Total: never rejects. */
  send(message: Message, signal: AbortSignal): Promise<SendResult>;
  /** Connects and logs in, sends nothing. Total: never rejects. */
  verify(signal: AbortSignal): Promise<VerifyResult>;
}

export interface MailerDeps {
  readonly log: Log;
  readonly timeouts?: Partial<MailTimeouts>;
}

const resultOf = (error: SmtpError, reason: string, isHandedOver: boolean): SendResult => {
  if (isPermanentRefusal(error)) return { outcome: 'refused', reason };
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

/** Sends by SMTP with nodemailer: one connection per message, no pool, encrypted unless `tls` is none. */
export const createMailer = (settings: MailSettings, { log, timeouts = {} }: MailerDeps): Mailer => {
  const limits = { ...defaultTimeouts, ...timeouts };
  const server = { host: settings.host, port: settings.port, secrets: secretsOf(settings) };

  const read = (thrown: unknown): SmtpError => {
    const error = readSmtpError(thrown);
    const { code, originalCode, command, responseCode } = error;
    log.debug({ event: 'smtp_failed', code, originalCode, command, responseCode }, 'SMTP failed');
    return error;
  };

  const send: Mailer['send'] = async (message, signal) => {
    const watch = watchHandOver();
    const tooLong = AbortSignal.timeout(limits.totalMs);
    try {
      const transport = createTransport({ ...transportOptions(settings, limits), logger: watch.logger });
      const mail = { ...mailOf(settings, message), signal: AbortSignal.any([signal, tooLong]) };
      const { accepted, rejectedErrors = [] } = await transport.sendMail(mail);
      const refused = rejectedErrors.map((rejected) => ({
        recipient: rejected.recipient ?? 'a recipient',
        reason: quoteServer(server, read(rejected).response ?? 'no reason given'),
      }));
      return { outcome: 'delivered', accepted, refused };
    } catch (thrown) {
      const error = read(thrown);
      const reason =
        error.code === 'EABORT' ? explainCancelled(server, signal.aborted) : explainSmtpError(server, error);
      return resultOf(error, reason, watch.isHandedOver());
    }
  };

  const verify: Mailer['verify'] = async (signal) => {
    // nodemailer's verify takes no signal: the connection it leaves behind ends by this time-out.
    const options = { ...transportOptions(settings, limits), socketTimeout: limits.greetingMs };
    try {
      await Promise.race([createTransport(options).verify(), rejectOnAbort(signal)]);
      return { ok: true };
    } catch (thrown) {
      if (signal.aborted) return { ok: false, reason: explainCancelled(server, true) };
      return { ok: false, reason: explainSmtpError(server, read(thrown)) };
    }
  };

  return { send, verify };
};
