import type { Deadline, GuardRequest, RequestOptions } from './guard.ts';

export interface HttpRequest extends RequestOptions {
  readonly method?: 'GET' | 'POST';
  /** Appended to the base URL, whose own path stays. Starts with `/`. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number | boolean>>;
  /** Sent as `application/json`. */
  readonly json?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Largest body that is read, counted after decompression. Default 32 MiB. */
  readonly maxBytes?: number;
}

export interface HttpAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The body parsed; @throws SourceError `invalid_response` when it is not JSON (HTML of a booting console, say). */
  json(): unknown;
}

export interface Http {
  /**
   * One request, retried by the guard. Redirects to another origin are refused; at most 3 to the same one are followed.
   * @throws SourceError for every status outside 200–299 (with `answer`), and for everything else that goes wrong.
   */
  request(request: HttpRequest, deadline: Deadline): Promise<HttpAnswer>;
}

/** The subset of `fetch` that the client needs; `net/tls.ts` makes one that trusts a private certificate. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

export interface HttpSettings {
  /** `https://host[:port][/path]`, without a trailing slash. */
  readonly baseUrl: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly request: GuardRequest;
  readonly fetch: Fetch;
  /** Sent with every request. */
  readonly userAgent: string;
}

export type CreateHttp = (settings: HttpSettings) => Http;
