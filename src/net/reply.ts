import type { Readable } from 'node:stream';
import type { AnswerHeaders } from './errors.ts';

/** An answer whose body has not been read yet: whoever gets it reads it or discards it (`body.ts`). */
export interface Reply {
  readonly status: number;
  readonly headers: AnswerHeaders;
  /** Decompressed while it is read. Fails when the answer is cut short. */
  readonly body: Readable;
}

/** Names in small letters. */
export type RequestHeaders = ReadonlyMap<string, string>;

/** What is asked, beside the address. */
export interface FetchInit {
  /** Default: GET. */
  readonly method?: string;
  readonly headers?: RequestHeaders;
  readonly body?: string;
  /** Ends the request with its reason: while connecting, while waiting and inside the body. */
  readonly signal?: AbortSignal;
  /**
   * Called when the connection stands and before the first byte of the request is written: from then on it may arrive.
   * When it throws nothing is sent, and that is the error of the request.
   */
  readonly onBegin?: () => void;
}

/** Makes one request and follows no redirect; `net/tls.ts` makes one for each way of checking certificates. */
export type Fetch = (url: string, init: FetchInit) => Promise<Reply>;

/** @param raw names and values in turn, as Node's `rawHeaders` */
export const replyHeaders = (raw: readonly string[]): AnswerHeaders => {
  const valuesOf = (name: string): readonly string[] =>
    raw.filter((_, at) => at % 2 === 1 && raw[at - 1]?.toLowerCase() === name);
  return {
    get: (name) => {
      const values = valuesOf(name);
      return values.length === 0 ? null : values.join(', ');
    },
    getSetCookie: () => valuesOf('set-cookie'),
  };
};
