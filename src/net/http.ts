import { discard, readBeginning, readText } from './body.ts';
import { connectionError } from './connection-error.ts';
import type { AnswerHeaders } from './errors.ts';
import type { Deadline, GuardRequest, RequestOptions } from './guard.ts';
import { contentOf, headersOf, typeOf, urlOf } from './http-request.ts';
import { parseJson } from './json.ts';
import { followRedirects } from './redirect.ts';
import type { Fetch, Reply } from './reply.ts';
import { createRoom, type Room } from './room.ts';
import { statusError } from './status.ts';

export type { Fetch } from './reply.ts';

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
  /** As in `Fetch`: called when a connection stands, before anything is sent, and nothing is when it throws. */
  readonly onBegin?: () => void;
}

export interface HttpAnswer {
  readonly status: number;
  readonly headers: AnswerHeaders;
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

/** A client of one base URL. Its requests pass the guard they are given. */
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
  const { maxBytes = defaultMaxBytes, onBegin } = request;
  const content = contentOf(request);
  const { method = content === undefined ? 'GET' : 'POST' } = request;
  const url = urlOf(settings.baseUrl, request.path, request.query ?? {});
  const named = { 'user-agent': settings.userAgent };
  const headers = headersOf(typeOf(content), named, settings.headers, request.headers ?? {});
  const init = {
    method,
    headers,
    signal,
    ...(content !== undefined && { body: content.text }),
    ...(onBegin !== undefined && { onBegin }),
  };
  try {
    const reply = await followRedirects(url, method, (target) => settings.fetch(target.href, init));
    const answer =
      request.statusOnly === true ? statusOf(reply) : await answerOf(reply, maxBytes, settings.room);
    request.check?.(answer);
    return answer;
  } catch (error) {
    if (signal.aborted) throw error;
    throw connectionError(error, url.host);
  }
}

const isGood = (status: number): boolean => status >= 200 && status <= 299;

async function answerOf(reply: Reply, maxBytes: number, room: Room): Promise<HttpAnswer> {
  const { status, headers } = reply;
  if (!isGood(status))
    throw statusError({ status, headers, text: await readBeginning(reply, failedAnswerMaxBytes) });
  const text = await readText(reply, maxBytes, room);
  return { status, headers, text, json: () => parseJson(text) };
}

/** @throws SourceError for every status outside 200–299 */
function statusOf(reply: Reply): HttpAnswer {
  const { status, headers } = reply;
  discard(reply);
  if (!isGood(status)) throw statusError({ status, headers, text: '' });
  return { status, headers, text: '', json: () => parseJson('') };
}
