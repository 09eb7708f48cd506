import type { Finding } from '../../report/section.ts';
import type { ProtectionState } from './state.ts';

const advice =
  'In the console’s settings, under CyberSecure or Security, set intrusion prevention to notify and block.';

/** A subscription that protects less than it could; without one, how much to protect is the owner's choice. */
export function findingsOf({ subscription, prevention }: ProtectionState, host: string): readonly Finding[] {
  if (subscription !== 'active') return [];
  if (prevention === 'off') {
    return [
      {
        id: `cybersecure.prevention-off:${host}`,
        severity: 'warning',
        title: 'Intrusion prevention is off although CyberSecure is active',
        meaning: 'The gateway neither blocks nor reports attacks; the paid signatures are not used.',
        advice,
        things: [host],
      },
    ];
  }
  if (prevention === 'detect') {
    return [
      {
        id: `cybersecure.prevention-detects-only:${host}`,
        severity: 'warning',
        title: 'Intrusion prevention only detects although CyberSecure is active',
        meaning: 'The gateway reports attacks but lets them through.',
        advice,
        things: [host],
      },
    ];
  }
  return [];
}
