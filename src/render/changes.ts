import type { Comparison, PastFinding, ResolvedFinding } from '../report/comparison.ts';
import { severityWords } from './finding.ts';
import type { Limits } from './limits.ts';
import { andMore, type Writer } from './writer.ts';

/** Findings of the last report that are none of this one, in a list of their own. */
export interface PastFindingsView {
  readonly title: string;
  readonly lead: string;
  readonly items: readonly string[];
  readonly more: string;
}

/** What became of what the last report said and this one does not; nothing where there is none to compare with. */
export const pastFindingsViews = (
  comparison: Comparison,
  write: Writer,
  limits: Limits,
): readonly PastFindingsView[] => {
  if (comparison.kind !== 'compared') return [];
  const since = write.value({ atMs: comparison.lastReportAtMs });
  const group = (
    title: string,
    lead: string,
    findings: readonly (PastFinding | ResolvedFinding)[],
  ): PastFindingsView[] =>
    findings.length === 0
      ? []
      : [
          {
            title,
            lead,
            items: findings.slice(0, limits.statements).map((finding) => pastLine(finding, write)),
            more: andMore(write, findings.length - limits.statements),
          },
        ];
  return [
    ...group('Resolved', resolvedLead(comparison.resolved, since), comparison.resolved),
    ...group(
      'Not known',
      `The report of ${since} said this; what it was read from could not be read this time.`,
      comparison.notKnown,
    ),
  ];
};

/** An infected host that was quiet today has not been cleaned. */
const resolvedLead = (resolved: readonly ResolvedFinding[], since: string): string => {
  const lead = `The report of ${since} said this; it is not found any more.`;
  const hint =
    'What is "not seen again" happened then: that it is over does not mean that somebody put it right.';
  return resolved.some(({ happened }) => happened) ? `${lead} ${hint}` : lead;
};

const pastLine = (finding: PastFinding | ResolvedFinding, write: Writer): string => {
  const first = `first reported ${write.value({ atMs: finding.firstSeenMs })}`;
  const how = 'happened' in finding && finding.happened ? `not seen again, ${first}` : first;
  return `${severityWords[finding.severity]}: ${write.text(finding.title)} (${how})`;
};

/**
 * "2 new, 1 ongoing, 3 resolved"; empty where nothing is compared or nothing was ever found. Without a report to compare with
 * it may be the first one, or the store is lost or cannot be used, or `PRIVACY` was changed: the words hold for all.
 */
export const changesInWords = (comparison: Comparison, write: Writer): string => {
  if (comparison.kind === 'none') return '';
  if (comparison.kind === 'baseline')
    return 'There is no earlier report to compare this one with: nothing is marked as new.';
  const { counts } = comparison;
  return [
    [counts.new, 'new'] as const,
    [counts.ongoing, 'ongoing'] as const,
    [counts.resolved, 'resolved'] as const,
    [counts.notKnown, 'not known'] as const,
  ]
    .flatMap(([count, word]) => (count === 0 ? [] : `${write.value({ number: count })} ${word}`))
    .join(', ');
};
