import { pause } from './net/deadline.ts';
import type { Log } from './net/log.ts';

export interface RedeliveryDeps {
  /** Whether there is something that earlier runs could not send. */
  hasKept(): boolean;
  /** Tries all of it once. */
  deliverKept(): Promise<void>;
  readonly random: () => number;
  readonly log: Log;
}

const firstWaitMs = 60_000;
const longestWaitMs = 60 * 60_000;

/** A minute, two, four … an hour, each up to a quarter longer, so that many daemons do not knock at the same moment. */
export const waitBeforeMs = (attempt: number, random: () => number): number =>
  Math.min(firstWaitMs * 2 ** attempt, longestWaitMs) * (1 + random() / 4);

/** The daemon's attempts between its runs; every run tries everything by itself. */
export interface Redelivery {
  /** Begins anew, with the shortest wait: after a run, which has just tried. */
  restart(): void;
  /** Tries what a process before this one left behind, at once. */
  begin(): void;
  /** Resolves when it has stopped, after the attempt that is under way. */
  readonly ended: Promise<void>;
}

/** Waits as long as there is nothing to send; `signal` ends it. */
export const createRedelivery = (deps: RedeliveryDeps, signal: AbortSignal): Redelivery => {
  let round: AbortController | undefined;
  let running: Promise<void> = Promise.resolve();
  const stopped = Promise.withResolvers<void>();
  signal.addEventListener('abort', () => void running.finally(stopped.resolve), { once: true });

  const tryUntilEmpty = async (startsNow: boolean, untilRestart: AbortSignal): Promise<void> => {
    for (let attempt = startsNow ? -1 : 0; deps.hasKept(); attempt += 1) {
      const waitMs = attempt < 0 ? 0 : Math.round(waitBeforeMs(attempt, deps.random));
      deps.log.debug({ event: 'outbox_waits', waitMs }, 'Kept reports are tried again');
      await pause(waitMs, untilRestart);
      if (untilRestart.aborted) return;
      await deps.deliverKept();
    }
  };

  const start = (startsNow: boolean): void => {
    round?.abort();
    round = new AbortController();
    const untilRestart = AbortSignal.any([round.signal, signal]);
    running = running.then(() => tryUntilEmpty(startsNow, untilRestart)).catch(logFailure(deps.log));
  };

  return { begin: () => start(true), restart: () => start(false), ended: stopped.promise };
};

const logFailure =
  (log: Log) =>
  (error: unknown): void =>
    log.error({ event: 'outbox_failed', error }, 'Kept reports could not be tried again');
