/** Why a source could not answer (DESIGN §2). The code decides what the reader is told and what the guard does. */
export const failureCodes = [
  'timeout',
  'circuit_open',
  'network',
  'tls',
  'rate_limited',
  'unauthorized',
  'forbidden',
  'unsupported',
  'http_error',
  'invalid_response',
  'too_large',
  'aborted',
  'unexpected',
] as const;

export type FailureCode = (typeof failureCodes)[number];

/** The headers of an answer, as they came; a server may send anything in them. */
export interface AnswerHeaders {
  /** The value of a header, whose name is in small letters; several are joined by a comma. */
  get(name: string): string | null;
  getSetCookie(): readonly string[];
}

/** What a server said in an answer that was not a success. Kept for the client that understands it; never logged. */
export interface FailedAnswer {
  status: number;
  headers: AnswerHeaders;
  /** At most 64 KiB of the body, decoded as UTF-8. */
  text: string;
}

export interface SourceErrorOptions {
  /** Whether asking the same again may succeed. */
  retryable?: boolean;
  /** What the server's `Retry-After` asks for. */
  retryAfterMs?: number;
  answer?: FailedAnswer;
  cause?: unknown;
}

/**
 * A source that did not answer as it should. `message` is the reason in plain language: it may stand in a report and
 * in a log, so it holds no URL query, header, body or secret.
 */
export class SourceError extends Error {
  override readonly name = 'SourceError';
  readonly code: FailureCode;
  readonly retryable: boolean;
  readonly retryAfterMs: number | undefined;
  readonly answer: FailedAnswer | undefined;

  constructor(code: FailureCode, message: string, options: SourceErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.retryable = options.retryable ?? false;
    this.retryAfterMs = options.retryAfterMs;
    // Not enumerable, so that no serialiser prints a server's answer by accident.
    this.answer = undefined;
    Object.defineProperty(this, 'answer', { value: options.answer, enumerable: false });
  }
}

export const isSourceError = (error: unknown): error is SourceError => error instanceof SourceError;
