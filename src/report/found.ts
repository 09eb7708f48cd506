import type { IntegrationResults } from '../integrations/results.ts';
import type { Snapshot } from '../unifi/snapshot.ts';
import type { FoundFinding } from './compare.ts';
import { withExplanations } from './explained.ts';
import { inPlace, toldOnce } from './places.ts';
import type { Finding } from './section.ts';
import { worstFirst } from './worst-first.ts';

/** Where a finding comes from when it is not an integration. */
export const networkOrigin = 'network';

/**
 * What the rules and the integrations found as one list, worst first, each thing once, the muted ones and those that others explain among them.
 * @param own the report's console: a finding from elsewhere names its place
 */
export function foundFindings(
  ofRules: readonly Finding[],
  { sections }: Pick<IntegrationResults, 'sections'>,
  own: Pick<Snapshot, 'host' | 'site'>,
  isMuted: (finding: Finding) => boolean = () => false,
): FoundFinding[] {
  const all = [
    ...ofRules.map((finding) => ({ finding, origin: networkOrigin })),
    ...sections.flatMap((section) => {
      const theirs = section.success ? section.data.findings : [];
      return theirs.map(inPlace(own)).map((finding) => ({ finding, origin: section.name }));
    }),
  ];
  const ranked = worstFirst(
    all.map((one) => ({ ...one, id: one.finding.id, severity: one.finding.severity })),
  );
  return withExplanations(
    toldOnce(ranked).map(({ finding, origin }) => ({ finding, origin, muted: isMuted(finding) })),
  );
}
