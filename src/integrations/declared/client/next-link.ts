import { SourceError } from '../../../net/errors.ts';

/** Parameters may hold commas and semicolons inside quotes; the address stands between angle brackets. */
const link =
  /<(?<address>[^>]*)>(?<params>(?:\s*;\s*[\w!#$&+.^`|~*-]+(?:\s*=\s*(?:"(?:[^"\\]|\\.)*"|[^\s",;]+))?)*)/g;
const relNext = /;\s*rel\s*=\s*(?:"(?:[^"]*\s)?next(?:\s[^"]*)?"|next(?![\w-]))/i;

/**
 * Path and query of the page that the `Link` header calls the next one (RFC 8288 §3); undefined, where it calls none.
 * @throws SourceError `http_error` when that is on another origin, which must not see the credentials
 */
export function nextLink(header: string | null, origin: string): string | undefined {
  for (const { groups } of (header ?? '').slice(0, longestHeader).matchAll(link)) {
    if (!relNext.test(groups?.params ?? '')) continue;
    const target = URL.parse(groups?.address ?? '', origin);
    if (target === null)
      throw new SourceError('invalid_response', 'answered with a next page that has no address');
    if (target.origin !== origin)
      throw new SourceError('http_error', 'answered with a next page at another address; refused');
    return target.pathname + target.search;
  }
  return undefined;
}

/** A pattern must not have to search in megabytes. */
const longestHeader = 16_384;
