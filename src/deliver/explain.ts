import type { LoginKind } from './login.ts';
import { quoteServer } from './quote.ts';
import { refusalOf } from './refusal.ts';
import type { SmtpError } from './smtp-error.ts';

/** What an explanation needs to know of the mail server. */
export interface MailServer {
  readonly host: string;
  readonly port: number;
  /** Never repeated, even when the server's answer holds them. */
  readonly secrets: readonly string[];
  readonly login: LoginKind;
}

const certificateWords =
  /certificate|self[- ]signed|altnames|unable to (get|verify)|DEPTH_ZERO|CERT_|UNABLE_TO_|SELF_SIGNED/i;
const unreachable = new Set(['EHOSTUNREACH', 'ENETUNREACH', 'EHOSTDOWN', 'EADDRNOTAVAIL']);

/**
 * Why an attempt failed, in sentences that a person can act on: what happened, where, what to do. They may stand in a
 * report and in a log: no secret, no stack.
 */
export const explainSmtpError = (server: MailServer, error: SmtpError): string => {
  const who = `The mail server ${server.host}:${server.port}`;
  const said =
    error.response === undefined ? '' : ` (it said: ${quoteServer(error.response, server.secrets)})`;
  const detail = quoteServer(withoutNodeAdvice(error.message), server.secrets);
  return (
    explainStartTls(who, said, error) ??
    explainRefusal(who, said, error, server.login) ??
    explainTls(who, detail, error) ??
    explainConnection(who, error) ??
    explainAnswer(who, said, error) ??
    `${who} could not be used: ${detail || 'no reason given'}.`
  );
};

/** Node's own advice is for people who start it by hand; ours follows. */
const withoutNodeAdvice = (message: string): string =>
  message.replace(
    /;?\s*(if the root CA is installed locally,?\s*)?try running Node\.js with --use-system-ca.*$/is,
    '',
  );

/** An attempt that was ended from this side: by a signal, or because it took longer than one attempt may. */
export const explainCancelled = ({ host, port }: MailServer, byRequest: boolean): string =>
  byRequest
    ? `Sending to the mail server ${host}:${port} was cancelled.`
    : `The mail server ${host}:${port} took too long over one message.`;

/** The store did not take the mark that a message may arrive from here on; without it nobody sends the end of one. */
export const explainStopped = ({ host, port }: MailServer): string =>
  `The message was not sent to the end to the mail server ${host}:${port}: that it may have arrived could not be written down. Check the disk that DATA_DIR lies on.`;

const explainStartTls = (who: string, said: string, error: SmtpError): string | undefined => {
  if (error.command !== 'STARTTLS' || error.responseCode === undefined) return undefined;
  if (error.responseCode < 500) return `${who} cannot start TLS just now${said}. The next run tries again.`;
  return `${who} offers no STARTTLS, and mail is not sent in clear. Set SMTP_TLS=implicit if it expects TLS at once (mostly on port 465), or SMTP_TLS=none only on a network you trust.`;
};

const explainRefusal = (
  who: string,
  said: string,
  error: SmtpError,
  login: LoginKind,
): string | undefined => {
  const refusal = refusalOf(error, login);
  return refusal && `${who} ${refusal.what}${said}. ${refusal.advice}`;
};

const explainTls = (who: string, detail: string, error: SmtpError): string | undefined => {
  const { code, originalCode = '', responseCode } = error;
  if (responseCode !== undefined) return undefined;
  if (certificateWords.test(`${originalCode} ${detail}`)) {
    return `${who} shows a certificate that is not trusted: ${detail}. Write the name it was issued for in SMTP_HOST, name its authority's file in NODE_EXTRA_CA_CERTS, or set SMTP_TLS_VERIFY=false on a network you trust.`;
  }
  if (/wrong version number|packet length too long|record overflow/i.test(detail)) {
    return `${who} does not speak TLS at once. Set SMTP_TLS=starttls (mostly on port 587).`;
  }
  if (code === 'ETLS') return `${who} failed at the TLS handshake: ${detail}. Check SMTP_PORT and SMTP_TLS.`;
  return undefined;
};

const explainConnection = (who: string, error: SmtpError): string | undefined => {
  const { code, originalCode = '', responseCode } = error;
  if (responseCode !== undefined) return undefined;
  if (code === 'ETIMEDOUT') return explainTimeout(who, error.timeoutType);
  if (code === 'EDNS') {
    return `${who} was not found: its name could not be resolved. Check SMTP_HOST, and the DNS of this machine.`;
  }
  if (originalCode === 'ECONNREFUSED') {
    return `${who} refuses connections. Check SMTP_HOST and SMTP_PORT, and that it is running.`;
  }
  if (unreachable.has(originalCode)) {
    return `${who} cannot be reached from here. Check the network and the firewall.`;
  }
  if (code === 'ECONNECTION' || originalCode === 'ECONNRESET' || originalCode === 'EPIPE') {
    return `${who} closed the connection. Check SMTP_PORT and SMTP_TLS if this comes again.`;
  }
  return undefined;
};

const explainTimeout = (who: string, type: string | undefined): string => {
  if (type === 'CONNECT_TIMEOUT') {
    return `${who} did not answer. Check SMTP_HOST, SMTP_PORT and the firewall; many networks block port 25.`;
  }
  if (type === 'GREETING_TIMEOUT') {
    return `${who} took the connection but sent no greeting. If it expects TLS at once (mostly on port 465), set SMTP_TLS=implicit.`;
  }
  return `${who} stopped answering.`;
};

const explainAnswer = (who: string, said: string, error: SmtpError): string | undefined => {
  const { code, command, responseCode } = error;
  if (responseCode === undefined) return undefined;
  if (responseCode >= 500) return `${who} refused the ${command === 'DATA' ? 'message' : 'session'}${said}.`;
  const what = code === 'EAUTH' ? 'could not check the login just now' : 'put the message off';
  return `${who} ${what}${said}. The next run tries again.`;
};
