import { validateHeaderName, validateHeaderValue } from 'node:http';
import { SourceError } from './errors.ts';
import type { RequestHeaders } from './reply.ts';

/**
 * Joins base URL, path and query. @throws SourceError when the result is no URL or holds a user name or password;
 * it says nothing of the address, which the errors of `URL` would quote whole.
 */
export function urlOf(
  baseUrl: string,
  path: string,
  query: Readonly<Record<string, string | number | boolean>>,
): URL {
  // Without the slash, the path "@other.example" would make another host of it.
  const url = path.startsWith('/') ? URL.parse(baseUrl + path) : null;
  if (url === null || url.username !== '' || url.password !== '') {
    throw new SourceError(
      'unexpected',
      'the address is not a URL that can be asked (one without a password in it)',
    );
  }
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, String(value));
  return url;
}

/** A body as it is sent. */
interface Content {
  readonly text: string;
  /** What it is unless a header says otherwise. */
  readonly type: string;
}

interface Contents {
  readonly json?: unknown;
  readonly form?: Readonly<Record<string, string>>;
  readonly text?: string;
}

/** The body of a request; undefined where it has none. */
export function contentOf({ json, form, text }: Contents): Content | undefined {
  if (text !== undefined) return { text, type: 'text/plain;charset=UTF-8' };
  if (form !== undefined) {
    const type = 'application/x-www-form-urlencoded;charset=UTF-8';
    return { text: new URLSearchParams(form).toString(), type };
  }
  return json === undefined ? undefined : { text: JSON.stringify(json), type: 'application/json' };
}

export const typeOf = (content: Content | undefined): Readonly<Record<string, string>> =>
  content === undefined ? {} : { 'content-type': content.type };

const margin = '\t\n\r ';

/** Not by a pattern: those begin anew at each blank, and some values were a server's before. */
function withoutMargins(value: string): string {
  let start = 0;
  let end = value.length;
  while (start < end && margin.includes(value.charAt(start))) start += 1;
  while (end > start && margin.includes(value.charAt(end - 1))) end -= 1;
  return value.slice(start, end);
}

/**
 * Joins headers; a later one replaces an earlier one. Blanks and line breaks around a value are left out, as `fetch` does: a
 * key may come out of a file.
 * @throws SourceError that, unlike the original, does not say the value: it may be a key
 */
export function headersOf(...records: readonly Readonly<Record<string, string>>[]): RequestHeaders {
  const headers = new Map([['accept', 'application/json']]);
  try {
    for (const [given, padded] of records.flatMap((record) => Object.entries(record))) {
      const name = given.toLowerCase();
      const value = withoutMargins(padded);
      validateHeaderName(name);
      validateHeaderValue(name, value);
      headers.set(name, value);
    }
  } catch {
    throw new SourceError(
      'unexpected',
      'a header cannot be sent: is there a line break or a special letter in a key?',
    );
  }
  return headers;
}
