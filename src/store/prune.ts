import type { Sql } from './sql.ts';
import type { Store } from './store.ts';

/** Runs that the next report needs, however old they are: the newest of each console and site, by what became of it. */
const needed = ['TRUE', "outcome = 'delivered'", "outcome IN ('delivered', 'silent')"]
  .map((outcome) => `SELECT MAX(number) FROM runs WHERE moves_mark = 1 AND ${outcome} GROUP BY source`)
  .join(' UNION ');

/** How the store forgets. Reports in the outbox stay. */
export const createPruning = (sql: Sql): Pick<Store, 'prune'> => ({
  prune: (beforeMs) => {
    const limitMs = Math.round(beforeMs);
    sql.transaction(() => {
      sql.run(
        `DELETE FROM runs WHERE to_ms < ? AND id NOT IN (SELECT run_id FROM parcels) AND number NOT IN (${needed})`,
        limitMs,
      );
      sql.run('DELETE FROM known_clients WHERE last_seen_ms < ?', limitMs);
    });
  },
});
