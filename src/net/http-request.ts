import { SourceError } from './errors.ts';

/**
 * Joins base URL, path and query. @throws SourceError when the result is no URL or holds a user name or password;
 * it says nothing of the address, which the errors of `URL` and `Request` would quote whole.
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

/** Joins headers; a later one replaces an earlier one. @throws SourceError that, unlike the original, does not say the value: it may be a key */
export function headersOf(...records: readonly Readonly<Record<string, string>>[]): Headers {
  const headers = new Headers({ accept: 'application/json' });
  try {
    for (const record of records)
      for (const [name, value] of Object.entries(record)) headers.set(name, value);
  } catch {
    throw new SourceError(
      'unexpected',
      'a header cannot be sent: is there a line break or a special letter in a key?',
    );
  }
  return headers;
}
