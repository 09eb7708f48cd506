import type { ScheduleConfig } from './config/config.ts';
import type { Exclusive } from './exclusive.ts';
import type { Log } from './net/log.ts';
import { createRedelivery } from './redelivery.ts';
import { RunCancelled, type RunRequest, type StopSignals } from './run.ts';
import { isReportOwed, type Occasion, type Schedule, skippedTimes } from './schedule/schedule.ts';
import type { MakeReport } from './watched-report.ts';

export interface DaemonDeps {
  readonly config: ScheduleConfig;
  readonly schedule: Schedule;
  readonly exclusive: Exclusive;
  readonly log: Log;
  readonly now: () => number;
  readonly random: () => number;
  readonly makeReport: MakeReport;
  /** Where the newest regular report ended, whatever became of it; undefined before the first, and when nobody knows. */
  lastRunEndMs(): number | undefined;
  hasKept(): boolean;
  deliverKept(signal: AbortSignal): Promise<void>;
}

/**
 * Makes reports when they are due and sends kept ones in between, until asked to stop. A slot that was missed while the
 * process was down is made up for once at start; the very first report is made at start as well.
 */
export const runDaemon = async (deps: DaemonDeps, stop: StopSignals): Promise<void> => {
  const { config, schedule, exclusive, log, now, random } = deps;
  const lastAtStartMs = deps.lastRunEndMs();
  const isOwed = isReportOwed(config, now(), lastAtStartMs);

  const redelivery = createRedelivery(
    {
      hasKept: deps.hasKept,
      deliverKept: () => exclusive.orLeave('sending kept reports', () => deps.deliverKept(stop.sending)),
      random,
      log,
    },
    stop.asking,
  );

  const job = async (_signal: AbortSignal, occasion: Occasion): Promise<void> => {
    const lastBeforeMs = deps.lastRunEndMs();
    const isFirst = occasion === 'start' && lastAtStartMs === undefined;
    const request = requestFor(occasion, isFirst);
    const work = async (): Promise<void> => {
      if (deps.lastRunEndMs() !== lastBeforeMs) {
        log.warn({ event: 'run_skipped' }, 'A report was made by hand when this one was due: it is skipped');
        return;
      }
      await deps.makeReport(request, stop).catch(ignoreCancelled);
    };
    await exclusive.inTurn('making a report', work, stop.asking);
    redelivery.restart();
  };

  for (const warning of skippedTimes(config, now()))
    log.warn({ event: 'configuration', warning }, 'configuration');
  if (!isOwed) redelivery.begin();
  await schedule.start(job, stop.asking, { runNow: isOwed });
  await redelivery.ended;
};

const requestFor = (occasion: Occasion, isFirst: boolean): RunRequest => {
  if (occasion === 'due') return { dryRun: false, cause: 'schedule' };
  return { dryRun: false, cause: 'catch-up', isDelayed: !isFirst };
};

const ignoreCancelled = (error: unknown): void => {
  if (!(error instanceof RunCancelled)) throw error;
};
