import * as v from 'valibot';
import type { RememberedFinding } from '../report/compare.ts';
import { severities } from '../report/section.ts';
import type { Sql } from './sql.ts';

const FindingRow = v.pipe(
  v.object({
    id: v.string(),
    origin: v.string(),
    severity: v.picklist(severities),
    title: v.string(),
    things: v.pipe(v.string(), v.parseJson(), v.array(v.string())),
    muted: v.number(),
    explained_by: v.nullable(v.string()),
    first_seen_ms: v.number(),
    last_seen_ms: v.number(),
  }),
  v.transform(
    ({ muted, explained_by, first_seen_ms, last_seen_ms, ...row }): RememberedFinding => ({
      ...row,
      muted: muted === 1,
      ...(explained_by === null ? {} : { explainedBy: explained_by }),
      firstSeenMs: first_seen_ms,
      lastSeenMs: last_seen_ms,
    }),
  ),
);

/** The table of what each report found, with when it was first and last seen. */
export const createFindingsTable = (sql: Sql) => ({
  add: (runId: string, findings: readonly RememberedFinding[]): void => {
    for (const finding of findings) {
      sql.run(
        `INSERT INTO findings (run_id, id, origin, severity, title, things, muted, explained_by, first_seen_ms, last_seen_ms)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
        runId,
        finding.id,
        finding.origin,
        finding.severity,
        finding.title,
        JSON.stringify(finding.things),
        finding.muted ? 1 : 0,
        finding.explainedBy ?? null,
        Math.round(finding.firstSeenMs),
        Math.round(finding.lastSeenMs),
      );
    }
  },

  ofRun: (runId: string): readonly RememberedFinding[] =>
    sql.all('SELECT * FROM findings WHERE run_id = ?', runId).map((row) => v.parse(FindingRow, row)),
});
