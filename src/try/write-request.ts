import { redacted, type Scrub } from '../log-scrub.ts';
import { formatDuration, plainText } from '../report/format.ts';
import type { RecordedRequest } from './recorded-fetch.ts';

/** What such a name holds is taken for a secret, known or not: a session id that was answered a moment ago, say. */
const secretName = /auth|key|token|secret|passw|cookie|credential|session|(?:^|[-_])sid$/i;
/** Ours, the same in every request. */
const dullHeaders = new Set(['user-agent', 'content-length']);
const longestBody = 2_000;

/** A request in a few lines: what was asked, with which headers and body, and the status. Redacted, and plain. */
export const writeRequest = (request: RecordedRequest, scrub: Scrub): string => {
  const { method, headers, body, durationMs, status } = request;
  const end = status === undefined ? 'no answer' : `HTTP ${status}`;
  const clean = (text: string) => plainText(scrub(text), longestBody);
  return [
    clean(`${method} ${redactedUrl(request.url)} → ${end}, ${formatDuration(durationMs)}`),
    ...[...headers]
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .filter(([name]) => !dullHeaders.has(name))
      .map(([name, value]) => clean(`${name}: ${secretName.test(name) ? redacted : value}`)),
    ...(body === undefined ? [] : [clean(redactedBody(body, headers.get('content-type') ?? ''))]),
  ].join('\n    ');
};

const redactedUrl = (address: string): string => {
  const url = URL.parse(address);
  if (url === null) return address;
  const query = [...url.searchParams].map(
    ([name, value]) => `${name}=${secretName.test(name) ? redacted : value}`,
  );
  return `${url.origin}${url.pathname}${query.length === 0 ? '' : `?${query.join('&')}`}`;
};

const redactedBody = (body: string, type: string): string => {
  if (type.startsWith('application/x-www-form-urlencoded'))
    return [...new URLSearchParams(body)]
      .map(([name, value]) => `${name}=${secretName.test(name) ? redacted : value}`)
      .join('&');
  try {
    return JSON.stringify(JSON.parse(body, redactMember));
  } catch {
    return body;
  }
};

const redactMember = (name: string, value: unknown): unknown =>
  secretName.test(name) && (typeof value === 'string' || typeof value === 'number') ? redacted : value;
