import type { Io } from '../io.ts';
import type { Period } from '../period.ts';
import type { Progress } from '../progress/progress.ts';
import type { Settings } from '../settings.ts';

/**
 * `OK` works · `MISSING` is not there, and nothing that was asked for breaks by it · `FAILED` was asked for and does not
 * work · `OFF` was not asked for · `SKIPPED` could not be tried, because something above it failed.
 */
export type CheckStatus = 'OK' | 'MISSING' | 'FAILED' | 'OFF' | 'SKIPPED';

/** One line of the checklist. Nothing in it is plain yet: names and reasons come over the network. */
export interface CheckLine {
  readonly status: CheckStatus;
  /** What was tried, e.g. `Mail server`. */
  readonly subject: string;
  readonly detail?: string;
  /** What else has to be said about it, one line each. */
  readonly notes?: readonly string[];
}

export interface CheckContext {
  readonly settings: Settings;
  readonly io: Pick<Io, 'now' | 'random' | 'newId' | 'readFile'>;
  /** Told of each line as soon as it is known. */
  readonly say: (line: CheckLine) => void;
  /** Told of each source while it is read. */
  readonly progress: Progress;
  /** Aborted when the process is asked to end. */
  readonly signal: AbortSignal;
}

/** Tries one thing, or a few that belong together. Never rejects: what does not work is a line. */
export type Check = (context: CheckContext) => Promise<void>;

const hourMs = 60 * 60 * 1000;

/** What sources are asked about: enough to see that they answer, little enough to be quick. */
export const lastHour = (nowMs: number): Period => ({ fromMs: nowMs - hourMs, toMs: nowMs });
