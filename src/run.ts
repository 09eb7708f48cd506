import { setTimeout as sleep } from 'node:timers/promises';
import { type DeliveryDeps, deliverReport, exitCodeOf } from './delivery.ts';
import type { ExitCode } from './exit-codes.ts';
import type { FactsOf } from './integrations/outages.ts';
import type { IntegrationResults } from './integrations/results.ts';
import type { IntegrationStats } from './integrations/runner.ts';
import type { Log } from './net/log.ts';
import type { Period } from './period.ts';
import type { Email, Report } from './report/report.ts';
import type { Recalled, RunMemory } from './store/run-memory.ts';
import type { RunOutcome, RunRecord } from './store/store.ts';
import type { Snapshot } from './unifi/snapshot.ts';
import type { Gathered, ReportSettings } from './write-report.ts';
import type { Writing } from './writing.ts';

/** What a report is made with; no vendor, no clock and no environment of its own. */
export interface RunDeps extends Omit<DeliveryDeps, 'render'> {
  /** Sends what earlier runs could not, oldest first, once each. */
  deliverKept(signal: AbortSignal): Promise<void>;
  /** Whether there is something that earlier runs could not send. */
  hasKept(): boolean;
  periodNow(sinceMs: number | undefined): Period;
  /** Never rejects: what could not be read is a missing part. */
  collect(period: Period, signal: AbortSignal): Promise<Snapshot>;
  /** Never rejects: what failed is a failed section. */
  integrate(period: Period, signal: AbortSignal): Promise<IntegrationResults>;
  readonly factsOf: FactsOf;
  /** Loads what a report is written and sent with. */
  writing(): Promise<Pick<Writing, 'writeReport' | 'render'>>;
  /** How each integration that is on has fared since the process began. */
  integrationStats(): readonly IntegrationStats[];
  /** The one place where names and addresses of clients become hashes, where `PRIVACY` says so. */
  hideClients(gathered: Gathered): Gathered;
  /** What reports before this one knew, and what happened to the memory of them, in sentences. Never throws. */
  recall(): { readonly recalled: Recalled; readonly news: readonly string[] };
  /** Never throws. */
  recordRun(run: RunRecord, memory?: Omit<RunMemory, 'privacy'>): void;
  readonly reportSettings: ReportSettings;
  nextRunAtMs(): number | undefined;
  /** The name of the file that `save` will write. Never rejects. */
  nameFor(report: Report): Promise<string | undefined>;
}

export interface RunRequest {
  /** Replaces the start of the period and does not move the mark. */
  readonly sinceMs?: number;
  /** Sends and records nothing. */
  readonly dryRun: boolean;
  /** Given the outcome, why it was made now: shown in the log. */
  readonly cause: 'once' | 'schedule' | 'catch-up' | 'demo';
  /** It was due while the process was down or asleep: its subject says so. */
  readonly isDelayed?: boolean;
}

/** Aborted when the process is asked to end: `asking` at once, `sending` a few seconds later. */
export interface StopSignals {
  readonly asking: AbortSignal;
  readonly sending: AbortSignal;
}

export interface RunResult {
  readonly exitCode: ExitCode;
  readonly outcome: RunOutcome;
  readonly report: Report;
  readonly email: Email;
  readonly savedAs?: string;
  readonly reason?: string;
}

/** The process was asked to end before the report was made; nothing was recorded. */
export class RunCancelled extends Error {
  override readonly name = 'RunCancelled';
}

/** After so long the first questions are on their way, and loading is in nobody's way. */
const firstQuestionsMs = 40;

/**
 * Makes one report: ask everybody at the same time, find what matters, write it, deliver it, record it (DESIGN §1).
 * @throws RunCancelled when asked to stop before there was anything to send.
 */
export const runReport = async (
  deps: RunDeps,
  request: RunRequest,
  stop: StopSignals,
): Promise<RunResult> => {
  const startedAtMs = deps.now();
  if (!request.dryRun) await deps.deliverKept(stop.sending);

  const period = deps.periodNow(request.sinceMs);
  const answers = Promise.all([deps.collect(period, stop.asking), deps.integrate(period, stop.asking)]);
  await Promise.race([answers, sleep(firstQuestionsMs, undefined, { ref: false })]);
  const { writeReport, render } = await deps.writing();
  const [snapshot, integrations] = await answers;
  if (stop.asking.aborted) throw new RunCancelled('stopped before the report was complete');

  const { recalled, news } = deps.recall();
  const isCompared = request.sinceMs === undefined;
  const settings = { ...deps.reportSettings, notices: [...deps.reportSettings.notices, ...news] };
  const gathered = deps.hideClients({ snapshot, integrations });
  const nowMs = deps.now();
  const { report, memory } = writeReport(settings, {
    ...gathered,
    facts: deps.factsOf(gathered.integrations, nowMs, recalled),
    startedAtMs,
    nowMs,
    period,
    nextRunAtMs: deps.nextRunAtMs(),
    recalled,
    isCompared,
    isDelayed: request.isDelayed === true,
  });
  const savedName = request.dryRun ? undefined : await deps.nameFor(report);
  const email = await render(report, savedName);
  if (request.dryRun)
    return { exitCode: exitCodeOf(['delivered'], report), outcome: 'delivered', report, email };

  const remembering: DeliveryDeps = {
    ...deps,
    render,
    recordRun: (run) => deps.recordRun(run, isCompared ? memory : undefined),
  };
  const written = { startedAtMs, movesMark: isCompared, report, email };
  const delivery = await deliverReport(remembering, written, stop.sending);
  const result = { ...delivery, report, email };
  logResult(deps.log, request, result, deps.now() - startedAtMs);
  return result;
};

const logResult = (log: Log, request: RunRequest, result: RunResult, durationMs: number): void => {
  const fields = {
    event: 'report_done',
    cause: request.cause,
    outcome: result.outcome,
    exitCode: result.exitCode,
    verdict: result.report.verdict.headline,
    savedAs: result.savedAs,
    reason: result.reason ?? result.report.consoleFailure,
    durationMs,
  };
  if (result.exitCode === 0) log.info(fields, 'report done');
  else log.warn(fields, 'report done, with problems');
};
