import type { ScheduleConfig } from '../config/config.ts';
import type { Log } from '../net/log.ts';

export interface ScheduleDeps {
  readonly log: Log;
  readonly now: () => number;
}

/** Why a job is called: its time has come · the process slept through it · it was asked for at start. */
export type Occasion = 'due' | 'missed' | 'start';

export interface StartOptions {
  /** Run the job once at start, before anything is due: how a slot missed while the process was down is caught up. */
  readonly runNow?: boolean;
}

export interface Schedule {
  /** The next `count` times it is due, milliseconds since 1970, by the clock of the process. */
  next(count: number): readonly number[];
  /**
   * Calls `job` when it is due, never twice at once; resolves when `signal` aborts and the running job has ended.
   * A job that rejects is logged and the schedule goes on.
   */
  start(
    job: (signal: AbortSignal, occasion: Occasion) => Promise<void>,
    signal: AbortSignal,
    options?: StartOptions,
  ): Promise<void>;
}

export type CreateSchedule = (config: ScheduleConfig, deps: ScheduleDeps) => Schedule;
