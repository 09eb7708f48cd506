import { type AnswerHeaders, type FailedAnswer, type FailureCode, SourceError } from './errors.ts';

/** The error of an answer whose status is not 200–299. Retryable: 408, 429 and 5xx (DESIGN §4). */
export function statusError(answer: FailedAnswer): SourceError {
  const { status, headers } = answer;
  const [code, reason] = meaningOf(status);
  const retryable = status === 408 || status === 429 || isServerError(status);
  const retryAfter = retryable ? retryAfterMs(headers) : undefined;
  return new SourceError(code, `${reason} (HTTP ${status})`, {
    retryable,
    answer,
    ...(retryAfter !== undefined && { retryAfterMs: retryAfter }),
  });
}

const isServerError = (status: number): boolean => status >= 500 && status <= 599;

function meaningOf(status: number): readonly [FailureCode, string] {
  if (status === 401) return ['unauthorized', 'refused the credentials'];
  if (status === 403) return ['forbidden', 'the credentials do not permit this'];
  if (status === 404) return ['http_error', 'does not know this address'];
  if (status === 429) return ['rate_limited', 'was asked too often'];
  if (isServerError(status)) return ['http_error', 'answered with an error of its own'];
  return ['http_error', 'did not accept the request'];
}

/**
 * What `Retry-After` asks for (RFC 9110 §10.2.3): seconds, or a date, which is measured against the answer's own `Date`
 * because the two clocks may differ. Anything else is as good as absent.
 */
export function retryAfterMs(headers: AnswerHeaders): number | undefined {
  const value = headers.get('retry-after')?.trim() ?? '';
  if (/^\d+(\.\d+)?$/.test(value)) return Math.ceil(Number(value) * 1_000);
  const waitMs = httpDateMs(value) - httpDateMs(headers.get('date') ?? '');
  return Number.isNaN(waitMs) ? undefined : Math.max(0, waitMs);
}

const httpDate = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/;

/** NaN for what is not an HTTP date: `Date.parse` alone would take "-5" for one. */
const httpDateMs = (value: string): number => (httpDate.test(value) ? Date.parse(value) : Number.NaN);
