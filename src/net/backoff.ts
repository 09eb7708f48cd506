import type { GuardSettings } from './guard-settings.ts';

type BackoffSettings = Pick<
  GuardSettings,
  'retryWaitMs' | 'retryMaxWaitMs' | 'retryMultiplier' | 'retryJitter'
>;

/**
 * Milliseconds to wait before the next attempt. Doubles with every failed one up to the cap, then takes between half
 * and all of that, so that many clients do not come back at the same moment (unless they are told not to). A server's `Retry-After` is taken as it is.
 * `random` yields 0 … 1.
 */
export function waitBeforeRetry(
  settings: BackoffSettings,
  failedAttempts: number,
  retryAfterMs: number | undefined,
  random: () => number,
): number {
  if (retryAfterMs !== undefined) return retryAfterMs;
  const { retryWaitMs, retryMaxWaitMs, retryMultiplier = 2, retryJitter = true } = settings;
  const capped = Math.min(retryWaitMs * retryMultiplier ** (failedAttempts - 1), retryMaxWaitMs);
  return Math.round(retryJitter ? capped * (0.5 + random() / 2) : capped);
}
