import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Log } from './net/log.ts';
import { describeUnwritable } from './store/unwritable.ts';

/** `health` waits for three of them, so that one late beat is no alarm. */
const intervalMs = 60_000;

const pathIn = (dataDir: string): string => join(dataDir, 'heartbeat');

/**
 * Writes the time, ISO 8601, to the file `heartbeat` in `dataDir`: now and once a minute until it is stopped. A reader
 * never sees half of it. A directory that cannot be written is logged once and harms nothing else.
 *
 * @returns stop; the file stays and grows old.
 */
export const startHeartbeat = (
  dataDir: string,
  { now, log }: { readonly now: () => number; readonly log: Log },
): (() => void) => {
  let failing = false;
  const beat = (): void => {
    try {
      write(pathIn(dataDir), new Date(now()).toISOString());
      failing = false;
    } catch (error) {
      if (failing) return;
      failing = true;
      const reason = describeUnwritable('DATA_DIR', dataDir, error);
      log.warn({ event: 'heartbeat_failed', reason }, 'The heartbeat could not be written: health will fail');
    }
  };
  beat();
  const timer = setInterval(beat, intervalMs);
  timer.unref();
  return () => clearInterval(timer);
};

/**
 * The text of the last heartbeat in `dataDir`.
 *
 * @throws Error of node:fs, with its code.
 */
export const readHeartbeat = (dataDir: string): string => readFileSync(pathIn(dataDir), 'utf8').trim();

const write = (path: string, text: string): void => {
  const temporaryPath = `${path}.tmp`;
  writeFileSync(temporaryPath, `${text}\n`);
  renameSync(temporaryPath, path);
};
