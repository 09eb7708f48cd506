import { createTask, type ScheduledTask, type TaskOptions, validateDetailed } from 'node-cron';
import type { ScheduleConfig } from '../config/config.ts';
import type { Log } from '../net/log.ts';
import type { CreateSchedule, Occasion, Schedule } from './contract.ts';
import { findLastDueMs } from './last-due.ts';
import { collectMissedSlots } from './missed-slots.ts';
import { type ParsedSchedule, readSchedule } from './parse.ts';
import { createSingleFlight } from './single-flight.ts';
import { findSkippedTimes } from './skipped-times.ts';

export type { CreateSchedule, Occasion, Schedule, ScheduleDeps, StartOptions } from './contract.ts';

/** A late wake-up still runs its slot; beyond, the slot counts as missed. node-cron's own limit is one second. */
const lateToleranceMs = 60_000;
const longestLookBackMs = 366 * 24 * 60 * 60 * 1000;

/** node-cron keeps every task it makes in a list of its own until the task is destroyed. */
const withTask = <T>(expression: string, timeZone: string, use: (task: ScheduledTask) => T): T => {
  const task = createTask(expression, () => undefined, { timezone: timeZone });
  try {
    return use(task);
  } finally {
    void task.destroy();
  }
};

const nextRunsMs = (expression: string, timeZone: string, count: number): readonly number[] =>
  withTask(expression, timeZone, (task) => task.getNextRuns(count).map((date) => date.getTime()));

const problems = (expression: string): readonly string[] =>
  validateDetailed(expression).errors.map(({ message }) =>
    message.replace(' is a invalid expression for ', ' is no valid '),
  );

/**
 * Reads what `REPORT_SCHEDULE` holds: a preset (07:00 in `timeZone`) or a cron expression of five or six fields, as
 * node-cron reads it (day of month AND day of week, libraries reference §1.1). The message of a failure says what
 * would be right; it does not repeat the variable's name.
 */
export const parseSchedule = (value: string, timeZone: string): ParsedSchedule =>
  readSchedule({ problems, nextRunsMs }, value, timeZone);

/**
 * The latest time the schedule was due, not after `nowMs` and after `sinceMs` (at most a year back); undefined when
 * it was not due in between. Milliseconds since 1970.
 */
export const lastDueMs = (config: ScheduleConfig, nowMs: number, sinceMs: number): number | undefined => {
  const { fields } = validateDetailed(config.expression);
  if (fields === undefined) return undefined;
  return withTask(config.expression, config.timeZone, (task) => {
    const matches = (atMs: number): boolean => task.match(new Date(atMs));
    return findLastDueMs(
      { matches, minutes: fields.minute, seconds: fields.second, timeZone: config.timeZone },
      nowMs,
      Math.max(sinceMs, nowMs - longestLookBackMs),
    );
  });
};

/**
 * Times of the schedule that do not exist within the next year because the clock goes forward over them, one sentence
 * each; `check` shows them.
 */
export const skippedTimes = ({ expression, timeZone }: ScheduleConfig, nowMs: number): readonly string[] => {
  const { fields } = validateDetailed(expression);
  if (fields === undefined) return [];
  const format = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' });
  const skippedMs = withTask(expression, timeZone, (due) =>
    withTask(expression, 'UTC', (named) =>
      findSkippedTimes(
        {
          isDue: (atMs) => due.match(new Date(atMs)),
          isNamed: (wallClockMs) => named.match(new Date(wallClockMs)),
          seconds: fields.second,
          timeZone,
        },
        nowMs,
      ),
    ),
  );
  return skippedMs.map(
    (atMs) =>
      `REPORT_SCHEDULE: ${format.format(atMs)} does not exist in ${timeZone}, because the clock goes forward then; there is no report at that time, and the next one covers it as well.`,
  );
};

/**
 * Whether a report is owed at start (DESIGN §5, `REPORT_CATCH_UP`): a slot passed since the last one, or there has
 * never been one.
 *
 * @param lastReportMs when the newest report ended; undefined before the first.
 */
export const isReportOwed = (
  config: ScheduleConfig,
  nowMs: number,
  lastReportMs: number | undefined,
): boolean => {
  if (!config.catchUp) return false;
  return lastReportMs === undefined || lastDueMs(config, nowMs, lastReportMs) !== undefined;
};

const toCronLogger = (log: Log): NonNullable<TaskOptions['logger']> => ({
  debug: (message) => log.debug({ event: 'scheduler', detail: String(message) }, 'Scheduler'),
  info: (message) => log.debug({ event: 'scheduler', detail: message }, 'Scheduler'),
  warn: (message) => log.warn({ event: 'scheduler', detail: message }, 'Scheduler'),
  error: (message, error) => log.error({ event: 'scheduler', error: error ?? message }, 'Scheduler'),
});

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });

/**
 * A schedule kept by node-cron; it knows nothing of reports. Slots that pass while the process is suspended are
 * caught up by one run when `catchUp` is set, never by a burst. Log events: `next_run`, `run_skipped`,
 * `slots_missed`, `run_failed`.
 */
export const createSchedule: CreateSchedule = (config, { log, now }) => {
  const { expression, timeZone, catchUp } = config;
  const next = (count: number): readonly number[] => nextRunsMs(expression, timeZone, count);

  const logNextRun = (): void => {
    for (const atMs of next(1)) {
      log.info({ event: 'next_run', at: new Date(atMs).toISOString(), timeZone }, 'Next run');
    }
  };

  const start: Schedule['start'] = async (job, signal, { runNow = false } = {}) => {
    if (signal.aborted) return;
    const flight = createSingleFlight<Occasion>(
      (occasion) => job(signal, occasion),
      (error) => log.error({ event: 'run_failed', error }, 'The run failed; the schedule goes on'),
      () => {
        if (!signal.aborted) logNextRun();
      },
    );
    const fire = (): void => {
      if (!flight.start('due'))
        log.warn({ event: 'run_skipped' }, 'The last run has not ended: this one is skipped');
    };
    const onMissed = collectMissedSlots(({ count, firstMs }) => {
      log.warn(
        { event: 'slots_missed', slots: count, lateMs: now() - firstMs, catchUp },
        'Runs were due while the process slept',
      );
      // The run that slept through them, where there is one, may cover none of what was missed.
      if (catchUp) void flight.startWhenIdle('missed', signal);
    });
    const task = createTask(expression, fire, {
      timezone: timeZone,
      missedExecutionTolerance: lateToleranceMs,
      logger: toCronLogger(log),
    });
    task.on('execution:missed', onMissed);

    await task.start();
    logNextRun();
    if (runNow) flight.start('start');
    await aborted(signal);
    await task.destroy();
    await flight.idle();
  };

  return { next, start };
};
