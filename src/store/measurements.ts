import * as v from 'valibot';
import type { Measurement, PastMeasurement } from '../measurements/measurement.ts';
import type { Sql } from './sql.ts';

const MeasurementRow = v.pipe(
  v.object({
    key: v.string(),
    value: v.number(),
    unit: v.string(),
    kind: v.picklist(['level', 'total']),
    from_ms: v.number(),
    to_ms: v.number(),
  }),
  v.transform(
    ({ from_ms, to_ms, ...row }): PastMeasurement => ({ ...row, periodMs: Math.max(0, to_ms - from_ms) }),
  ),
);

const selectMeasurements = `SELECT key, value, unit, kind, from_ms, to_ms
  FROM measurements JOIN runs ON runs.id = measurements.run_id`;

/** Enough for a month of daily reports; older ones say less about what is usual now. */
const usualRuns = 30;

/** The table of what each report measured. */
export const createMeasurementsTable = (sql: Sql) => ({
  add: (runId: string, measurements: readonly Measurement[]): void => {
    for (const { key, value, unit, kind } of measurements) {
      sql.run(
        'INSERT INTO measurements (run_id, key, value, unit, kind) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING',
        runId,
        key,
        value,
        unit,
        kind,
      );
    }
  },

  ofRun: (runId: string): readonly PastMeasurement[] =>
    sql.all(`${selectMeasurements} WHERE run_id = ?`, runId).map((row) => v.parse(MeasurementRow, row)),

  /** Of the latest reports whose periods follow one another, oldest first, by key. */
  latest: (source: string): ReadonlyMap<string, readonly PastMeasurement[]> => {
    const rows = sql.all(
      `${selectMeasurements} WHERE run_id IN (
         SELECT id FROM runs WHERE source = ? AND moves_mark = 1 AND outcome IN ('delivered', 'silent')
         ORDER BY number DESC LIMIT ?
       ) ORDER BY runs.number`,
      source,
      usualRuns,
    );
    return Map.groupBy(
      rows.map((row) => v.parse(MeasurementRow, row)),
      ({ key }) => key,
    );
  },
});
