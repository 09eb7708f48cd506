import type { Finding } from '../../report/section.ts';
import type { Answers, ZoneAnswers } from './answers.ts';
import { type CertificateProblem, certificateProblems } from './certificate-state.ts';
import { dayMs } from './windows.ts';

/** Zones whose certificate has expired, is about to, or cannot be issued, and that no other certificate serves. */
export const certificateFindings = ({ zones, nowMs }: Pick<Answers, 'zones' | 'nowMs'>): readonly Finding[] =>
  zones.flatMap((answers) => findingOf(answers, nowMs));

/** One for each zone, about the worst: its certificates change their ids whenever they are issued anew. */
function findingOf({ zone, posture }: ZoneAnswers, nowMs: number): readonly Finding[] {
  if (!posture?.certificates.ok) return [];
  const [worst] = certificateProblems(posture.certificates.data.rows, nowMs).filter(needsSomebody);
  if (worst === undefined) return [];
  return [
    {
      id: `cloudflare.certificate-failing:${zone.id}`,
      severity: worst.kind === 'expired' ? 'critical' : 'warning',
      title: titleOf(zone.name, worst, nowMs),
      meaning:
        worst.kind === 'expired'
          ? 'Browsers refuse to open what is served under its names.'
          : 'When no valid certificate is left, browsers refuse to open what is served under its names.',
      advice: worst.isCustom
        ? 'Cloudflare does not renew a certificate that you uploaded: upload a new one in the dashboard, SSL/TLS, Edge Certificates.'
        : 'Look at SSL/TLS, Edge Certificates in the Cloudflare dashboard: it says what the validation waits for, often a DNS or CAA record.',
      things: [zone.name],
    },
  ];
}

const needsSomebody = ({ kind, isCovered }: CertificateProblem): boolean =>
  !isCovered && (kind === 'expired' || kind === 'failing' || kind === 'expiring');

function titleOf(zone: string, { kind, state, expiresAtMs }: CertificateProblem, nowMs: number): string {
  const subject = `The certificate of ${zone} at Cloudflare`;
  if (kind === 'expired') return `${subject} has expired`;
  if (kind === 'failing') return `${subject} is not issued: ${state}`;
  const days = Math.floor(((expiresAtMs ?? nowMs) - nowMs) / dayMs);
  return days < 1
    ? `${subject} expires within a day`
    : `${subject} expires in ${days} day${days === 1 ? '' : 's'}`;
}
