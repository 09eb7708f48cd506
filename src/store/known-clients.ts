import * as v from 'valibot';
import type { Privacy } from './run-memory.ts';
import type { Sql } from './sql.ts';

const IdRow = v.object({ id: v.string() });

/** The table of clients that some report has met. */
export const createKnownClientsTable = (sql: Sql) => ({
  add: (
    { source, privacy }: { readonly source: string; readonly privacy: Privacy },
    { runId, atMs, ids }: { readonly runId: string; readonly atMs: number; readonly ids: readonly string[] },
  ): void => {
    for (const id of ids) {
      sql.run(
        `INSERT INTO known_clients (source, privacy, id, first_run_id, last_seen_ms) VALUES (?, ?, ?, ?, ?)
         ON CONFLICT DO UPDATE SET last_seen_ms = excluded.last_seen_ms`,
        source,
        privacy,
        id,
        runId,
        Math.round(atMs),
      );
    }
  },

  /** Those met by a report up to this one; a run that is not there any more was before it. */
  knownAt: (source: string, privacy: Privacy, runId: string): readonly string[] =>
    sql
      .all(
        `SELECT known_clients.id FROM known_clients LEFT JOIN runs ON runs.id = known_clients.first_run_id
         WHERE known_clients.source = ? AND privacy = ?
           AND (runs.number IS NULL OR runs.number <= (SELECT number FROM runs WHERE id = ?))`,
        source,
        privacy,
        runId,
      )
      .map((row) => v.parse(IdRow, row).id),
});
