import * as v from 'valibot';
import { failureCodes } from '../net/errors.ts';
import type { RunRecord } from './store.ts';

const count = v.pipe(v.number(), v.integer());

const StatsSchema = v.pipe(
  v.string(),
  v.parseJson(),
  v.array(
    v.object({
      name: v.string(),
      state: v.picklist(['closed', 'open', 'half_open']),
      calls: count,
      failures: count,
      lastFailureAtMs: v.exactOptional(v.number()),
      lastFailureCode: v.exactOptional(v.picklist(failureCodes)),
      lastSuccessAtMs: v.exactOptional(v.number()),
      lastDurationMs: v.exactOptional(v.number()),
    }),
  ),
);

/** What is stored of a run's integrations; a run of an older version has none, what cannot be read is as good as none. */
export const readStats = (text: string | null): Pick<RunRecord, 'integrations'> => {
  const stats = v.safeParse(StatsSchema, text);
  return stats.success ? { integrations: stats.output } : {};
};

export const writeStats = (stats: RunRecord['integrations']): string | null =>
  stats === undefined ? null : JSON.stringify(stats);
