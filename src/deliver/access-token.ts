import * as v from 'valibot';
import { isSourceError, SourceError } from '../net/errors.ts';
import type { Http } from '../net/http.ts';
import type { Log } from '../net/log.ts';
import { explainNoToken, type TokenRefusal } from './explain-token.ts';
import type { OAuth2Client } from './mail.ts';

export type AccessToken =
  | { readonly ok: true; readonly accessToken: string }
  /** In sentences that a person can act on; no secret in them. */
  | { readonly ok: false; readonly reason: string };

/** Asks for a new access token. Total: never rejects. */
export type RequestAccessToken = (signal: AbortSignal) => Promise<AccessToken>;

export interface AccessTokenDeps {
  /** A client of the token server's origin, already guarded. */
  readonly tokenHttp: (baseUrl: string) => Http;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly log: Log;
}

/** For all attempts together. */
const budgetMs = 30_000;
const maxAnswerBytes = 64 * 1024;

/** What can stand in an XOAUTH2 login, which separates its fields by a control character. */
const tokenText = v.pipe(v.string(), v.regex(/^[\x21-\x7e]{1,8192}$/));
const GrantedSchema = v.object({
  access_token: tokenText,
  refresh_token: v.fallback(v.optional(tokenText), undefined),
});
const refusalText = v.fallback(v.optional(v.string()), undefined);
const RefusedSchema = v.object({ error: v.string(), error_description: refusalText });

/**
 * The refresh token flow (RFC 6749 §6) through our own HTTP client. nodemailer's own, measured with 10.6: it follows
 * redirects to other origins, reads up to 64 MiB, repeats in its errors whatever the server said, knows no proxy, and lets
 * the mail server wait meanwhile.
 */
export const createAccessTokens = (
  client: OAuth2Client,
  { tokenHttp, now, log }: AccessTokenDeps,
): RequestAccessToken => {
  const { origin, pathname, host } = new URL(client.tokenUrl);
  const http = tokenHttp(origin);
  // "The client MUST discard the old refresh token and replace it with the new" (RFC 6749 §6).
  let { refreshToken } = client;

  return async (signal) => {
    const deadline = {
      signal: AbortSignal.any([signal, AbortSignal.timeout(budgetMs)]),
      deadlineMs: now() + budgetMs,
    };
    const request = {
      operation: 'ask for an access token',
      path: pathname,
      form: formOf(client, refreshToken),
      maxBytes: maxAnswerBytes,
    };
    try {
      const granted = grantedIn((await http.request(request, deadline)).json());
      if (granted.refresh_token !== undefined && granted.refresh_token !== refreshToken) {
        refreshToken = granted.refresh_token;
        log.info({ event: 'refresh_token_replaced', host }, 'the token server replaced the refresh token');
      }
      return { ok: true, accessToken: granted.access_token };
    } catch (error) {
      const failure = isSourceError(error) ? error : new SourceError('unexpected', 'it could not be asked');
      const secrets = [refreshToken, client.refreshToken, client.clientSecret ?? ''];
      const hasSecret = client.clientSecret !== undefined;
      const reason = explainNoToken({ host, secrets, hasSecret }, failure, refusalIn(failure));
      return { ok: false, reason };
    }
  };
};

const formOf = (
  { clientId, clientSecret }: OAuth2Client,
  refreshToken: string,
): Readonly<Record<string, string>> => ({
  grant_type: 'refresh_token',
  client_id: clientId,
  ...(clientSecret !== undefined && { client_secret: clientSecret }),
  refresh_token: refreshToken,
});

const grantedIn = (body: unknown): v.InferOutput<typeof GrantedSchema> => {
  const granted = v.safeParse(GrantedSchema, body);
  if (!granted.success) throw new SourceError('invalid_response', 'answered without an access token');
  return granted.output;
};

/** The body of a refusal (RFC 6749 §5.2). */
const refusalIn = ({ answer }: SourceError): TokenRefusal | undefined => {
  try {
    const { error, error_description: description } = v.parse(RefusedSchema, JSON.parse(answer?.text ?? ''));
    return { error, description };
  } catch {
    return undefined;
  }
};
