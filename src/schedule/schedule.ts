import type { ScheduleConfig } from '../config/config.ts';
import type { Log } from '../net/log.ts';

export interface ScheduleDeps {
  readonly log: Log;
  readonly now: () => number;
}

export interface Schedule {
  /** The next `count` times it is due, milliseconds since 1970. */
  next(count: number): readonly number[];
  /**
   * Calls `job` when it is due, never twice at once; resolves when `signal` aborts and the running job has ended.
   * A job that rejects is logged and the schedule goes on.
   */
  start(job: (signal: AbortSignal) => Promise<void>, signal: AbortSignal): Promise<void>;
}

export type CreateSchedule = (config: ScheduleConfig, deps: ScheduleDeps) => Schedule;
