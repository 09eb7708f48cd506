import { DatabaseSync, type StatementSync } from 'node:sqlite';
import * as v from 'valibot';
import type { Sql } from './sql.ts';

export type Database = DatabaseSync;

export const memoryPath = ':memory:';

/**
 * Opens a file, or makes it. The only place that knows SQLite's library.
 *
 * @param busyTimeoutMs how long a statement waits for another connection before it fails.
 */
export const openDatabase = (path: string, busyTimeoutMs = 0): Database =>
  new DatabaseSync(path, { timeout: busyTimeoutMs });

/** SQLite's result codes (sqlite.org/rescode.html): a damaged file, one that is no database, one that is locked. */
const damageCodes = new Set([11, 26]);
const busyCode = 5;

const SqliteError = v.object({ errcode: v.number(), message: v.string() });

export const isSqliteError = (error: unknown): error is v.InferOutput<typeof SqliteError> =>
  v.is(SqliteError, error);

/** The low byte is the primary code; the rest only says more. */
const primaryCodeOf = (error: unknown): number | undefined =>
  isSqliteError(error) ? error.errcode & 0xff : undefined;

export const isDamageError = (error: unknown): boolean => damageCodes.has(primaryCodeOf(error) ?? 0);

/** Another connection holds the lock that was asked for. */
export const isBusyError = (error: unknown): boolean => primaryCodeOf(error) === busyCode;

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const outerTransaction = { begin: 'BEGIN IMMEDIATE', commit: 'COMMIT', rollback: 'ROLLBACK' } as const;

/** A part that fails is undone on its own: who started the whole may go on without it. */
const innerTransaction = {
  begin: 'SAVEPOINT part',
  commit: 'RELEASE part',
  rollback: 'ROLLBACK TO part; RELEASE part',
} as const;

/** @param name what it is to a person, for messages. */
export const createSql = (database: Database, name: string): Sql => {
  const attempt = <T>(use: () => T): T => {
    try {
      return use();
    } catch (error) {
      throw new Error(`${name} could not be used: ${messageOf(error)}.`, { cause: error });
    }
  };
  // A report writes a row for each client with the same few statements.
  const prepared = new Map<string, StatementSync>();
  const prepare = (text: string): StatementSync => {
    const statement = prepared.get(text) ?? database.prepare(text);
    prepared.set(text, statement);
    return statement;
  };
  return {
    run: (statement, ...values) => {
      attempt(() => prepare(statement).run(...values));
    },
    all: (statement, ...values) => attempt(() => prepare(statement).all(...values)),
    transaction: (work) => {
      const isInner = attempt(() => database.isTransaction);
      const { begin, commit, rollback } = isInner ? innerTransaction : outerTransaction;
      attempt(() => database.exec(begin));
      try {
        work();
        attempt(() => database.exec(commit));
      } catch (error) {
        if (database.isTransaction) database.exec(rollback);
        throw error;
      }
    },
    close: () => {
      if (database.isOpen) database.close();
    },
  };
};
