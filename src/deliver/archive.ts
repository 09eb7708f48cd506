import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Log } from '../net/log.ts';
import { reportJson } from '../report/json.ts';
import type { Email, Report } from '../report/report.ts';
import { describeUnwritable } from '../store/unwritable.ts';
import { writeIndex } from './report-index.ts';
import { type Extension, extensions, readSavedName, reportsDirectory } from './saved-names.ts';

export { reportsDirectory } from './saved-names.ts';

export interface SavedReport {
  readonly htmlPath: string;
  readonly textPath: string;
  readonly jsonPath: string;
}

export interface Archive {
  /**
   * Saves a report as HTML, text and JSON (`schema/report.schema.json`), readable for their owner only, removes the oldest
   * beyond `keep`, and lists what is there in `index.html`.
   *
   * @throws Error whose sentence says what to do about a directory that cannot be written.
   */
  save(email: Email, report: Report): Promise<SavedReport>;
  /** The file name that the HTML of a report saved now will have; nothing where the directory cannot be used. */
  nameFor(report: Report): Promise<string | undefined>;
}

export interface ArchiveDeps {
  readonly dataDir: string;
  /** How many reports stay. */
  readonly keep: number;
  /** Writes the page over all that are saved, `index.html`. */
  readonly renderIndex: Parameters<typeof writeIndex>[1];
  readonly log: Log;
}

const temporaryName = /^\.\d{4}-.*\.tmp$/;

/** Saved reports, in `reports` under `dataDir`, by the time they were made, in the report's zone. */
export const createArchive = ({ dataDir, keep, renderIndex, log }: ArchiveDeps): Archive => {
  const directory = reportsDirectory(dataDir);

  const save: Archive['save'] = async (email, report) => {
    try {
      await mkdir(directory, { recursive: true, mode: 0o700 });
      const stem = freeStem(stemOf(report), await readdir(directory));
      const content = {
        html: email.page,
        txt: email.text,
        json: JSON.stringify(reportJson(report), null, 2),
      };
      await writeAll(directory, stem, content);
      const pathOf = (extension: Extension): string => join(directory, `${stem}.${extension}`);
      await prune(directory, { keep, stem }, log);
      await writeIndex(directory, renderIndex, log);
      return { htmlPath: pathOf('html'), textPath: pathOf('txt'), jsonPath: pathOf('json') };
    } catch (error) {
      throw new Error(describeUnwritable('The directory of saved reports', directory, error), {
        cause: error,
      });
    }
  };

  const nameFor: Archive['nameFor'] = async (report) => {
    try {
      await mkdir(directory, { recursive: true, mode: 0o700 });
      return `${freeStem(stemOf(report), await readdir(directory))}.html`;
    } catch {
      // Saving will fail for the same reason, and say so.
      return undefined;
    }
  };

  return { save, nameFor };
};

const stemOf = ({ generatedAtMs, timeZone }: Report): string => {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
  const part = Object.fromEntries(
    format.formatToParts(generatedAtMs).map(({ type, value }) => [type, value]),
  );
  return `${part.year}-${part.month}-${part.day}-${part.hour}${part.minute}${part.second}`;
};

/** A number after all that are there, so that the order of names stays the order of saving. */
const freeStem = (time: string, names: readonly string[]): string => {
  const numbers = names.flatMap((name) => {
    const saved = readSavedName(name);
    return saved?.time === time ? [saved.number] : [];
  });
  return numbers.length === 0 ? time : `${time}-${Math.max(...numbers) + 1}`;
};

/** Everything under a temporary name first, then renamed, the HTML last: who sees it finds the others beside it. */
const writeAll = async (
  directory: string,
  stem: string,
  content: Readonly<Record<Extension, string>>,
): Promise<void> => {
  const temporaryPath = (extension: Extension): string => join(directory, `.${stem}.${extension}.tmp`);
  try {
    for (const extension of extensions) {
      await writeFile(temporaryPath(extension), content[extension], { mode: 0o600, flush: true });
    }
    for (const extension of extensions) {
      await rename(temporaryPath(extension), join(directory, `${stem}.${extension}`));
    }
  } catch (error) {
    // Half a report on a full disk is only in the way.
    await Promise.allSettled(extensions.map((extension) => rm(temporaryPath(extension), { force: true })));
    throw error;
  }
};

/**
 * The new report is saved by then: it stays, even when a clock that was moved makes it the oldest, and that another one
 * cannot be removed is no reason to fail.
 */
const prune = async (
  directory: string,
  { keep, stem }: { readonly keep: number; readonly stem: string },
  log: Log,
): Promise<void> => {
  try {
    const names = await readdir(directory);
    const others = names.flatMap((name) => {
      const saved = readSavedName(name);
      if (saved === undefined || name.startsWith(`${stem}.`)) return [];
      return [{ name, order: saved.order }];
    });
    const newestFirst = [...new Set(others.map(({ order }) => order))].toSorted().toReversed();
    const kept = new Set(newestFirst.slice(0, Math.max(0, keep - 1)));
    const surplus = others.filter(({ order }) => !kept.has(order)).map(({ name }) => name);
    const leftOver = names.filter((name) => temporaryName.test(name));
    for (const name of [...surplus, ...leftOver]) await rm(join(directory, name), { force: true });
  } catch (error) {
    log.warn({ event: 'prune_failed', directory, error }, 'Old reports could not be removed');
  }
};
