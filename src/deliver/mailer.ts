import type { AccessTokenDeps } from './access-token.ts';
import { explainCancelled, explainSmtpError, explainStopped, type MailServer } from './explain.ts';
import { handOver } from './handing-over.ts';
import { createLogin, type Login, secretsOf } from './login.ts';
import type { Addressees, ComposedMail, MailSettings, Message, SendResult } from './mail.ts';
import { watchProgress } from './progress.ts';
import { quoteServer } from './quote.ts';
import { bareAddress, recipientsOf } from './recipients.ts';
import { deliveredTo, type RecipientError, resultOfFailure } from './send-result.ts';
import { readSmtpError, rejectedErrorsIn, type SmtpError } from './smtp-error.ts';
import { contentOf, defaultTimeouts, type MailTimeouts, transportOptions } from './smtp-options.ts';

export type { ComposedMail, MailSettings, Message, SendResult };

export type VerifyResult =
  /** `isLoggedIn` is false where no login is set, and where the server offers none. */
  { readonly ok: true; readonly isLoggedIn: boolean } | { readonly ok: false; readonly reason: string };

export interface Mailer {
  /** Who gets a mail by the configuration, each once. */
  readonly recipients: readonly string[];
  /** Fixes what will be sent, to the byte. */
  compose(message: Message): Promise<ComposedMail>;
  /** Total: never rejects. */
  send(mail: ComposedMail, to: Addressees, signal: AbortSignal): Promise<SendResult>;
  /** Connects and logs in, sends nothing. Total: never rejects. */
  verify(signal: AbortSignal): Promise<VerifyResult>;
}

export interface MailerDeps extends AccessTokenDeps {
  readonly timeouts?: Partial<MailTimeouts>;
}

/** Loads what sends mail, which a command that sends none does without. */
export const loadMailer = () => import('nodemailer');

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

/** What goes into a mail comes from the network: no part of it may name a file or a URL to read. */
const withoutAccess = { disableFileAccess: true, disableUrlAccess: true } as const;

const compose = async (settings: MailSettings, message: Message): Promise<ComposedMail> => {
  const { createTransport } = await loadMailer();
  const composer = createTransport({
    streamTransport: true,
    buffer: true,
    newline: 'windows',
    ...withoutAccess,
  });
  const { message: raw } = await composer.sendMail(contentOf(settings, message));
  if (!Buffer.isBuffer(raw)) throw new TypeError('the mail was not composed in one piece');
  return { messageId: message.messageId, raw };
};

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

  const readRejected = (errors: readonly unknown[], server: MailServer): readonly RecipientError[] =>
    errors.map((thrown) => {
      const error = read(thrown);
      const recipient = bareAddress(error.recipient ?? 'a recipient');
      return { recipient, error, words: quoteServer(error.response ?? 'no reason given', server.secrets) };
    });

  const sendAs = async (login: Login, { mail, to, signal, cancel }: Attempt): Promise<SendResult> => {
    const server = serverOf(settings, login);
    let isHandedOver = false;
    const content = () =>
      handOver(mail.raw, () => {
        to.onHandOver?.();
        isHandedOver = true;
      });
    const { createTransport } = await loadMailer();
    try {
      const transport = createTransport({ ...transportOptions(settings, login, limits), ...withoutAccess });
      transport.use('stream', ({ message }, done) => {
        if (message !== null) message.createReadStream = content;
        done();
      });
      const envelope = { from: bareAddress(settings.from), to: [...to.recipients] };
      const { messageId } = mail;
      const { accepted, rejectedErrors = [] } = await transport.sendMail({ envelope, messageId, signal });
      return deliveredTo(accepted.map(bareAddress), readRejected(rejectedErrors, server));
    } catch (thrown) {
      const error = read(thrown);
      const reason = explain(server, error, cancel);
      const rejected = readRejected(rejectedErrorsIn(thrown), server);
      const { recipients } = to;
      return resultOfFailure({ error, reason, recipients, rejected, isHandedOver, login: login.kind });
    }
  };

  const send: Mailer['send'] = async (mail, to, cancel) => {
    const signal = AbortSignal.any([cancel, AbortSignal.timeout(limits.totalMs)]);
    const ready = await prepareLogin(signal);
    if (!ready.ok) return { outcome: 'kept', reason: ready.reason, refused: [] };
    return sendAs(ready.login, { mail, to, signal, cancel });
  };

  const verify: Mailer['verify'] = async (cancel) => {
    const ready = await prepareLogin(cancel);
    if (!ready.ok) return ready;
    const server = serverOf(settings, ready.login);
    const { createTransport } = await loadMailer();
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

  return {
    recipients: recipientsOf(settings),
    compose: (message) => compose(settings, message),
    send,
    verify,
  };
};

const explain = (server: MailServer, error: SmtpError, cancel: AbortSignal): string => {
  if (error.code === 'EABORT') return explainCancelled(server, cancel.aborted);
  if (error.code === 'ESTREAM') return explainStopped(server);
  return explainSmtpError(server, error);
};

interface Attempt {
  readonly mail: ComposedMail;
  readonly to: Addressees;
  /** Aborted when it takes too long as well. */
  readonly signal: AbortSignal;
  /** Aborted from outside alone. */
  readonly cancel: AbortSignal;
}
