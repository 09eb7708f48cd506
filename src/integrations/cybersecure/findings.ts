import type { Finding } from '../../report/section.ts';
import type { FindingInput } from './finding-input.ts';
import { insideFindings } from './findings-inside.ts';
import { signatureFindings, subscriptionFindings } from './findings-subscription.ts';

/** What deserves attention. What the report's own rules find too, where they see the same console, names their id. */
export function findingsOf(input: FindingInput): readonly Finding[] {
  const found = [
    ...subscriptionFindings(input),
    ...preventionFindings(input),
    ...signatureFindings(input),
    ...insideFindings(input.rows ?? []),
  ];
  const { host } = input.place;
  return found.map((finding) => ({
    ...finding,
    things: [...finding.things, host],
    place: input.place,
  }));
}

const advice =
  'In the console’s settings, under CyberSecure or Security, set intrusion prevention to notify and block.';

/** A subscription that protects less than it could; without one, how much to protect is the owner's choice. */
function preventionFindings({ state }: FindingInput): readonly Finding[] {
  const { subscription, prevention } = state;
  if (subscription !== 'active') return [];
  if (prevention === 'off') {
    return [
      {
        id: 'cybersecure.prevention-off',
        ownRuleId: 'security.prevention-off',
        severity: 'warning',
        title: 'Intrusion prevention is off although CyberSecure is active',
        meaning: 'The gateway neither blocks nor reports attacks; the paid signatures are not used.',
        advice,
        things: [],
      },
    ];
  }
  if (prevention === 'detect') {
    return [
      {
        id: 'cybersecure.prevention-detects-only',
        ownRuleId: 'security.detect-only',
        severity: 'warning',
        title: 'Intrusion prevention only detects although CyberSecure is active',
        meaning: 'The gateway reports attacks but lets them through.',
        advice,
        things: [],
      },
    ];
  }
  return [];
}
