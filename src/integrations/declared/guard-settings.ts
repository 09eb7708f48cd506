import type { RetrySettings } from '../../net/guard-contract.ts';
import { defaultGuardSettings, type GuardSettings } from '../../net/guard-settings.ts';
import type { DeclaredSpec, RetrySpec } from './spec.ts';

/** What an integration's part of the file means to its guard (DESIGN §4). */
export const guardSettingsOf = ({ timeoutMs, retry, circuit }: DeclaredSpec): GuardSettings => ({
  ...defaultGuardSettings,
  timeoutMs,
  ...retrySettingsOf(retry),
  circuitThreshold: circuit.threshold,
  circuitResetAfterMs: circuit.resetAfterMs,
  ...(circuit.windowMs !== undefined && { circuitWindowMs: circuit.windowMs }),
});

/** What one operation wants otherwise. */
export const retrySettingsOf = (retry: Partial<RetrySpec>): Partial<RetrySettings> => ({
  ...(retry.maxAttempts !== undefined && { retryAttempts: retry.maxAttempts }),
  ...(retry.initialWaitMs !== undefined && { retryWaitMs: retry.initialWaitMs }),
  ...(retry.maxWaitMs !== undefined && { retryMaxWaitMs: retry.maxWaitMs }),
  ...(retry.multiplier !== undefined && { retryMultiplier: retry.multiplier }),
  ...(retry.retryOn !== undefined && { retryOn: retry.retryOn }),
  ...(retry.jitter !== undefined && { retryJitter: retry.jitter }),
  ...(retry.retryAfter !== undefined && { retryAfter: retry.retryAfter }),
});
