import { join } from 'node:path';
import * as v from 'valibot';
import { prepareFile, setAside } from './file.ts';
import { createGlance } from './glance.ts';
import { createMemoryTables } from './memories.ts';
import { migrations } from './migrations.ts';
import { createNewsTable } from './news.ts';
import { createOutboxTables } from './outbox.ts';
import { createPruning } from './prune.ts';
import { createRunsTable } from './runs.ts';
import type { Sql } from './sql.ts';
import {
  createSql,
  type Database,
  isDamageError,
  isSqliteError,
  memoryPath,
  openDatabase,
} from './sqlite.ts';
import type { Store } from './store.ts';

/** A store, and what its owner should know about it: one sentence each, for the log and every report. */
export interface OpenedStore {
  readonly store: Store;
  /** What it costs to use this one, as long as it is used. */
  readonly notices: readonly string[];
}

/** In `DATA_DIR`. */
export const storeFileName = 'unifi-report.db';
const busyTimeoutMs = 5000;

const Version = v.object({ user_version: v.number() });
const JournalMode = v.object({ journal_mode: v.string() });
const QuickCheck = v.object({ quick_check: v.string() });

const toReadable = (path: string, error: unknown): Error => {
  if (!isSqliteError(error)) return error instanceof Error ? error : new Error(String(error));
  const advice = 'check the disk and the permissions of the file, or set DATA_DIR to another place';
  return new Error(`The store ${path} cannot be opened (${error.message}): ${advice}.`, { cause: error });
};

const versionOf = (database: Database): number =>
  v.parse(Version, database.prepare('PRAGMA user_version').get()).user_version;

/** @throws Error when the file was written by a newer version of this program. */
const migrate = (database: Database, sql: Sql, name: string): void => {
  sql.transaction(() => {
    const version = versionOf(database);
    if (version > migrations.length) {
      throw new Error(
        `${name} was written by a newer version of unifi-report: update, or use another DATA_DIR.`,
      );
    }
    for (const statements of migrations.slice(version)) database.exec(statements);
    database.exec(`PRAGMA user_version = ${migrations.length}`);
  });
};

const toStore = (sql: Sql): Store => {
  const { addRun, ...runs } = createRunsTable(sql);
  const { remember, recall } = createMemoryTables(sql);
  return {
    ...runs,
    ...createOutboxTables(sql),
    atomically: sql.transaction,
    ...createNewsTable(sql),
    ...createPruning(sql),
    recall,
    addRun: (source, run, memory) =>
      sql.transaction(() => {
        addRun(source, run);
        if (memory !== undefined) remember(source, run, memory);
      }),
    ...createGlance(sql),
    close: sql.close,
  };
};

const isDamaged = (path: string): boolean => {
  const database = openDatabase(path, busyTimeoutMs);
  try {
    return v.parse(QuickCheck, database.prepare('PRAGMA quick_check(1)').get()).quick_check !== 'ok';
  } catch (error) {
    if (isDamageError(error)) return true;
    throw error;
  } finally {
    database.close();
  }
};

/** False where the file system has no shared memory, as network shares have not. */
const enableWriteAheadLog = (database: Database): boolean => {
  try {
    const answer = database.prepare('PRAGMA journal_mode = WAL').get();
    return v.parse(JournalMode, answer).journal_mode === 'wal';
  } catch {
    return false;
  }
};

const open = (path: string): OpenedStore => {
  const database = openDatabase(path, busyTimeoutMs);
  const name = `The store ${path}`;
  const sql = createSql(database, name);
  try {
    const hasLog = enableWriteAheadLog(database);
    database.exec('PRAGMA synchronous = FULL');
    // What is forgotten is overwritten, not only unlinked: names of clients, mails that were sent.
    database.exec('PRAGMA secure_delete = ON');
    // Else thousands of clients would be put down in a file elsewhere: a read-only root has no place for it.
    database.exec('PRAGMA temp_store = MEMORY');
    migrate(database, sql, name);
    if (hasLog) return { store: toStore(sql), notices: [] };
    const notice = `${name} lies on a file system without write-ahead logging, such as a network share: two programs at once, or a lost connection, may damage it. Put DATA_DIR on a local disk.`;
    return { store: toStore(sql), notices: [notice] };
  } catch (error) {
    database.close();
    throw error;
  }
};

/**
 * Opens `unifi-report.db` in `dataDir`, or begins it; both are made when they do not exist (libraries reference §7).
 * What is written is on the disk when a call returns. A damaged file is renamed, kept and replaced by a new one.
 *
 * @throws Error whose sentence says what to do: the directory cannot be written, or a newer version wrote the file.
 */
export const openStore = (dataDir: string, { now }: { readonly now: () => number }): OpenedStore => {
  const path = join(dataDir, storeFileName);
  prepareFile(path);
  try {
    if (!isDamaged(path)) return open(path);
    const asidePath = setAside(path, now());
    prepareFile(path);
    const opened = open(path);
    // Written down, because the process that notices need not be the one that makes the next report.
    opened.store.addNews(
      `The store ${path} was damaged: it is kept as ${asidePath} and a new one was begun. Reports that waited to be sent are not sent any more; they are among the saved reports. What is new and what is usual is not known before the next report.`,
    );
    return opened;
  } catch (error) {
    throw toReadable(path, error);
  }
};

/**
 * A store that ends with the process: for when the one on disk cannot be used and the report must go out all the same.
 *
 * @param reason why there is none on disk, one sentence.
 */
export const memoryStore = (reason: string): OpenedStore => {
  const database = openDatabase(memoryPath);
  const name = 'The store in memory';
  const sql = createSql(database, name);
  migrate(database, sql, name);
  const notice = `Nothing is remembered after this process ends: the next report does not know where this one ended, and a report that could not be sent is not sent later. ${reason}`;
  return { store: toStore(sql), notices: [notice] };
};
