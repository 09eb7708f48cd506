/** A value as it is bound to a statement. */
export type SqlValue = string | number | Uint8Array | null;

/** All that the tables ask of a database. Synchronous. @throws Error with a sentence that says what failed. */
export interface Sql {
  run(statement: string, ...values: readonly SqlValue[]): void;
  /** Rows as they come: their reader parses them. */
  all(statement: string, ...values: readonly SqlValue[]): readonly unknown[];
  /** All of `work` or nothing of it; inside another one it is a part of that, which is undone alone. */
  transaction(work: () => void): void;
  close(): void;
}
