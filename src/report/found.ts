import type { IntegrationSection } from '../integrations/results.ts';
import type { FoundFinding } from './compare.ts';
import type { Finding } from './section.ts';
import { worstFirst } from './worst-first.ts';

/** Where a finding comes from when it is not an integration. */
export const networkOrigin = 'network';

/** What the rules and the integrations found as one list, worst first, the muted ones among them. */
export function foundFindings(
  ofRules: readonly Finding[],
  sections: readonly IntegrationSection[],
  isMuted: (finding: Finding) => boolean,
): FoundFinding[] {
  const all = [
    ...ofRules.map((finding) => ({ finding, origin: networkOrigin })),
    ...sections.flatMap((section) =>
      section.success ? section.data.findings.map((finding) => ({ finding, origin: section.name })) : [],
    ),
  ];
  const ranked = worstFirst(all.map((one) => ({ ...one, severity: one.finding.severity })));
  return ranked.map(({ finding, origin }) => ({ finding, origin, muted: isMuted(finding) }));
}
