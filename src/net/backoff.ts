import type { GuardSettings } from './guard-settings.ts';

type BackoffSettings = Pick<GuardSettings, 'retryWaitMs' | 'retryMaxWaitMs'>;

/**
 * Milliseconds to wait before the next attempt. Doubles with every failed one up to the cap, then takes between half
 * and all of that, so that many clients do not come back at the same moment. A server's `Retry-After` is taken as it is.
 * `random` yields 0 … 1.
 */
export function waitBeforeRetry(
  settings: BackoffSettings,
  failedAttempts: number,
  retryAfterMs: number | undefined,
  random: () => number,
): number {
  if (retryAfterMs !== undefined) return retryAfterMs;
  const doubled = settings.retryWaitMs * 2 ** (failedAttempts - 1);
  const capped = Math.min(doubled, settings.retryMaxWaitMs);
  return Math.round(capped * (0.5 + random() / 2));
}
