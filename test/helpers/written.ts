import { findAll } from '../../src/findings/index.ts';
import type { Period } from '../../src/period.ts';
import { buildReport } from '../../src/report/build.ts';
import type { Email, Report } from '../../src/report/report.ts';
import type { Snapshot } from '../../src/unifi/snapshot.ts';
import { rendered } from '../render/renderer.ts';

/** What a reader gets of a snapshot: rules, report and mail as the program makes them. */
export function written(
  snapshot: Snapshot,
  period: Period,
): { readonly report: Report; readonly email: Email } {
  const nowMs = period.toMs;
  const report = buildReport({
    timeZone: 'Europe/London',
    snapshot,
    integrations: { sections: [], results: [] },
    findings: findAll(snapshot, [], { period, nowMs }),
    period,
    generatedAtMs: nowMs,
    tookMs: 1_200,
    programVersion: '0.0.0',
    notices: [],
  });
  return { report, email: rendered(report) };
}

/** Words that only a mistake of ours writes. */
export const slips = /\bNaN\b|\bundefined\b|Invalid Date|\[object |\bnull\b/;
