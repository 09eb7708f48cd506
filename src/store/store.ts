import type { Message } from '../deliver/mailer.ts';
import type { IntegrationStats } from '../integrations/runner.ts';
import type { Privacy, Recalled, RunMemory } from './run-memory.ts';

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
  /** How each integration has fared up to the end of this run, since its process began. */
  readonly integrations?: readonly IntegrationStats[];
}

export interface OutboxEntry {
  readonly runId: string;
  readonly message: Message;
  readonly attempts: number;
  /** Set before an attempt, cleared when it is certain that it failed; found set = it may have arrived. */
  readonly sending: boolean;
  /** Earlier attempts that may have arrived, the one that `sending` stands for not counted. */
  readonly unknownAttempts: number;
}

/**
 * What outlives a process. Every key holds console and site, so that two networks may share one directory.
 * All methods are synchronous (node:sqlite).
 *
 * @throws Error, from every method, when the disk is full, read-only or gone.
 */
export interface Store {
  /** The newest run of this console and site. */
  lastRun(source: string): RunRecord | undefined;
  /** How many reports are still to be sent, without reading them. */
  outboxSize(): number;
  /** Where the last delivered (or silent) report of this console and site ended; the next period starts there. */
  lastMarkMs(source: string): number | undefined;
  /** Where the newest report of this console and site ended, whatever became of it; a missed slot is one after that. */
  lastRunEndMs(source: string): number | undefined;
  /** A second call with the same id replaces what the first one said; what it remembers stays as it was. */
  addRun(source: string, run: RunRecord, memory?: RunMemory): void;
  /** What earlier reports of this console and site knew; those of `--since` are not among them. */
  recall(source: string, privacy: Privacy): Recalled;
  /** Something that happened to the store itself, for the next report of every console and site. */
  addNews(text: string): void;
  /** What no delivered report of this console and site has told yet. */
  untoldNews(source: string): readonly string[];
  /** Forgets what ended before, but what the next report needs and what still has to be sent. */
  prune(beforeMs: number): void;
  /** Newest first. */
  runs(limit: number): readonly (RunRecord & { readonly source: string })[];
  /** The first message of a run stays: a second one is ignored. */
  putOutbox(runId: string, message: Message): void;
  /** Oldest first. */
  outbox(): readonly OutboxEntry[];
  /** Before an attempt: it may arrive from here on. */
  markSending(runId: string): void;
  /** After an attempt that certainly failed. */
  markAttempt(runId: string, reason: string): void;
  removeOutbox(runId: string): void;
  /** Takes a report out of the outbox and says what became of its run, both or neither. */
  settle(runId: string, outcome: RunOutcome): void;
  close(): void;
}
