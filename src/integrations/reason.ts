import { isDeed } from '../net/deed.ts';
import type { FailureCode } from '../net/errors.ts';
import type { GuardFailure } from '../net/guard.ts';
import { unableToFetchData } from './results.ts';

/** How the sentence under a failed integration's heading starts, by code; the detail follows where it helps. */
const sentenceStarts = {
  timeout: { start: 'It did not answer in time', withDetail: false },
  circuit_open: {
    start: 'Skipped, because it failed several times in a row just before; it is tried again after a pause',
    withDetail: false,
  },
  network: { start: 'It could not be reached', withDetail: true },
  tls: { start: 'Its certificate was not accepted', withDetail: true },
  rate_limited: { start: 'It asked for fewer requests', withDetail: true },
  unauthorized: { start: 'The credentials were refused', withDetail: true },
  forbidden: { start: 'The credentials lack a permission', withDetail: true },
  unsupported: { start: 'Not available on this version', withDetail: true },
  http_error: { start: 'It answered with an error', withDetail: true },
  invalid_response: { start: 'Its answer could not be understood', withDetail: true },
  too_large: { start: 'Its answer was too large', withDetail: true },
  aborted: { start: 'The report was stopped before it answered', withDetail: false },
  unexpected: { start: 'Something unexpected went wrong; the log says more', withDetail: false },
} as const satisfies Record<FailureCode, { start: string; withDetail: boolean }>;

/** One plain sentence for the reader of a report; `failure.detail` must have passed `plainDetail`. */
export function reasonOf({ code, detail }: GuardFailure): string {
  if (isDeed(detail)) return `It ${detail}.`;
  // A sentence that names a variable says what to set; nobody answered with it.
  if (code === 'http_error' && /^[A-Z]+_[A-Z_]+: /.test(detail)) return `${detail}.`;
  const { start, withDetail } = sentenceStarts[code];
  return withDetail && detail !== '' ? `${start}: ${detail}.` : `${start}.`;
}

const longestDetail = 240;
const shortestSecret = 4;

/**
 * Makes what a source said fit for a report and a log: no secret, no URL query or credentials, no control or
 * direction characters, not too long, without a full stop at its end, and without the words that mark a failed section.
 */
export function plainDetail(detail: string, secrets: Iterable<string>): string {
  const text = secretsRemover(secrets)(detail.toWellFormed())
    .replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .replaceAll(/(?<!\w)(\w+:\/\/)[^\s/@]*@/g, '$1')
    .replaceAll(/\S+/g, withoutQuery)
    .replaceAll(/\b(bearer|basic)\s+[\w.~+/=-]{8,}/gi, '$1 [redacted]')
    .replaceAll(new RegExp(unableToFetchData, 'gi'), 'no data')
    .trim()
    .replace(/(?<![.\s])[.\s]+$/, '');
  return text.length > longestDetail
    ? `${text
        .slice(0, longestDetail - 1)
        .trimEnd()
        .toWellFormed()}…`
    : text;
}

/** A word without what follows the path of the URL in it. Not one pattern: that would begin anew at each letter of a long word. */
function withoutQuery(word: string): string {
  const urlAt = word.search(/\w:\/\//);
  const length = urlAt < 0 ? -1 : word.slice(urlAt).search(/[?#]/);
  return length < 0 ? word : word.slice(0, urlAt + length);
}

/** Replaces `secrets`, and what becomes of them in an address. */
export function secretsRemover(secrets: Iterable<string>): (text: string) => string {
  // The longest first, so that a secret which holds another one goes as a whole.
  const forms = [...secrets]
    .map((secret) => secret.trim())
    .filter((secret) => secret.length >= shortestSecret)
    .flatMap((secret) => [secret, encodeURIComponent(secret.toWellFormed())])
    .toSorted((a, b) => b.length - a.length);
  return (text) => forms.reduce((rest, secret) => rest.replaceAll(secret, '[redacted]'), text);
}
