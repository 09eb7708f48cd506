import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { reportsDirectory, savedReportsIn } from './saved-names.ts';

/**
 * The HTML of the newest saved report of a `DATA_DIR`; nothing where none is saved.
 * @throws Error when a directory or a file that is there cannot be read
 */
export const readNewestSaved = (dataDir: string): string | undefined => {
  const directory = reportsDirectory(dataDir);
  const newest = savedReportsIn(namesIn(directory)).find(({ extensions }) => extensions.includes('html'));
  return newest === undefined ? undefined : readFileSync(join(directory, `${newest.stem}.html`), 'utf8');
};

const namesIn = (directory: string): readonly string[] => {
  try {
    return readdirSync(directory);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
};
