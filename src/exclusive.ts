import { BusyError } from './busy-error.ts';
import { pause } from './net/deadline.ts';
import type { Log } from './net/log.ts';
import { type LockAttempt, type LockHolder, type LockName, takeLock } from './store/lock.ts';

export interface ExclusiveDeps {
  readonly dataDir: string;
  readonly log: Log;
  readonly now: () => number;
}

/** What only one process at a time may do with a `DATA_DIR`. A directory that cannot hold a lock stops nothing. */
export interface Exclusive {
  /**
   * The one daemon, until the returned function is called.
   *
   * @throws BusyError when there is another.
   */
  becomeDaemon(): () => void;
  /** @throws BusyError when somebody else is at it. */
  orRefuse<T>(doing: string, work: () => Promise<T>): Promise<T>;
  /** Leaves it when somebody else is at it. */
  orLeave(doing: string, work: () => Promise<void>): Promise<void>;
  /** Waits until nobody else is at it, or until `signal` aborts; then there is nothing done. */
  inTurn(doing: string, work: () => Promise<void>, signal: AbortSignal): Promise<void>;
}

const pollMs = 1_000;
const doNothing = (): void => undefined;

export const createExclusive = ({ dataDir, log, now }: ExclusiveDeps): Exclusive => {
  let isTold = false;

  const take = (name: LockName, doing: string): LockAttempt => {
    const attempt = takeLock(dataDir, { name, doing, nowMs: now() });
    if (attempt.kind === 'unavailable' && !isTold) {
      isTold = true;
      log.warn(
        { event: 'lock_unavailable', reason: attempt.reason },
        'Nothing keeps two reports of this DATA_DIR from being made at once',
      );
    }
    return attempt;
  };

  const holding = async <T>(attempt: LockAttempt, work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } finally {
      if (attempt.kind === 'held') attempt.release();
    }
  };

  return {
    becomeDaemon: () => {
      const attempt = take('daemon', 'making reports on a schedule');
      if (attempt.kind === 'busy') throw new BusyError(anotherDaemon(dataDir, attempt.holder));
      return attempt.kind === 'held' ? attempt.release : doNothing;
    },

    orRefuse: async (doing, work) => {
      const attempt = take('report', doing);
      if (attempt.kind === 'busy') throw new BusyError(anotherReport(dataDir, attempt.holder));
      return holding(attempt, work);
    },

    orLeave: async (doing, work) => {
      const attempt = take('report', doing);
      if (attempt.kind !== 'busy') await holding(attempt, work);
    },

    inTurn: async (doing, work, signal) => {
      let attempt = take('report', doing);
      if (attempt.kind === 'busy')
        log.info(
          { event: 'run_waits', holder: attempt.holder },
          'Another report is being made: waiting for it',
        );
      while (attempt.kind === 'busy' && !signal.aborted) {
        await pause(pollMs, signal);
        attempt = take('report', doing);
      }
      if (attempt.kind !== 'busy') await holding(attempt, work);
    },
  };
};

const anotherReport = (dataDir: string, holder: LockHolder | undefined): string =>
  `Another process is ${holder?.doing ?? 'making a report'} with DATA_DIR ${dataDir} right now${who(holder)}. Try again when it has ended, or give each network a DATA_DIR of its own.`;

const anotherDaemon = (dataDir: string, holder: LockHolder | undefined): string =>
  `Another daemon is making the reports of DATA_DIR ${dataDir}${who(holder)}. Stop one of the two, or give each a DATA_DIR of its own; "run --once" works beside a daemon.`;

const who = (holder: LockHolder | undefined): string =>
  holder === undefined
    ? ''
    : ` (its process number is ${holder.pid} on the host ${holder.host}, it began at ${new Date(holder.startedAtMs).toISOString()})`;
