import * as v from 'valibot';
import type { IntegrationStats } from '../integrations/runner.ts';
import { readStats } from './run-stats.ts';
import type { Sql } from './sql.ts';

const StatsRow = v.object({ integrations: v.string() });

/** An outage of a year of daily reports is long enough. */
const longestRuns = 366;

/**
 * Since when each integration that failed in the newest report has failed in every one, by name, milliseconds since 1970:
 * what a process that makes one report, as from cron, cannot know by itself.
 */
export const failingSince = (sql: Sql, source: string): ReadonlyMap<string, number> => {
  const newestFirst = sql
    .all(
      'SELECT integrations FROM runs WHERE source = ? AND integrations IS NOT NULL ORDER BY number DESC LIMIT ?',
      source,
      longestRuns,
    )
    .map((row) => readStats(v.parse(StatsRow, row).integrations).integrations ?? []);

  const sinceMs = new Map<string, number>();
  let failing = new Set((newestFirst[0] ?? []).map(({ name }) => name));
  for (const stats of newestFirst) {
    const failed = stats.filter(({ name }) => failing.has(name)).filter(hasFailedLast);
    for (const { name, lastFailureAtMs } of failed) sinceMs.set(name, lastFailureAtMs);
    failing = new Set(failed.map(({ name }) => name));
    if (failing.size === 0) break;
  }
  return sinceMs;
};

const hasFailedLast = (
  stats: IntegrationStats,
): stats is IntegrationStats & { readonly lastFailureAtMs: number } =>
  stats.lastFailureAtMs !== undefined && (stats.lastSuccessAtMs ?? -1) < stats.lastFailureAtMs;
