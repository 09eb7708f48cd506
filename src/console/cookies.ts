import type { AnswerHeaders } from '../net/errors.ts';

/** The cookies of one session, by name. */
export type CookieJar = Map<string, string>;

/**
 * Takes over every `Set-Cookie` of an answer. Consoles re-issue the session cookie on data answers and send attributes
 * that strict parsers choke on (`Partitioned`, UniFi API reference §1.2), so only name and value are read; everything goes
 * back to the one host it came from.
 */
export function keepCookies(jar: CookieJar, headers: AnswerHeaders): void {
  for (const line of headers.getSetCookie()) {
    const pair = line.split(';', 1)[0] ?? '';
    const name = pair.slice(0, Math.max(0, pair.indexOf('='))).trim();
    const value = pair.slice(pair.indexOf('=') + 1).trim();
    if (name === '') continue;
    if (value === '' || /;\s*max-age=(0|-\d+)\s*(;|$)/i.test(line)) jar.delete(name);
    else jar.set(name, value);
  }
}

export const cookieHeader = (jar: CookieJar): string =>
  [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
