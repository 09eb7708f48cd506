import * as v from 'valibot';
import type { Sql } from './sql.ts';
import type { Store } from './store.ts';

const TextRow = v.object({ text: v.string() });

/** The table of what happened to the store itself, until a report has told it. */
export const createNewsTable = (sql: Sql): Pick<Store, 'addNews' | 'untoldNews'> => ({
  addNews: (text) =>
    sql.run(
      'INSERT INTO news (after_run_number, text) VALUES ((SELECT COALESCE(MAX(number), 0) FROM runs), ?)',
      text,
    ),

  untoldNews: (source) =>
    sql
      .all(
        `SELECT text FROM news WHERE NOT EXISTS (
           SELECT 1 FROM runs WHERE source = ? AND outcome = 'delivered' AND number > after_run_number
         ) ORDER BY number`,
        source,
      )
      .map((row) => v.parse(TextRow, row).text),
});
