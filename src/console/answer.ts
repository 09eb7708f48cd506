import * as v from 'valibot';
import { type FailureCode, isSourceError, SourceError } from '../net/errors.ts';
import type { HttpAnswer } from '../net/http.ts';
import { isRecord, nested, number, text } from './fields.ts';

/**
 * What consoles say about a failure: legacy `{meta:{rc,msg}}`, v2 `{errorCode,message}` or `{code,message}`
 * (UniFi API reference §4, §5).
 */
const complaintSchema = v.object({
  meta: nested(v.object({ rc: text, msg: text })),
  errorCode: number,
  code: text,
  message: text,
});

interface Complaint {
  /** The envelope says so, under whatever HTTP status. */
  readonly failed: boolean;
  readonly words: string;
}

/** A booting console answers every path with 200 and a page (UniFi API reference §1.1). */
const webPageMessage =
  'the console answered with a web page; it may still be starting, or the host, port or UNIFI_CONTROLLER is wrong';

/** Codes that settle what an answer means, whatever its status (§4, §5.3). */
const meanings: readonly (readonly [RegExp, FailureCode, string])[] = [
  [/api\.err\.LoginRequired/, 'unauthorized', 'the console did not accept the credentials'],
  [/api\.err\.NoPermission/, 'forbidden', 'the account is not permitted to read this'],
  [
    /api\.err\.(NotFound|InvalidObject)|PRODUCT_UNAVAILABLE/,
    'unsupported',
    'not available on this version of the console',
  ],
  [/api\.err\.(NoSiteContext|UnknownSite)/, 'http_error', 'the console does not know the site any more'],
];

/** What an HTTP status means where the body says nothing. */
const statusMeanings: Readonly<Record<number, readonly [FailureCode, string]>> = {
  401: ['unauthorized', 'the console did not accept the credentials'],
  403: ['forbidden', 'the account is not permitted to read this'],
  404: ['unsupported', 'not available on this version of the console'],
  405: ['unsupported', 'not available on this version of the console'],
};

/** @throws SourceError `invalid_response` for a web page, nothing, or broken JSON */
export function parseBody(answer: HttpAnswer): unknown {
  const type = answer.headers.get('content-type') ?? '';
  if (/\bhtml\b/i.test(type) || answer.text.trimStart().startsWith('<'))
    throw new SourceError('invalid_response', webPageMessage);
  return answer.json();
}

export function complaintOf(body: unknown): Complaint {
  const parsed = v.safeParse(complaintSchema, body);
  if (!parsed.success) return { failed: false, words: '' };
  const { meta, errorCode = 0, code, message } = parsed.output;
  return {
    failed: meta?.rc === 'error' || errorCode >= 400,
    words: [meta?.msg, code, message].filter(Boolean).join(' '),
  };
}

/** @throws SourceError for `meta.rc: "error"` and `errorCode`, which come under HTTP 200 too (§4, §5) */
export function failOnComplaint(body: unknown): void {
  const complaint = complaintOf(body);
  if (complaint.failed) throw meaningOf(complaint) ?? said(complaint);
}

/** The content of the legacy envelope. @throws SourceError `invalid_response` when there is none */
export function unwrapLegacy(body: unknown): unknown {
  if (isRecord(body) && 'data' in body) return body.data;
  throw new SourceError('invalid_response', 'the console answered without the data that was asked for');
}

/** Says what a failed request means on a console; everything without an answer stays as it is. */
export function classify(error: unknown): unknown {
  if (!isSourceError(error) || error.answer === undefined) return error;
  const complaint = complaintOf(parseQuietly(error.answer.text));
  const options = { answer: error.answer, cause: error };
  const meaning = meaningOf(complaint);
  if (meaning) return new SourceError(meaning.code, meaning.message, options);
  const byStatus = statusMeanings[error.answer.status];
  if (byStatus) return new SourceError(...byStatus, options);
  if (complaint.words === '' || error.code !== 'http_error') return error;
  return new SourceError('http_error', said(complaint).message, options);
}

const meaningOf = ({ words }: Complaint): SourceError | undefined => {
  const found = meanings.find(([pattern]) => pattern.test(words));
  return found && new SourceError(found[1], found[2]);
};

/** The console's own words, on one short line: they come over the network. */
const said = ({ words }: Complaint): SourceError =>
  new SourceError(
    'http_error',
    words === ''
      ? 'the console reported an error without a reason'
      : `the console reported an error: ${words.replace(/[^\x20-\x7e]+/g, ' ').slice(0, 120)}`,
  );

function parseQuietly(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
