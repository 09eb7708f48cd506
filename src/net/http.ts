// Before ky, which looks for the global names of fetch at its import.
import './undici.ts';
import ky from 'ky';
import { discard, readBeginning, readText } from './body.ts';
import { connectionError } from './connection-error.ts';
import type { Deadline, GuardRequest, RequestOptions } from './guard.ts';
import { headersOf, urlOf } from './http-request.ts';
import { parseJson } from './json.ts';
import { followRedirects } from './redirect.ts';
import { createRoom, type Room } from './room.ts';
import { statusError } from './status.ts';

export interface HttpRequest extends RequestOptions {
  /** Default: POST with `json`, `form` or `text`, else GET. */
  readonly method?: 'GET' | 'POST';
  /** Appended to the base URL, whose own path stays. Starts with `/`. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number | boolean>>;
  /** Sent as `application/json`. */
  readonly json?: unknown;
  /** Sent as `application/x-www-form-urlencoded`. */
  readonly form?: Readonly<Record<string, string>>;
  /** Sent as it is, to the byte; its type is among the headers. Well-formed text without a byte order mark. */
  readonly text?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Largest body that is read, counted after decompression. Default 32 MiB. */
  readonly maxBytes?: number;
  /** Whether the status is all that counts: the body is not read, so nothing about it can make an answer a failure. */
  readonly statusOnly?: boolean;
  /**
   * Looks at a successful answer inside the attempt, for sources that report failures under HTTP 200. A SourceError
   * that it throws is treated like one of the door: when it is `retryable`, the guard asks again.
   */
  readonly check?: (answer: HttpAnswer) => void;
  /** Called before every attempt, for sources that count requests. What it throws is the attempt's error: nothing is sent. */
  readonly beforeAttempt?: () => void;
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
  /** Shared with other clients of the same server; default: one of its own. */
  readonly room?: Room;
}

export type CreateHttp = (settings: HttpSettings) => Http;

const defaultMaxBytes = 32 * 1024 * 1024;
const failedAnswerMaxBytes = 64 * 1024;

/** A client of one base URL. Its requests pass the guard they are given; ky's own retry and timeout are off. */
export const createHttp: CreateHttp = (settings) => {
  const { room = createRoom() } = settings;
  return {
    request: (request, deadline) =>
      settings.request(request, deadline, (signal) => ask({ ...settings, room }, request, signal)),
  };
};

/** Makes the request once. An abort is passed on as it is: only the guard knows whether it is a time-out. */
async function ask(
  settings: HttpSettings & { readonly room: Room },
  request: HttpRequest,
  signal: AbortSignal,
): Promise<HttpAnswer> {
  request.beforeAttempt?.();
  const { json, form, text, maxBytes = defaultMaxBytes } = request;
  const isRead = json === undefined && form === undefined && text === undefined;
  const { method = isRead ? 'GET' : 'POST' } = request;
  const url = urlOf(settings.baseUrl, request.path, request.query ?? {});
  const headers = headersOf({ 'user-agent': settings.userAgent }, settings.headers, request.headers ?? {});
  const send = (target: URL) =>
    ky(target, {
      method,
      headers,
      ...(json !== undefined && { json }),
      ...(form !== undefined && { body: new URLSearchParams(form) }),
      ...(text !== undefined && { body: text }),
      retry: 0,
      timeout: false,
      throwHttpErrors: false,
      redirect: 'manual',
      fetch: (input) => sendPlain(settings.fetch, new Request(input), signal),
    });
  try {
    const response = await followRedirects(url, method, send);
    const answer =
      request.statusOnly === true ? statusOf(response) : await answerOf(response, maxBytes, settings.room);
    request.check?.(answer);
    return answer;
  } catch (error) {
    if (signal.aborted) throw error;
    throw connectionError(error, url.host);
  }
}

/** Hands ky's Request on as URL and init: undici's own fetch does not take another package's Request. */
async function sendPlain(fetch: Fetch, request: Request, signal: AbortSignal): Promise<Response> {
  const { url, method, headers, redirect } = request;
  const body = request.body === null ? null : await request.text();
  return fetch(url, { method, headers, redirect, body, signal });
}

async function answerOf(response: Response, maxBytes: number, room: Room): Promise<HttpAnswer> {
  const { status, headers, ok } = response;
  if (!ok) throw statusError({ status, headers, text: await readBeginning(response, failedAnswerMaxBytes) });
  const text = await readText(response, maxBytes, room);
  return { status, headers, text, json: () => parseJson(text) };
}

/** @throws SourceError for every status outside 200–299 */
function statusOf(response: Response): HttpAnswer {
  const { status, headers, ok } = response;
  discard(response);
  if (!ok) throw statusError({ status, headers, text: '' });
  return { status, headers, text: '', json: () => parseJson('') };
}
