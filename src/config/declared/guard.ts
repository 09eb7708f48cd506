import * as v from 'valibot';
import type { CircuitSpec, RetrySpec } from '../../integrations/declared/spec.ts';
import { defaultGuardSettings, type RetryCause } from '../../net/guard-settings.ts';
import { boolean, duration, fields, listOf, numberFrom, object, whole } from './fields.ts';

/** Statuses that can be tried again are those of failures. */
const isRetryCause = (value: unknown): value is RetryCause =>
  value === 'connection' ||
  value === '4xx' ||
  value === '5xx' ||
  (typeof value === 'number' && Number.isInteger(value) && value >= 400 && value <= 599);

const retryCause = v.custom<RetryCause>(
  isRetryCause,
  'must be a status from 400 to 599, "4xx", "5xx" or "connection"',
);

/** What is written under `retry`; the rest is left to `defaultRetry` or the integration. */
export const retrySchema = object(
  v.pipe(
    fields({
      maxAttempts: v.exactOptional(whole(1, 100)),
      initialWait: v.exactOptional(duration),
      maxWait: v.exactOptional(duration),
      multiplier: v.exactOptional(numberFrom(1, 100)),
      retryOn: v.exactOptional(listOf(retryCause, 100)),
      jitter: v.exactOptional(boolean),
      retryAfter: v.exactOptional(boolean),
    }),
    v.check(
      ({ initialWait, maxWait }) =>
        initialWait === undefined || maxWait === undefined || initialWait <= maxWait,
      'its initialWait is longer than its maxWait',
    ),
    v.transform(
      ({
        maxAttempts,
        initialWait,
        maxWait,
        multiplier,
        retryOn,
        jitter,
        retryAfter,
      }): Partial<RetrySpec> => ({
        ...(maxAttempts !== undefined && { maxAttempts }),
        ...(initialWait !== undefined && { initialWaitMs: initialWait }),
        ...maxWaitFor(initialWait, maxWait),
        ...(multiplier !== undefined && { multiplier }),
        ...(retryOn !== undefined && { retryOn }),
        ...(jitter !== undefined && { jitter }),
        ...(retryAfter !== undefined && { retryAfter }),
      }),
    ),
  ),
);

/** A first wait beyond the default cap means a higher cap. */
const maxWaitFor = (initialWaitMs = 0, maxWaitMs?: number): Pick<RetrySpec, 'maxWaitMs'> | undefined => {
  if (maxWaitMs !== undefined) return { maxWaitMs };
  return initialWaitMs > defaultGuardSettings.retryMaxWaitMs ? { maxWaitMs: initialWaitMs } : undefined;
};

/** DESIGN §4. */
export const defaultRetry: RetrySpec = {
  maxAttempts: defaultGuardSettings.retryAttempts,
  initialWaitMs: defaultGuardSettings.retryWaitMs,
  maxWaitMs: defaultGuardSettings.retryMaxWaitMs,
  multiplier: 2,
  retryOn: [408, 429, '5xx', 'connection'],
  jitter: true,
  retryAfter: true,
};

export const circuitSchema = object(
  v.pipe(
    fields({
      threshold: v.exactOptional(whole(1, 100), defaultGuardSettings.circuitThreshold),
      window: v.exactOptional(duration),
      resetAfter: v.exactOptional(duration),
    }),
    v.transform(
      ({ threshold, window, resetAfter = defaultGuardSettings.circuitResetAfterMs }): CircuitSpec => ({
        threshold,
        ...(window !== undefined && { windowMs: window }),
        resetAfterMs: resetAfter,
      }),
    ),
  ),
);

export const defaultCircuit: CircuitSpec = {
  threshold: defaultGuardSettings.circuitThreshold,
  resetAfterMs: defaultGuardSettings.circuitResetAfterMs,
};
