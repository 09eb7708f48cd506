import { SourceError } from './errors.ts';

/** How long something may still take: `signal` aborts at `deadlineMs` (same clock as the `now` given to the guard). */
export interface Deadline {
  readonly signal: AbortSignal;
  readonly deadlineMs: number;
}

/** The error of work that was cut off by its deadline: `timeout` when the time was up, `aborted` on shutdown. */
export function outOfTime(deadline: Deadline): SourceError {
  const reason: unknown = deadline.signal.reason;
  const timedOut = reason instanceof Error && reason.name === 'TimeoutError';
  return timedOut ? new SourceError('timeout', 'did not answer in time') : aborted();
}

export const aborted = (): SourceError =>
  new SourceError('aborted', 'cancelled because the program is stopping');

export const timedOut = (limitMs: number, retryable: boolean): SourceError =>
  new SourceError('timeout', `did not answer within ${inWords(limitMs)}`, { retryable });

/**
 * A signal that follows `signal` (which aborts without a reason) and says why: the reason of `caller`, or a
 * `TimeoutError`. `outOfTime` reads it.
 */
export function withReason(signal: AbortSignal, caller: AbortSignal): AbortSignal {
  const controller = new AbortController();
  const abort = () =>
    controller.abort(caller.aborted ? caller.reason : new DOMException('the time is up', 'TimeoutError'));
  signal.addEventListener('abort', abort, { once: true });
  return controller.signal;
}

/** Resolves after `waitMs`, or as soon as `signal` aborts. Leaves no timer behind. */
export function pause(waitMs: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, waitMs);
    signal.addEventListener('abort', end, { once: true });
  });
}

const inWords = (limitMs: number): string => (limitMs < 1_000 ? `${limitMs} ms` : `${limitMs / 1_000} s`);
