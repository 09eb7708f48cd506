import { readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Log } from '../net/log.ts';
import { type SavedParts, savedReportsIn } from './saved-names.ts';
import { readSummary, type SavedSummary } from './saved-summary.ts';

export interface IndexedReport extends SavedParts, SavedSummary {}

/** The page over all saved reports, from what lies there, newest first. */
export type RenderIndex = (reports: readonly IndexedReport[]) => string;

export const indexFile = 'index.html';

/** So many files are open at once; one after the other a thousand of them take several times as long. */
const atOnce = 16;

/**
 * Writes `index.html` anew from what lies in the directory. Never rejects: a report that is saved does not fail for its
 * list.
 */
export const writeIndex = async (
  directory: string,
  render: (...reports: Parameters<RenderIndex>) => string | Promise<string>,
  log: Log,
): Promise<void> => {
  const temporaryPath = join(directory, `.${indexFile}.tmp`);
  try {
    const page = await render(await readReports(directory));
    await writeFile(temporaryPath, page, { mode: 0o600, flush: true });
    await rename(temporaryPath, join(directory, indexFile));
  } catch (error) {
    log.warn(
      { event: 'index_not_written', directory, error },
      'The list of saved reports could not be written',
    );
    await rm(temporaryPath, { force: true }).catch(() => undefined);
  }
};

const readReports = async (directory: string): Promise<readonly IndexedReport[]> => {
  const saved = savedReportsIn(await readdir(directory));
  const reports: IndexedReport[] = [];
  for (let first = 0; first < saved.length; first += atOnce) {
    const some = saved.slice(first, first + atOnce);
    reports.push(...(await Promise.all(some.map((parts) => withSummary(directory, parts)))));
  }
  return reports;
};

const withSummary = async (directory: string, parts: SavedParts): Promise<IndexedReport> => ({
  ...parts,
  ...(parts.extensions.includes('json') ? await readSummary(join(directory, `${parts.stem}.json`)) : {}),
});
