import { type Finding, severities } from './section.ts';

/** Worst first; among equals the order in which they came. */
export function worstFirst(findings: readonly Finding[]): Finding[] {
  return findings.toSorted((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity));
}
