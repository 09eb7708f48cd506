/** What can be tried again: a status, a class of them, or a request that got no complete answer in time. */
export type RetryCause = number | '4xx' | '5xx' | 'connection';

/** The knobs of DESIGN §4, one set per integration. */
export interface GuardSettings {
  /** Consecutive failed fetches until the circuit opens. */
  readonly circuitThreshold: number;
  /** Time from opening until one trial is let through. */
  readonly circuitResetAfterMs: number;
  /** Budget of one fetch, back-off included. */
  readonly timeoutMs: number;
  /** One attempt of one request; shortened to what is left of the budget. */
  readonly attemptTimeoutMs: number;
  /** Attempts per request, the first one counted; 1 means no retry. */
  readonly retryAttempts: number;
  /** First wait between attempts; doubles, with jitter. */
  readonly retryWaitMs: number;
  /** No computed wait is longer; a server's `Retry-After` may be. */
  readonly retryMaxWaitMs: number;
  /** Failures older than this no longer count towards the threshold; absent = all of them do. */
  readonly circuitWindowMs?: number;
  /** How much longer each wait is than the one before; absent = twice as long. */
  readonly retryMultiplier?: number;
  /** Absent = true. */
  readonly retryJitter?: boolean;
  /** Absent = what the error says of itself: connection errors, 408, 429 and 5xx. */
  readonly retryOn?: readonly RetryCause[];
  /** Whether a server's `Retry-After` is waited for; absent = true. */
  readonly retryAfter?: boolean;
}

export const defaultGuardSettings = {
  circuitThreshold: 3,
  circuitResetAfterMs: 60_000,
  timeoutMs: 30_000,
  attemptTimeoutMs: 10_000,
  retryAttempts: 3,
  retryWaitMs: 1_000,
  retryMaxWaitMs: 5_000,
} as const satisfies GuardSettings;
