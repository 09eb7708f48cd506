import { exitCodes } from './exit-codes.ts';
import type { Io } from './io.ts';
import { createScrub } from './log-scrub.ts';
import type { Log } from './net/log.ts';
import { plainText } from './report/format.ts';
import { RunCancelled } from './run.ts';
import type { Store } from './store/store.ts';
import type { MakeReport } from './watched-report.ts';

export interface FailedReportDeps extends Pick<Io, 'now' | 'newId'> {
  readonly secrets: readonly string[];
  /** The console, as people write it. */
  readonly host: string;
  readonly store: Pick<Store, 'addRun' | 'addNews'>;
  /** The key of this network in the store. */
  readonly source: string;
  readonly log: Log;
}

const longestReason = 300;

/**
 * A report that fails in a way that nobody foresaw is not forgotten: it stands in the history and at `/metrics`, and the
 * next report says so. The error goes on to whoever asked for the report.
 */
export const noteFailures = (makeReport: MakeReport, deps: FailedReportDeps): MakeReport => {
  const scrub = createScrub(deps.secrets);
  return async (request, stop) => {
    const startedAtMs = deps.now();
    try {
      return await makeReport(request, stop);
    } catch (error) {
      const isFailure = !request.dryRun && !(error instanceof RunCancelled);
      if (isFailure) note(deps, startedAtMs, plainText(scrub(reasonOf(error)), longestReason));
      throw error;
    }
  };
};

const reasonOf = (error: unknown): string =>
  error instanceof Error ? error.message : 'something failed without saying why';

const headline = 'The report could not be made';

/** It moves no mark and takes up no slot: what it should have covered is covered by the next one. */
const note = (deps: FailedReportDeps, startedAtMs: number, reason: string): void => {
  const { store, source, host, log } = deps;
  try {
    store.addRun(source, {
      id: deps.newId(),
      startedAtMs,
      fromMs: startedAtMs,
      toMs: startedAtMs,
      movesMark: false,
      outcome: 'failed',
      exitCode: exitCodes.unexpected,
      verdict: headline,
      subject: `${headline}: ${reason}`,
      durationMs: deps.now() - startedAtMs,
    });
    store.addNews(
      `The report of ${host} (${new Date(startedAtMs).toISOString()}) could not be made, and this one covers its time as well. It ended unexpectedly: ${reason}`,
    );
  } catch (error) {
    log.error({ event: 'run_not_recorded', error }, 'That the report failed could not be recorded');
  }
};
