import type { Deadline, GuardRequest } from '../net/guard.ts';

/** Which kind of console it is: UniFi OS (`/proxy/network`, keys) or the classic self-hosted application. */
export type ConsoleKind = 'unifi-os' | 'classic';

export type ConsoleCredentials =
  | { readonly kind: 'key'; readonly apiKey: string }
  | { readonly kind: 'login'; readonly username: string; readonly password: string };

export interface Site {
  /** The short name that stands in paths, e.g. `default`. */
  readonly name: string;
  /** What people call it, e.g. `Harbour Office`. */
  readonly description: string;
  readonly id?: string;
}

/**
 * One read. Legacy paths are below `/api/s/{site}/`, v2 paths below `/v2/api/site/{site}/`, those of the official
 * interface below `/integration/v1/`, which takes API keys only.
 */
export interface Question {
  readonly surface: 'legacy' | 'v2' | 'integration';
  /** For the log, e.g. "list devices". */
  readonly operation: string;
  /** Without a leading slash, e.g. `stat/device`. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number | boolean>>;
  /** Present = POST. Only read-style POSTs exist (`system-log/all`, `traffic-flows`, `stat/event` …). */
  readonly body?: unknown;
  /** At most four of these are read at once, because consoles are slow on them: devices and clients. */
  readonly heavy?: boolean;
  readonly attemptTimeoutMs?: number;
}

/**
 * A UniFi console seen by one reader: the session (login, cookies, detection) is shared between all readers of the
 * same host and credentials, the guard is the reader's own.
 */
export interface Console {
  /** Host and port as configured, for messages. */
  readonly host: string;
  kind(deadline: Deadline): Promise<ConsoleKind>;
  /** The configured site, or the only one; asked once per session. @throws SourceError that lists the sites. */
  site(deadline: Deadline): Promise<Site>;
  /** All sites that these credentials may see, whichever is configured. @throws SourceError */
  sites(deadline: Deadline): Promise<readonly Site[]>;
  /**
   * The answer parsed: for legacy the content of `data` (a `meta.rc` of `error` is thrown), else the body as it is.
   * @throws SourceError; `unsupported` for 404, 405, `api.err.NotFound` and `api.err.InvalidObject`.
   */
  read(question: Question, deadline: Deadline): Promise<unknown>;
  /** How far its clock is ahead of ours (below 0: behind), by its newest answer; undefined before the first one. */
  clockSkewMs(): number | undefined;
}

export type ConsoleFor = (request: GuardRequest) => Console;
