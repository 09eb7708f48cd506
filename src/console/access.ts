import type { AnswerHeaders } from '../net/errors.ts';
import type { ConsoleKind } from './console.ts';
import { type CookieJar, cookieHeader, keepCookies } from './cookies.ts';
import { newCsrfToken } from './csrf.ts';

/** What lets a request in: an API key, or the cookies of one login. */
export interface Access {
  readonly kind: ConsoleKind;
  /** Everything below this path is the Network application. */
  readonly prefix: '/proxy/network' | '';
  headers(): Readonly<Record<string, string>>;
  /** Takes over what an answer, also a failed one, says about the session. */
  learn(headers: AnswerHeaders): void;
}

const prefixOf = (kind: ConsoleKind) => (kind === 'unifi-os' ? '/proxy/network' : '');

/** One key serves the legacy and the v2 surface; keys exist on UniFi OS only (UniFi API reference §1.4). */
export function keyAccess(apiKey: string): Access {
  return {
    kind: 'unifi-os',
    prefix: prefixOf('unifi-os'),
    headers: () => ({ 'x-api-key': apiKey }),
    learn: () => {},
  };
}

/** The session that a login's answer opened; undefined when the answer brought no cookie. */
export function sessionAccess(kind: ConsoleKind, loginHeaders: AnswerHeaders): Access | undefined {
  const jar: CookieJar = new Map();
  let token: string | undefined;
  const learn = (headers: AnswerHeaders) => {
    keepCookies(jar, headers);
    token = newCsrfToken(headers, jar) ?? token;
  };
  learn(loginHeaders);
  if (jar.size === 0) return undefined;
  return {
    kind,
    prefix: prefixOf(kind),
    headers: () => ({ cookie: cookieHeader(jar), ...(token === undefined ? {} : { 'x-csrf-token': token }) }),
    learn,
  };
}
