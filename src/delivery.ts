import type { ComposedMail } from './deliver/mail.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import type { Log } from './net/log.ts';
import type { Email, Report } from './report/report.ts';
import type { RunOutcome, RunRecord } from './store/store.ts';

/** What a finished report is delivered with. */
export interface DeliveryDeps {
  readonly now: () => number;
  readonly newId: () => string;
  readonly log: Log;
  /** Mail only from this severity on; what is kept silent is saved and recorded all the same. */
  readonly onlyIf: 'always' | 'warning' | 'critical';
  /** Stores the files. @returns the path of the HTML file. @throws Error when the directory cannot be written. */
  save(email: Email, report: Report): Promise<string>;
  /** @param savedName what the mail calls the saved file; absent where there is none. Never rejects. */
  render(report: Report, savedName?: string): Promise<Email>;
  /** A second call with the same id replaces what the first one said. Never throws. */
  recordRun(run: RunRecord): void;
  readonly post: Post;
}

/** Mail, or the absence of it: without SMTP a report is delivered by saving it. */
export type Post =
  | { readonly kind: 'none' }
  | {
      readonly kind: 'mail';
      compose(email: Email, report: Report, runId: string): Promise<ComposedMail>;
      /**
       * Stores the mail first, together with what `record` writes, so that a crash from here on cannot lose it; then
       * sends it. Never rejects.
       */
      send(runId: string, mail: ComposedMail, record: () => void, signal: AbortSignal): Promise<Sent>;
    };

/** What became of a mail, everybody whom it was for taken together. */
export interface Sent {
  /** `failed`: neither sent nor stored. */
  readonly outcome: 'delivered' | 'kept' | 'refused' | 'failed';
  readonly reason?: string;
}

export interface WrittenReport {
  readonly startedAtMs: number;
  /** False for `--since`: the next period then starts where it would have started anyway. */
  readonly movesMark: boolean;
  readonly report: Report;
  readonly email: Email;
}

export interface Delivery {
  readonly exitCode: ExitCode;
  readonly outcome: RunOutcome;
  readonly savedAs?: string;
  readonly reason?: string;
}

/** Saves the report, then mails it where mail is configured, and records what became of it. */
export const deliverReport = async (
  deps: DeliveryDeps,
  written: WrittenReport,
  signal: AbortSignal,
): Promise<Delivery> => {
  const { report, email } = written;
  const saved = await trySaving(deps, written);
  const id = deps.newId();
  const runAs = (outcome: RunOutcome): RunRecord => ({
    id,
    startedAtMs: written.startedAtMs,
    fromMs: report.period.fromMs,
    toMs: report.period.toMs,
    movesMark: written.movesMark,
    outcome,
    exitCode: exitCodeOf(outcome, report),
    verdict: report.verdict.headline,
    subject: email.subject,
    durationMs: deps.now() - written.startedAtMs,
    ...(saved.path === undefined ? {} : { savedAs: saved.path }),
  });
  const concluded = (outcome: RunOutcome, reason?: string): Delivery => ({
    exitCode: exitCodeOf(outcome, report),
    outcome,
    ...(saved.path === undefined ? {} : { savedAs: saved.path }),
    ...(reason === undefined ? {} : { reason }),
  });

  if (deps.post.kind === 'none' || isSilent(deps.onlyIf, report)) {
    const outcome = withoutMail(deps, report, saved);
    deps.recordRun(runAs(outcome));
    return concluded(outcome, saved.reason);
  }
  // A mail must not name a file that is not there.
  const sent = saved.path === undefined ? await deps.render(report) : email;
  const mail = await deps.post.compose(sent, report, id);
  const record = (outcome: RunOutcome): void =>
    deps.recordRun({ ...runAs(outcome), messageId: mail.messageId });
  const { outcome, reason } = await deps.post.send(id, mail, () => record('kept'), signal);
  record(outcome);
  return concluded(outcome, reason);
};

const withoutMail = (deps: DeliveryDeps, report: Report, saved: { path?: string }): RunOutcome => {
  if (isSilent(deps.onlyIf, report)) return 'silent';
  return saved.path === undefined ? 'failed' : 'delivered';
};

const trySaving = async (
  deps: DeliveryDeps,
  { email, report }: WrittenReport,
): Promise<{ path?: string; reason?: string }> => {
  try {
    return { path: await deps.save(email, report) };
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'the report could not be saved';
    deps.log.error({ event: 'report_not_saved', reason }, 'the report could not be saved');
    return { reason };
  }
};

/** 4 wins over 3 (DESIGN §6). */
export const exitCodeOf = (outcome: RunOutcome, report: Report): ExitCode => {
  if (outcome === 'kept' || outcome === 'refused' || outcome === 'failed') return exitCodes.notDelivered;
  return report.consoleFailure === undefined ? exitCodes.delivered : exitCodes.consoleUnreadable;
};

/**
 * A console that could not be read is never kept silent: silence would look like good news. A report with a gap is kept
 * only from who wants to hear of critical findings alone.
 */
const isSilent = (onlyIf: DeliveryDeps['onlyIf'], report: Report): boolean => {
  if (onlyIf === 'always' || report.consoleFailure !== undefined) return false;
  const { critical, warning } = report.verdict.counts;
  if (critical > 0) return false;
  return onlyIf === 'critical' || (warning === 0 && !report.incomplete);
};
