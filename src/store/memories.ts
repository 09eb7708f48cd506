import * as v from 'valibot';
import { failingSince } from './failing-since.ts';
import { createFindingsTable } from './findings.ts';
import { createKnownClientsTable } from './known-clients.ts';
import { createMeasurementsTable } from './measurements.ts';
import type { Privacy, Recalled, RunMemory } from './run-memory.ts';
import type { Sql } from './sql.ts';
import type { RunRecord, Store } from './store.ts';

const RunRow = v.object({
  id: v.string(),
  from_ms: v.number(),
  to_ms: v.number(),
  made_at_ms: v.nullable(v.number()),
  privacy: v.nullable(v.string()),
});
const AddressRow = v.object({ line: v.string(), address: v.string() });

/** Which of the runs that move the mark is meant: its report reached somebody, its period counts, or any. */
const outcomes = {
  told: "outcome = 'delivered'",
  counted: "outcome IN ('delivered', 'silent')",
  any: 'TRUE',
} as const;

interface MemoryTables extends Pick<Store, 'recall'> {
  /** Once for each run: what it remembers is never changed. */
  remember(source: string, run: RunRecord, memory: RunMemory): void;
}

/** The tables of what reports knew, as the ones after them compare themselves with it. */
export const createMemoryTables = (sql: Sql): MemoryTables => {
  const findings = createFindingsTable(sql);
  const measurements = createMeasurementsTable(sql);
  const clients = createKnownClientsTable(sql);

  // The latest run, not the latest time: a run that a wrong clock put into the future is overtaken by the next one.
  const newestRun = (source: string, which: keyof typeof outcomes) => {
    const [row] = sql.all(
      `SELECT id, from_ms, to_ms, made_at_ms, privacy FROM runs LEFT JOIN memories ON run_id = id
       WHERE source = ? AND moves_mark = 1 AND ${outcomes[which]} ORDER BY number DESC LIMIT 1`,
      source,
    );
    return row === undefined ? undefined : v.parse(RunRow, row);
  };

  /** By line, of the latest delivered report that knew it. */
  const wanAddresses = (source: string): Readonly<Record<string, string>> => {
    const rows = sql.all(
      `SELECT line, address FROM wan_addresses JOIN runs ON runs.id = run_id
       WHERE source = ? AND moves_mark = 1 AND ${outcomes.told} ORDER BY number`,
      source,
    );
    return Object.fromEntries(
      rows.map((row) => v.parse(AddressRow, row)).map(({ line, address }) => [line, address]),
    );
  };

  const recallTold = (source: string, privacy: Privacy): Pick<Recalled, 'told' | 'previous'> => {
    const usual = { wanAddresses: wanAddresses(source), measurements: measurements.latest(source) };
    const run = newestRun(source, 'told');
    if (run?.made_at_ms == null || run.privacy !== privacy) return { previous: usual };
    const clientIds = clients.knownAt(source, privacy, run.id);
    return {
      told: { atMs: run.made_at_ms, findings: findings.ofRun(run.id) },
      previous: { ...usual, ...(clientIds.length === 0 ? {} : { clientIds }) },
    };
  };

  const recallPeriod = (source: string): Pick<Recalled, 'periodBefore'> => {
    const run = newestRun(source, 'counted');
    if (run === undefined || run.made_at_ms === null) return {};
    const period = { fromMs: run.from_ms, toMs: run.to_ms };
    return { periodBefore: { period, measurements: measurements.ofRun(run.id) } };
  };

  /** What was written before `PRIVACY` was set holds names and addresses. */
  const forgetClearText = (source: string): void => {
    sql.run("DELETE FROM known_clients WHERE source = ? AND privacy = 'off'", source);
    sql.run(
      `DELETE FROM findings WHERE run_id IN (
         SELECT run_id FROM memories JOIN runs ON runs.id = run_id WHERE source = ? AND privacy = 'off')`,
      source,
    );
  };

  return {
    recall: (source, privacy) => {
      const newest = newestRun(source, 'any');
      const seen = newest?.privacy === privacy ? findings.ofRun(newest.id) : [];
      const failingSinceMs = failingSince(sql, source);
      return {
        ...recallTold(source, privacy),
        ...recallPeriod(source),
        seen,
        ...(failingSinceMs.size > 0 && { failingSinceMs }),
      };
    },

    remember: (source, { id: runId }, memory) => {
      if (sql.all('SELECT 1 FROM memories WHERE run_id = ?', runId).length > 0) return;
      const { madeAtMs, privacy, clientIds } = memory;
      sql.run(
        'INSERT INTO memories (run_id, made_at_ms, privacy) VALUES (?, ?, ?)',
        runId,
        Math.round(madeAtMs),
        privacy,
      );
      findings.add(runId, memory.findings);
      measurements.add(runId, memory.measurements);
      for (const [line, address] of Object.entries(memory.wanAddresses)) {
        sql.run('INSERT INTO wan_addresses (run_id, line, address) VALUES (?, ?, ?)', runId, line, address);
      }
      clients.add({ source, privacy }, { runId, atMs: madeAtMs, ids: clientIds });
      if (privacy === 'hash') forgetClearText(source);
    },
  };
};
