import * as v from 'valibot';
import { RunRow } from './runs.ts';
import type { Sql } from './sql.ts';
import type { Store } from './store.ts';

const SizeRow = v.object({ size: v.number() });

/** What is asked every few seconds by those who watch, so no report is read for it. */
export const createGlance = (sql: Sql): Pick<Store, 'lastRun' | 'outboxSize'> => ({
  lastRun: (source) => {
    const [row] = sql.all('SELECT * FROM runs WHERE source = ? ORDER BY number DESC LIMIT 1', source);
    return row === undefined ? undefined : v.parse(RunRow, row);
  },

  outboxSize: () => v.parse(SizeRow, sql.all('SELECT count(DISTINCT run_id) AS size FROM parcels')[0]).size,
});
