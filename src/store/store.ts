import type { Message } from '../deliver/mailer.ts';

/** What has become of a report by now (DESIGN §6). */
export type RunOutcome = 'delivered' | 'kept' | 'silent' | 'refused' | 'failed';

export interface RunRecord {
  readonly id: string;
  readonly startedAtMs: number;
  readonly fromMs: number;
  readonly toMs: number;
  /** False for `--since`, which does not move the mark. */
  readonly movesMark: boolean;
  readonly outcome: RunOutcome;
  readonly messageId?: string;
  readonly exitCode: number;
  readonly verdict: string;
  readonly subject: string;
  readonly savedAs?: string;
  readonly durationMs: number;
}

export interface OutboxEntry {
  readonly runId: string;
  readonly message: Message;
  readonly attempts: number;
  /** Set before DATA, cleared by an outcome; found set at start = unknown. */
  readonly sending: boolean;
}

/**
 * What outlives a process. Every key holds console and site, so that two networks may share one directory.
 * All methods are synchronous (node:sqlite). @throws Error when the directory cannot be written.
 */
export interface Store {
  /** Where the last delivered (or silent) report of this console and site ended; the next period starts there. */
  lastMarkMs(source: string): number | undefined;
  addRun(source: string, run: RunRecord): void;
  /** A later delivery updates the run it belongs to. */
  setOutcome(runId: string, outcome: RunOutcome, exitCode: number): void;
  /** Newest first. */
  runs(limit: number): readonly (RunRecord & { readonly source: string })[];
  putOutbox(runId: string, message: Message): void;
  /** Oldest first. */
  outbox(): readonly OutboxEntry[];
  markSending(runId: string): void;
  markAttempt(runId: string, reason: string): void;
  removeOutbox(runId: string): void;
  close(): void;
}
