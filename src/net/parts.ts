import { type Deadline, outOfTime } from './deadline.ts';
import { type FailureCode, isSourceError } from './errors.ts';

/** A part that could not be read; `detail` is fit for a report, `name` is what the reader calls it. */
export interface MissingPart {
  readonly ok: false;
  readonly name: string;
  readonly code: FailureCode;
  readonly detail: string;
  /** What was thrown, for the log, where nobody expected it (`code` is `unexpected`). */
  readonly cause?: unknown;
}

export type PartOutcome<T> = { readonly ok: true; readonly data: T } | MissingPart;

/** Parts are stopped this long before the deadline, so that what did arrive can still be put together (DESIGN §4). */
const marginMs = 2_000;

/** `setTimeout` fires at once for anything longer. */
const longestTimerMs = 2_147_483_647;

/**
 * Reads one of several parts of a source, so that its failure costs nothing but itself. It is stopped 2 s before the
 * deadline (a quarter of what is left, when less than 8 s are left): `read` gets that shortened deadline; passed on, it
 * really cancels the request. A part that then returns at once with what it has is kept; one that does not within a
 * quarter of the margin is given up. Total: never throws, never rejects.
 */
export async function readPart<T>(
  name: string,
  read: (deadline: Deadline) => Promise<T>,
  deadline: Deadline,
  now: () => number,
): Promise<PartOutcome<T>> {
  const leftMs = Math.max(0, deadline.deadlineMs - now());
  const margin = Math.min(marginMs, leftMs / 4);
  const stopping = new AbortController();
  const stop = () => stopping.abort(new DOMException('the time is up', 'TimeoutError'));
  if (leftMs === 0) stop();

  const signal = AbortSignal.any([deadline.signal, stopping.signal]);
  const shortened: Deadline = { signal, deadlineMs: now() + leftMs - margin };
  const givenUp = () => missing(name, outOfTime(shortened));
  if (signal.aborted) return givenUp();

  const cutOff = Promise.withResolvers<MissingPart>();
  const giveUp = () => cutOff.resolve(givenUp());
  const timers = [after(leftMs - margin, stop), after(leftMs - 0.75 * margin, giveUp)];
  deadline.signal.addEventListener('abort', giveUp, { once: true });
  try {
    return await Promise.race([settle(name, () => read(shortened), signal, givenUp), cutOff.promise]);
  } finally {
    timers.forEach(clearTimeout);
    deadline.signal.removeEventListener('abort', giveUp);
  }
}

const after = (waitMs: number, act: () => void) => setTimeout(act, Math.min(waitMs, longestTimerMs));

async function settle<T>(
  name: string,
  read: () => Promise<T>,
  signal: AbortSignal,
  givenUp: () => MissingPart,
): Promise<PartOutcome<T>> {
  try {
    return { ok: true, data: await read() };
  } catch (error) {
    return signal.aborted ? givenUp() : missing(name, error);
  }
}

function missing(name: string, error: unknown): MissingPart {
  if (isSourceError(error)) return { ok: false, name, code: error.code, detail: error.message };
  return { ok: false, name, code: 'unexpected', detail: 'something unexpected went wrong', cause: error };
}
