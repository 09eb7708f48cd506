import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeUnwritable } from '../store/unwritable.ts';

/** In `DATA_DIR`; without it nobody can tell which client a hash stands for, not even by trying all addresses. */
export const privacyKeyFile = 'privacy.key';

/** Of 122 random bits each, as `newId` makes them; two of them. */
const shortestKey = 64;

export interface PrivacyKey {
  readonly key: string;
  /** What the reader has to know: only where the key could not be kept. */
  readonly notices: readonly string[];
}

/**
 * The key of the hashes of this `DATA_DIR`: read, or made and kept, readable for its owner only. Never throws: where it
 * cannot be kept, the hashes hold for one process, which is said.
 */
export const openPrivacyKey = (dataDir: string, newId: () => string): PrivacyKey => {
  const path = join(dataDir, privacyKeyFile);
  const kept = readKey(path);
  if (kept !== undefined) return { key: kept, notices: [] };
  const key = `${newId()}${newId()}`;
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    writeFileSync(path, `${key}\n`, { mode: 0o600, flush: true });
    chmodSync(path, 0o600);
    return { key, notices: [] };
  } catch (error) {
    const reason = describeUnwritable('DATA_DIR', dataDir, error);
    return {
      key,
      notices: [
        `PRIVACY=hash: clients get other hashes with every start, for the key of them is not kept. ${reason}`,
      ],
    };
  }
};

const readKey = (path: string): string | undefined => {
  try {
    const text = readFileSync(path, 'utf8').trim();
    return text.length >= shortestKey ? text : undefined;
  } catch {
    // Not there yet, or not readable: then it cannot be written either, which is told.
    return undefined;
  }
};
