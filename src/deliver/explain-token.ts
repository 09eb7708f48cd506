import type { SourceError } from '../net/errors.ts';
import { quoteServer } from './quote.ts';

/** What an explanation needs to know of the token server. */
export interface TokenServer {
  readonly host: string;
  /** Never repeated, even when the server's answer holds them. */
  readonly secrets: readonly string[];
  /** Whether the client has a secret of its own. */
  readonly hasSecret: boolean;
}

/** A refusal in the words of OAuth 2 (RFC 6749 §5.2). */
export interface TokenRefusal {
  readonly error: string;
  readonly description: string | undefined;
}

/**
 * Why there is no access token, in sentences that a person can act on: what happened, where, what to do. They may stand
 * in a report and in a log: no secret, no stack.
 */
export const explainNoToken = (
  server: TokenServer,
  failure: SourceError,
  refusal: TokenRefusal | undefined,
): string => {
  const reason =
    explainRefusal(server, refusal) ??
    `${quoteServer(failure.message, server.secrets)}. ${adviceOn(server, failure)}`;
  return `No access token for the mail server from ${server.host}: ${reason}`;
};

const explainRefusal = (server: TokenServer, refusal: TokenRefusal | undefined): string | undefined => {
  if (refusal === undefined) return undefined;
  const { error, description } = refusal;
  const words = description === undefined ? error : `${error}: ${description}`;
  const said = `(it said: ${quoteServer(words, server.secrets)})`;
  switch (error) {
    case 'invalid_grant':
      return `it no longer accepts the refresh token ${said}. Sign in again as SMTP_USERNAME and set SMTP_OAUTH_REFRESH_TOKEN to the new one.`;
    case 'invalid_client':
    case 'unauthorized_client':
      return `it does not accept this client ${said}. ${clientAdvice(server)}`;
    case 'invalid_scope':
      return `it does not permit this client to send mail ${said}. Give the client the permission to send by SMTP and sign in again.`;
    case 'invalid_request':
    case 'unsupported_grant_type':
      return `it does not understand the request ${said}. Check SMTP_OAUTH_TOKEN_URL, SMTP_OAUTH_CLIENT_ID and SMTP_OAUTH_REFRESH_TOKEN.`;
    case 'temporarily_unavailable':
    case 'server_error':
      return `it cannot give one just now ${said}. The next run tries again.`;
    default:
      return `it refused ${said}. Check the SMTP_OAUTH_ variables.`;
  }
};

const clientAdvice = ({ hasSecret }: TokenServer): string =>
  hasSecret
    ? 'Check SMTP_OAUTH_CLIENT_ID and SMTP_OAUTH_CLIENT_SECRET: secrets expire, and a client that is registered as public has none.'
    : 'Check SMTP_OAUTH_CLIENT_ID, and set SMTP_OAUTH_CLIENT_SECRET unless the client is registered as public.';

const adviceOn = (server: TokenServer, { code, retryable }: SourceError): string => {
  switch (code) {
    case 'unauthorized':
    case 'forbidden':
      return clientAdvice(server);
    case 'network':
    case 'timeout':
      return 'Check SMTP_OAUTH_TOKEN_URL, and that this machine can reach it. The next run tries again.';
    case 'aborted':
      return 'The next run tries again.';
    default:
      return retryable ? 'The next run tries again.' : 'Check SMTP_OAUTH_TOKEN_URL.';
  }
};
