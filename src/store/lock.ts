import {
  accessSync,
  closeSync,
  constants,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import * as v from 'valibot';
import { isBusyError, openDatabase } from './sqlite.ts';
import { describeUnwritable } from './unwritable.ts';

const Holder = v.object({ pid: v.number(), host: v.string(), startedAtMs: v.number(), doing: v.string() });

/** Who holds a lock, for messages alone: in containers a process number says nothing. */
export type LockHolder = v.InferOutput<typeof Holder>;

export type LockAttempt =
  | { readonly kind: 'held'; release(): void }
  /** `holder` is absent when it left no readable note. */
  | { readonly kind: 'busy'; readonly holder?: LockHolder }
  /** The directory cannot hold a lock; the sentence says why. */
  | { readonly kind: 'unavailable'; readonly reason: string };

/** `report`: a report is being made or kept ones are being sent · `daemon`: reports are made on a schedule. */
export type LockName = 'report' | 'daemon';

export interface LockRequest {
  readonly name: LockName;
  /** Completes "… is …ing", for whoever meets the lock. */
  readonly doing: string;
  readonly nowMs: number;
}

/**
 * Takes a lock in `dataDir`, or says who has it. It is SQLite's EXCLUSIVE lock on a file of its own, so the kernel frees it
 * when its holder dies, however it dies; nothing is ever left behind that would have to be judged by a process number.
 * Never throws.
 */
export const takeLock = (dataDir: string, { name, doing, nowMs }: LockRequest): LockAttempt => {
  const path = join(dataDir, `${name}.lock`);
  try {
    prepare(path);
  } catch (error) {
    return { kind: 'unavailable', reason: describeUnwritable('DATA_DIR', dataDir, error) };
  }
  const held = hold(path);
  if (held.kind === 'busy') return { ...held, ...noteIn(path) };
  if (held.kind === 'held')
    leaveNote(path, { pid: process.pid, host: hostname(), startedAtMs: nowMs, doing });
  return held;
};

/**
 * Made only when it is missing: closing a file gives up every lock that this process has on it (fcntl, POSIX). On a file
 * that may only be read SQLite would take a weaker lock and not say so.
 */
const prepare = (path: string): void => {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  if (!existsSync(path)) closeSync(openSync(path, 'a', 0o600));
  accessSync(path, constants.W_OK);
};

const hold = (path: string): LockAttempt => {
  try {
    const database = openDatabase(path);
    try {
      // Or SQLite begins a journal first, for which a full disk has no room.
      database.exec('PRAGMA journal_mode = MEMORY');
      database.exec('BEGIN EXCLUSIVE');
    } catch (error) {
      database.close();
      throw error;
    }
    const release = (): void => {
      if (!database.isOpen) return;
      removeNote(path);
      database.close();
    };
    return { kind: 'held', release };
  } catch (error) {
    if (isBusyError(error)) return { kind: 'busy' };
    const words = error instanceof Error ? error.message : 'unknown error';
    return { kind: 'unavailable', reason: `The file ${path} cannot be locked (${words}).` };
  }
};

const notePath = (path: string): string => `${path}.holder`;

const leaveNote = (path: string, holder: LockHolder): void => {
  try {
    writeFileSync(notePath(path), JSON.stringify(holder), { mode: 0o600 });
  } catch {
    // On a full disk the lock holds all the same; only the message of whoever meets it knows less.
  }
};

const removeNote = (path: string): void => {
  try {
    rmSync(notePath(path), { force: true });
  } catch {
    // The next holder writes over it.
  }
};

const noteIn = (path: string): { readonly holder?: LockHolder } => {
  try {
    return { holder: v.parse(Holder, JSON.parse(readFileSync(notePath(path), 'utf8'))) };
  } catch {
    return {};
  }
};
