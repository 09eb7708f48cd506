import { chmodSync, closeSync, existsSync, mkdirSync, openSync, renameSync } from 'node:fs';
import { dirname } from 'node:path';
import { describeUnwritable } from './unwritable.ts';

const ownerOnly = 0o600;

/** SQLite keeps these two beside its file, with the file's mode. */
const siblings = ['', '-wal', '-shm'] as const;

const inDirectoryOf = <T>(path: string, use: () => T): T => {
  try {
    return use();
  } catch (error) {
    throw new Error(describeUnwritable('DATA_DIR', dirname(path), error), { cause: error });
  }
};

/**
 * Makes sure that the store's file and its directory exist and that only their owner can read the file: it holds
 * whole reports. SQLite would make it readable for everybody and name no reason when it cannot.
 *
 * @throws Error that says what to do about a directory that cannot be written.
 */
export const prepareFile = (path: string): void =>
  inDirectoryOf(path, () => {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    closeSync(openSync(path, 'a', ownerOnly));
    chmodSync(path, ownerOnly);
  });

/**
 * Renames a damaged file, so that a new one can be begun and nothing is thrown away.
 *
 * @returns the new path.
 */
export const setAside = (path: string, nowMs: number): string => {
  const time = new Date(nowMs).toISOString().replaceAll(/[:.]/g, '-');
  const asidePath = `${path}.corrupt-${time}`;
  inDirectoryOf(path, () => {
    for (const suffix of siblings) {
      if (existsSync(path + suffix)) renameSync(path + suffix, asidePath + suffix);
    }
  });
  return asidePath;
};
