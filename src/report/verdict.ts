import type { ReportedFinding } from './comparison.ts';
import type { Verdict } from './report.ts';
import type { Severity } from './section.ts';

export interface VerdictInput {
  /** Worst first. What another one explains is not among them. */
  readonly findings: readonly ReportedFinding[];
  readonly consoleFailed: boolean;
  /** Some part could not be read: an all-clear then holds for the rest only. */
  readonly incomplete: boolean;
}

/** The answer to "do I need to act?". A console that could not be read is critical whatever else is known. */
export function verdictOf({ findings, consoleFailed, incomplete }: VerdictInput): Verdict {
  const count = (severity: Severity) => findings.filter((finding) => finding.severity === severity).length;
  const counts = { critical: count('critical'), warning: count('warning'), notice: count('notice') };
  if (consoleFailed) {
    const headline = 'The console could not be read';
    return { severity: 'critical', headline, summary: headline, counts };
  }
  const needing = counts.critical + counts.warning;
  const [worst] = findings;
  if (needing > 0 && worst !== undefined) {
    return {
      severity: worst.severity,
      headline: needing === 1 ? '1 thing needs you' : `${needing} things need you`,
      summary: worst.short ?? worst.title,
      counts,
    };
  }
  const extent = incomplete ? ' in what could be read' : '';
  return {
    severity: 'clear',
    headline: `All clear${extent}`,
    summary: `nothing needs you${extent}${notices(counts.notice)}`,
    counts,
  };
}

function notices(count: number): string {
  if (count === 0) return '';
  return count === 1 ? ', 1 notice' : `, ${count} notices`;
}
