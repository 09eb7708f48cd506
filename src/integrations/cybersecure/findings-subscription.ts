import { formatDuration } from '../../report/format.ts';
import type { Finding } from '../../report/section.ts';
import { isSurelyEtPro } from './et-pro.ts';
import type { FindingInput } from './finding-input.ts';

const staleAfterMs = 48 * 3_600_000;

/**
 * The console says in so many words that there is none. No surface names the end of a subscription in advance (UniFi API
 * reference §6), so a lapse shows only afterwards: surely while rules of the paid set fired in the same period.
 */
export function subscriptionFindings({ state, rows = [] }: FindingInput): readonly Finding[] {
  if (state.subscription !== 'not active' || state.activating) return [];
  if (rows.some(isSurelyEtPro)) {
    return [
      {
        id: 'cybersecure.lapsed',
        severity: 'warning',
        title: 'The CyberSecure subscription seems to have ended',
        meaning:
          'Its rules still fired in this period, but the console now says that none is active: new attacks that only they know go unseen.',
        advice:
          'Renew it in the UniFi Site Manager. If it has been renewed, see whether the console is online there.',
        things: [],
      },
    ];
  }
  return [
    {
      id: 'cybersecure.not-subscribed',
      severity: 'notice',
      title: 'No CyberSecure subscription is active',
      meaning: 'The console says so. The gateway works with the open rules alone.',
      advice:
        'If you have one, it may have ended: look in the UniFi Site Manager. If you do without, unset CYBERSECURE_API_KEY or mute this finding.',
      things: [],
    },
  ];
}

/** Rules are renewed daily; a gateway that looks for nothing has no need to. */
export function signatureFindings({ state, nowMs }: FindingInput): readonly Finding[] {
  const { signaturesUpdatedAtMs: updatedAtMs, prevention } = state;
  if (updatedAtMs === undefined || prevention === 'off') return [];
  const ageMs = nowMs - updatedAtMs;
  if (ageMs < staleAfterMs) return [];
  return [
    {
      id: 'cybersecure.signatures-old',
      severity: 'warning',
      title: `The gateway’s signatures have not been updated for ${formatDuration(ageMs)}`,
      meaning: 'They are renewed every day. Attacks that became known since then are not recognised.',
      advice:
        'See whether the gateway reaches the internet and its DNS works, and restart it. If that does not help, turn intrusion prevention off and on again.',
      things: [],
      sinceMs: updatedAtMs,
    },
  ];
}
