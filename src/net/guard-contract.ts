import type { Deadline } from './deadline.ts';
import type { FailureCode } from './errors.ts';
import type { GuardSettings } from './guard-settings.ts';
import type { Log } from './log.ts';

/** The knobs of a guard that are about trying again. */
export type RetrySettings = Pick<GuardSettings, Extract<keyof GuardSettings, `retry${string}`>>;

export interface RequestOptions {
  /** What is asked, for the log: "list zones". No URL, no id. */
  readonly operation: string;
  /** Overrides of the guard's settings for this request. */
  readonly retry?: Partial<RetrySettings>;
  readonly attemptTimeoutMs?: number;
}

/**
 * Retry and attempt timeout around one request (DESIGN §4). `attempt` makes the request once, with a signal that
 * aborts at the attempt's end or the deadline; it throws a SourceError whose `retryable` decides.
 * @throws SourceError of the last attempt; `timeout` when the budget is used up; `aborted` when the caller gave up.
 */
export type GuardRequest = <T>(
  options: RequestOptions,
  deadline: Deadline,
  attempt: (signal: AbortSignal) => Promise<T>,
) => Promise<T>;

export interface GuardFailure {
  readonly code: FailureCode;
  /** The reason in plain language, fit for a report. */
  readonly detail: string;
}

export type GuardOutcome<T> =
  | { readonly success: true; readonly durationMs: number; readonly value: T }
  | { readonly success: false; readonly durationMs: number; readonly failure: GuardFailure };

/** Since the process started. A skip because of an open circuit is not a call, a shutdown is not a failure. */
export interface GuardStats {
  /** `half_open` from the moment a trial is due until its outcome is known. */
  readonly state: 'closed' | 'open' | 'half_open';
  readonly calls: number;
  readonly failures: number;
  readonly lastFailureAtMs?: number;
  readonly lastFailureCode?: FailureCode;
  readonly lastSuccessAtMs?: number;
  readonly lastDurationMs?: number;
}

export interface Guard {
  /**
   * Circuit and budget around one fetch. Total: never throws, never rejects. `failureOf` tells a returned failure
   * from a success, so that it counts exactly as a thrown one. `signal` is the caller's (shutdown): once it aborts the
   * outcome is `aborted`, which the circuit does not count.
   */
  run<T>(
    fetch: (deadline: Deadline) => Promise<T> | T,
    failureOf: (value: T) => GuardFailure | undefined,
    signal: AbortSignal,
  ): Promise<GuardOutcome<T>>;
  readonly request: GuardRequest;
  stats(): GuardStats;
}

export interface GuardDeps {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** 0 … 1, for the jitter of the back-off. */
  readonly random: () => number;
  readonly log: Log;
}

/** Creates the guard of one source; `circuit: 'none'` for the console, which is always asked. */
export type CreateGuard = (
  name: string,
  settings: GuardSettings,
  deps: GuardDeps,
  options?: { circuit?: 'consecutive' | 'none' },
) => Guard;
