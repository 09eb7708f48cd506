import * as v from 'valibot';
import type { AnswerHeaders } from '../net/errors.ts';
import type { CookieJar } from './cookies.ts';

const tokenPayload = v.object({ csrfToken: v.string() });

/**
 * The token that every POST must carry, where an answer brings a new one: in a header of its own, only inside the JWT of
 * the `TOKEN` cookie, or as the classic application's `csrf_token` cookie (UniFi API reference §1.2, §1.3).
 * @param jar with the answer's cookies already in it
 */
export function newCsrfToken(headers: AnswerHeaders, jar: CookieJar): string | undefined {
  const sent = headers.get('x-updated-csrf-token') ?? headers.get('x-csrf-token');
  if (sent !== null) return sent;
  // An old cookie may hold a token that a header has replaced since.
  if (headers.getSetCookie().length === 0) return undefined;
  return fromJwt(jar.get('TOKEN')) ?? jar.get('csrf_token');
}

function fromJwt(token: string | undefined): string | undefined {
  const payload = token?.split('.')[1];
  if (payload === undefined) return undefined;
  try {
    const parsed = v.safeParse(tokenPayload, JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')));
    return parsed.success ? parsed.output.csrfToken : undefined;
  } catch {
    // Not a JWT: then the token is elsewhere, or not needed.
    return undefined;
  }
}
