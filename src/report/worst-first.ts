import { type Severity, severities } from './section.ts';

/** Worst first; among equals the order in which they came. */
export function worstFirst<Ranked extends { readonly severity: Severity }>(
  findings: readonly Ranked[],
): Ranked[] {
  return findings.toSorted((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity));
}
