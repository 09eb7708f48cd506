import { type Deadline, outOfTime } from '../net/deadline.ts';
import { isSourceError } from '../net/errors.ts';

/** Settles like the promise, or rejects as soon as the deadline's signal aborts. @throws SourceError */
export async function untilAborted<T>(promise: Promise<T>, deadline: Deadline): Promise<T> {
  const { signal } = deadline;
  const { promise: stopped, reject } = Promise.withResolvers<never>();
  const stop = () => reject(outOfTime(deadline));
  if (signal.aborted) stop();
  signal.addEventListener('abort', stop, { once: true });
  try {
    return await Promise.race([promise, stopped]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

/** One piece of work for all who ask for it at the same time. */
export type SingleFlight<T> = (deadline: Deadline, start: () => Promise<T>) => Promise<T>;

/**
 * Whoever comes first does the work, with its own deadline; the others wait for it. When the first one's time is up and
 * theirs is not, the next one starts again.
 */
export function singleFlight<T>(): SingleFlight<T> {
  let flight: { readonly landing: Promise<T>; readonly deadlineMs: number } | undefined;
  return async (deadline, start) => {
    while (flight) {
      const { landing, deadlineMs } = flight;
      try {
        return await untilAborted(landing, deadline);
      } catch (error) {
        const mayStillSucceed = isGivenUp(error) && deadlineMs < deadline.deadlineMs;
        if (deadline.signal.aborted || !mayStillSucceed) throw error;
      }
    }
    const landing = start().finally(() => {
      flight = undefined;
    });
    flight = { landing, deadlineMs: deadline.deadlineMs };
    return landing;
  };
}

const isGivenUp = (error: unknown): boolean =>
  isSourceError(error) && (error.code === 'timeout' || error.code === 'aborted');
