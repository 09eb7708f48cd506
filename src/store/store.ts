import type { ChannelName, Parcel } from '../deliver/channel.ts';
import type { IntegrationStats } from '../integrations/runner.ts';
import type { Privacy, Recalled, RunMemory } from './run-memory.ts';

/** What has become of a report by now (DESIGN §6). */
export type RunOutcome = 'delivered' | 'kept' | 'silent' | 'refused' | 'failed';

export type ChannelOutcome = Exclude<RunOutcome, 'silent'>;
export type ChannelOutcomes = Readonly<Partial<Record<ChannelName, ChannelOutcome>>>;

export interface RunRecord {
  readonly id: string;
  readonly startedAtMs: number;
  readonly fromMs: number;
  readonly toMs: number;
  /** False for `--since`, which does not move the mark. */
  readonly movesMark: boolean;
  readonly outcome: RunOutcome;
  /** Of the mail. */
  readonly messageId?: string;
  readonly exitCode: number;
  readonly verdict: string;
  readonly subject: string;
  readonly savedAs?: string;
  readonly durationMs: number;
  /** What has become of it by each way by which it was sent; what was only saved has none. */
  readonly channels?: ChannelOutcomes;
  /** How each integration has fared up to the end of this run, since its process began. */
  readonly integrations?: readonly IntegrationStats[];
}

/** One recipient of a report by one channel. */
export interface OutboxRecipient {
  /** As the channel names it. */
  readonly address: string;
  /**
   * `pending` has still to get it · `accepted` and `refused` by the server, for good · `unconfirmed` handed over twice
   * without an answer, so it counts as taken · `dropped` was no recipient any more when the others had it.
   */
  readonly state: 'pending' | 'accepted' | 'refused' | 'unconfirmed' | 'dropped';
  /** How often it was handed over and nobody knows whether it arrived. */
  readonly unknownAttempts: number;
  /** Why not, as far as it is known. */
  readonly reason?: string;
}

/** A report that somebody has still to get by one channel. */
export interface OutboxEntry {
  readonly runId: string;
  /** Console and site of which it tells. */
  readonly source: string;
  readonly parcel: Parcel;
  readonly recipients: readonly OutboxRecipient[];
}

/** A report that one recipient has not got, or perhaps not. */
export interface Undelivered {
  readonly channel: ChannelName;
  readonly runId: string;
  readonly startedAtMs: number;
  readonly address: string;
  readonly state: 'refused' | 'unconfirmed';
  readonly reason?: string;
}

/** The outbox of one channel. @throws Error, from every method, as the store does. */
export interface StoredOutbox {
  /** Of a run that is recorded. @throws Error when the run has one already. */
  put(runId: string, parcel: Parcel, addresses: readonly string[]): void;
  /** Oldest first. */
  entries(): readonly OutboxEntry[];
  /** What a process that died was handing over may have arrived: an attempt whose outcome is unknown. */
  countLeftHandedOver(): void;
  /** It may arrive from here on. */
  markHandedOver(runId: string, addresses: readonly string[]): void;
  /**
   * What became of an attempt, for those whom it was for, and with that of the report so far. The outcome of the run is the
   * best of its channels.
   */
  recordSends(runId: string, outcome: ChannelOutcome, recipients: readonly OutboxRecipient[]): void;
  /** The same for the last attempt: takes the report out of this outbox. */
  settle(runId: string, outcome: ChannelOutcome, recipients: readonly OutboxRecipient[]): void;
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
  /** How many reports are still to be sent, by whatever channel, without reading them. */
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
  /** All that `work` writes, or nothing of it. */
  atomically(work: () => void): void;
  /** What is still to be sent by one channel. */
  outbox(channel: ChannelName): StoredOutbox;
  /** What no delivered report of this console and site has told yet, in the order in which it happened. */
  undelivered(source: string): readonly Undelivered[];
  close(): void;
}
