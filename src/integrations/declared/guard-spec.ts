import type { RetryCause } from '../../net/guard-settings.ts';

/** What is omitted in the file has the design's default here (DESIGN §4). */
export interface RetrySpec {
  /** The first one counted. */
  readonly maxAttempts: number;
  readonly initialWaitMs: number;
  readonly maxWaitMs: number;
  readonly multiplier: number;
  readonly retryOn: readonly RetryCause[];
  readonly jitter: boolean;
  /** Whether a server's `Retry-After` is waited for. */
  readonly retryAfter: boolean;
}

export interface CircuitSpec {
  /** Consecutive failed fetches that open it. */
  readonly threshold: number;
  /** Failures older than this are forgotten; absent = none is. */
  readonly windowMs?: number;
  readonly resetAfterMs: number;
}
