import { isSourceError, type SourceError } from './errors.ts';
import type { RetryCause } from './guard-settings.ts';

/**
 * Whether what was thrown is worth another attempt: what the error says of itself, or, where causes are listed, what
 * they say of its status. An error without a status is one of the connection, a late answer included.
 */
export function isWorthRetrying(
  thrown: unknown,
  retryOn: readonly RetryCause[] | undefined,
): thrown is SourceError {
  if (!isSourceError(thrown)) return false;
  if (retryOn === undefined) return thrown.retryable;
  const status = thrown.answer?.status;
  if (status === undefined) return thrown.retryable && retryOn.includes('connection');
  return retryOn.some((cause) => cause === status || cause === `${Math.floor(status / 100)}xx`);
}
