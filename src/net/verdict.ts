import type { Deadline } from './deadline.ts';
import { isSourceError } from './errors.ts';
import type { GuardFailure } from './guard-contract.ts';
import { summariseThrown, type ThrownSummary } from './thrown.ts';

/** What a guard runs, and how a failure is told from a success in what it returns. */
export interface GuardedWork<T> {
  fetch(deadline: Deadline): Promise<T> | T;
  failureOf(value: T): GuardFailure | undefined;
}

export interface Failed {
  readonly failure: GuardFailure;
  /** Present when nobody expected it. */
  readonly thrown?: ThrownSummary;
}

/** A returned failure is worth exactly as much as a thrown one. */
export function judge<T>(value: T, failureOf: GuardedWork<T>['failureOf']): { readonly value: T } | Failed {
  try {
    const failure = failureOf(value);
    return failure === undefined ? { value } : { failure };
  } catch (error) {
    return failureOfThrown(error);
  }
}

/** Turns anything that can be thrown into a failure with a reason that is fit for a report. */
export function failureOfThrown(error: unknown): Failed {
  if (isSourceError(error)) return { failure: { code: error.code, detail: error.message } };
  const failure = {
    code: 'unexpected',
    detail: 'something unexpected went wrong; the log says more',
  } as const;
  return { failure, thrown: summariseThrown(error) };
}
