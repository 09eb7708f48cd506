import * as v from 'valibot';
import { channelNames } from '../deliver/channel.ts';
import { deliveriesColumn, putDelivery, readDeliveries } from './deliveries.ts';
import { readStats, writeStats } from './run-stats.ts';
import type { Sql } from './sql.ts';
import type { RunOutcome, RunRecord, Store } from './store.ts';

/** A row of the table of runs, as it is read. */
export const RunRow = v.pipe(
  v.object({
    id: v.string(),
    source: v.string(),
    started_at_ms: v.number(),
    from_ms: v.number(),
    to_ms: v.number(),
    moves_mark: v.number(),
    outcome: v.picklist(['delivered', 'kept', 'silent', 'refused', 'failed'] satisfies RunOutcome[]),
    message_id: v.nullable(v.string()),
    exit_code: v.number(),
    verdict: v.string(),
    subject: v.string(),
    saved_as: v.nullable(v.string()),
    duration_ms: v.number(),
    integrations: v.nullable(v.string()),
    channels: v.optional(v.string()),
  }),
  v.transform((row): RunRecord & { readonly source: string } => ({
    id: row.id,
    source: row.source,
    startedAtMs: row.started_at_ms,
    fromMs: row.from_ms,
    toMs: row.to_ms,
    movesMark: row.moves_mark === 1,
    outcome: row.outcome,
    ...(row.message_id !== null && { messageId: row.message_id }),
    exitCode: row.exit_code,
    verdict: row.verdict,
    subject: row.subject,
    ...(row.saved_as !== null && { savedAs: row.saved_as }),
    durationMs: row.duration_ms,
    ...readDeliveries(row.channels),
    ...readStats(row.integrations),
  })),
);

const EndRow = v.object({ to_ms: v.number() });

type RunsTable = Pick<Store, 'lastMarkMs' | 'lastRunEndMs' | 'addRun' | 'runs'>;

/** The table of runs: one row for each report that was made, or should have been. */
export const createRunsTable = (sql: Sql): RunsTable => ({
  // The latest run, not the latest time: a mark that a wrong clock set in the future is overtaken by the next run.
  lastMarkMs: (source) => {
    const [row] = sql.all(
      `SELECT to_ms FROM runs
       WHERE source = ? AND moves_mark = 1 AND outcome IN ('delivered', 'silent')
       ORDER BY number DESC LIMIT 1`,
      source,
    );
    return row === undefined ? undefined : v.parse(EndRow, row).to_ms;
  },

  lastRunEndMs: (source) => {
    const [row] = sql.all(
      'SELECT to_ms FROM runs WHERE source = ? AND moves_mark = 1 ORDER BY number DESC LIMIT 1',
      source,
    );
    return row === undefined ? undefined : v.parse(EndRow, row).to_ms;
  },

  addRun: (source, run) => {
    sql.run(
      `INSERT INTO runs (id, source, started_at_ms, from_ms, to_ms, moves_mark, outcome, message_id, exit_code,
                         verdict, subject, saved_as, duration_ms, integrations)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (id) DO UPDATE SET
         source = excluded.source, started_at_ms = excluded.started_at_ms, from_ms = excluded.from_ms,
         to_ms = excluded.to_ms, moves_mark = excluded.moves_mark, outcome = excluded.outcome,
         message_id = excluded.message_id, exit_code = excluded.exit_code, verdict = excluded.verdict,
         subject = excluded.subject, saved_as = excluded.saved_as, duration_ms = excluded.duration_ms,
         integrations = excluded.integrations`,
      run.id,
      source,
      Math.round(run.startedAtMs),
      Math.round(run.fromMs),
      Math.round(run.toMs),
      run.movesMark ? 1 : 0,
      run.outcome,
      run.messageId ?? null,
      run.exitCode,
      run.verdict,
      run.subject,
      run.savedAs ?? null,
      Math.round(run.durationMs),
      writeStats(run.integrations),
    );
    for (const name of channelNames) {
      const outcome = run.channels?.[name];
      if (outcome !== undefined) putDelivery(sql, run.id, name, outcome);
    }
  },

  runs: (limit) =>
    sql
      .all(`SELECT runs.*, ${deliveriesColumn} FROM runs ORDER BY number DESC LIMIT ?`, limit)
      .map((row) => v.parse(RunRow, row)),
});
