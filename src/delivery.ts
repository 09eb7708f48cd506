import type { ChannelName } from './deliver/channel.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import type { Log } from './net/log.ts';
import type { Email, Report } from './report/report.ts';
import type { ChannelOutcome, ChannelOutcomes, RunOutcome, RunRecord } from './store/store.ts';

/** What a finished report is delivered with. */
export interface DeliveryDeps {
  readonly now: () => number;
  readonly newId: () => string;
  readonly log: Log;
  /** Sent only from this severity on; what is kept silent is saved and recorded all the same. */
  readonly onlyIf: 'always' | 'warning' | 'critical';
  /** Stores the files. @returns the path of the HTML file. @throws Error when the directory cannot be written. */
  save(email: Email, report: Report): Promise<string>;
  /** @param savedName what the mail calls the saved file; absent where there is none. Never rejects. */
  render(report: Report, savedName: string | undefined): Promise<Email>;
  /** A second call with the same id replaces what the first one said. Never throws. */
  recordRun(run: RunRecord): void;
  readonly post: Post;
}

/** The channels by which reports are sent. Where there are none a report is delivered by saving it. */
export interface Post {
  readonly isOff: boolean;
  /** Fixes what each channel will send, to the byte. Never rejects. */
  prepare(email: Email, report: Report, runId: string): Promise<PreparedPost>;
}

export interface PreparedPost {
  /** Of the mail, where there is one. */
  readonly messageId?: string;
  /**
   * Stores everything first, together with what `record` writes, so that a crash from here on cannot lose it; then sends it
   * by all channels at the same time. Never rejects.
   */
  send(record: () => void, signal: AbortSignal): Promise<readonly Sent[]>;
}

/** What became of a report by one channel, everybody whom it was for taken together. */
export interface Sent {
  readonly channel: ChannelName;
  /** `failed`: neither sent nor stored. */
  readonly outcome: ChannelOutcome;
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

/** Saves the report, then sends it by all channels that are configured, and records what became of it. */
export const deliverReport = async (
  deps: DeliveryDeps,
  written: WrittenReport,
  signal: AbortSignal,
): Promise<Delivery> => {
  const { report, email } = written;
  const saved = await trySaving(deps, written);
  const id = deps.newId();
  const { fromMs, toMs } = report.period;
  const savedAs = saved.path === undefined ? {} : { savedAs: saved.path };
  const { startedAtMs, movesMark } = written;
  const runAs = (outcome: RunOutcome, exitCode: ExitCode): RunRecord => ({
    ...{ id, startedAtMs, fromMs, toMs, movesMark, outcome, exitCode, ...savedAs },
    verdict: report.verdict.headline,
    subject: email.subject,
    durationMs: deps.now() - startedAtMs,
  });

  if (deps.post.isOff || isSilent(deps.onlyIf, report)) {
    const outcome = withoutChannels(deps, report, saved);
    const exitCode = exitCodeOf([outcome], report);
    deps.recordRun(runAs(outcome, exitCode));
    return { exitCode, outcome, ...savedAs, ...(saved.reason === undefined ? {} : { reason: saved.reason }) };
  }
  // A mail must not name a file that is not there.
  const told = saved.path === undefined ? await deps.render(report, undefined) : email;
  const { messageId, send } = await deps.post.prepare(told, report, id);
  const record = (outcome: RunOutcome, exitCode: ExitCode, channels: ChannelOutcomes = {}): void =>
    deps.recordRun({
      ...runAs(outcome, exitCode),
      ...(messageId === undefined ? {} : { messageId }),
      channels,
    });
  const sent = await send(() => record('kept', exitCodes.notDelivered), signal);
  const outcomes = sent.map(({ outcome }) => outcome);
  const outcome = bestOf(outcomes);
  const exitCode = exitCodeOf(outcomes, report);
  record(outcome, exitCode, Object.fromEntries(sent.map(({ channel, ...one }) => [channel, one.outcome])));
  const reason = sent.flatMap((one) => one.reason ?? []).join(' ');
  return { exitCode, outcome, ...savedAs, ...(reason === '' ? {} : { reason }) };
};

const withoutChannels = (deps: DeliveryDeps, report: Report, saved: { path?: string }): RunOutcome => {
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

/** Best first: a report that one channel has delivered is read, whatever becomes of it by the others. */
const bestFirst = ['delivered', 'kept', 'refused'] as const satisfies ChannelOutcome[];

const bestOf = (outcomes: readonly ChannelOutcome[]): ChannelOutcome =>
  bestFirst.find((outcome) => outcomes.includes(outcome)) ?? 'failed';

/**
 * By what became of it by each channel: one that has still to deliver it, or never will though it was not refused, is enough
 * for 4. One that refused it for good among others is told by the next report, as one recipient among others is. 4 wins
 * over 3 (DESIGN §6).
 */
export const exitCodeOf = (outcomes: readonly RunOutcome[], report: Report): ExitCode => {
  const isReached = outcomes.some((outcome) => outcome === 'delivered' || outcome === 'silent');
  if (!isReached || outcomes.includes('kept') || outcomes.includes('failed')) return exitCodes.notDelivered;
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
