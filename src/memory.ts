import type { Log } from './net/log.ts';
import type { Privacy, Recalled, RunMemory } from './store/run-memory.ts';
import type { RunRecord, Store } from './store/store.ts';

export interface MemoryDeps {
  readonly store: Store;
  /** Console and site. */
  readonly source: string;
  readonly privacy: Privacy;
  /** How long runs are remembered. */
  readonly keepMs: number;
  readonly now: () => number;
  readonly log: Log;
}

/** What reports know of one another. Total: a store that fails costs a report its comparisons, never the report. */
export interface Memory {
  /** Where the last delivered or silent report ended. */
  lastMarkMs(): number | undefined;
  recall(): Recalled;
  /** What happened to the store, as sentences for the next report. */
  news(): readonly string[];
  /** A second call with the same id replaces what the first one said. */
  record(run: RunRecord, memory?: Omit<RunMemory, 'privacy'>): void;
}

/** Opened once for a process; forgets what is too old once for each report that it records. */
export const createMemory = ({ store, source, privacy, keepMs, now, log }: MemoryDeps): Memory => {
  /** For the next report: of reading, while it lasts; of the last report, until one could be recorded. */
  let unread: string | undefined;
  let unrecorded: string | undefined;
  let lastEndMs: number | undefined;
  let forgotFor: string | undefined;

  const read = <T>(use: () => T, instead: T): T => {
    try {
      return use();
    } catch (error) {
      log.error({ event: 'store_unreadable', error }, 'The store could not be read');
      unread = `This report knows nothing of the ones before it. ${reasonOf(error)}`;
      return instead;
    }
  };

  /** By the time of the run before this one as well: a single run under a wrong clock forgets nothing. */
  const forget = (runId: string): void => {
    if (forgotFor === runId || lastEndMs === undefined) return;
    forgotFor = runId;
    try {
      store.prune(Math.min(now(), lastEndMs) - keepMs);
    } catch (error) {
      log.warn({ event: 'store_not_pruned', error }, 'What is too old could not be removed from the store');
    }
  };

  return {
    lastMarkMs: () => read(() => store.lastMarkMs(source), undefined),

    recall: () => {
      unread = undefined;
      lastEndMs = read(() => store.lastRunEndMs(source), undefined);
      return read(() => store.recall(source, privacy), { seen: [] });
    },

    news: () => {
      const told = read(() => store.untoldNews(source), []);
      return [unrecorded, unread].flatMap((sentence) => sentence ?? []).concat(told);
    },

    record: (run, memory) => {
      try {
        store.addRun(source, run, memory && { ...memory, privacy });
        unrecorded = undefined;
        forget(run.id);
      } catch (error) {
        log.error({ event: 'run_not_recorded', error }, 'The report could not be recorded');
        unrecorded = `The last report could not be recorded, so this one covers its time again. ${reasonOf(error)}`;
      }
    },
  };
};

const reasonOf = (error: unknown): string =>
  error instanceof Error ? error.message : 'The store failed without saying why.';
