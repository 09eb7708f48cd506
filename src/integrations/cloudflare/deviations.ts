import type { Tone } from '../../report/section.ts';
import { type CertificateProblem, certificateProblems } from './certificate-state.ts';
import type { ZonePosture } from './posture.ts';
import type { SettingId } from './zone-settings.ts';

/** Something about how a zone is set up that its owner may want otherwise. */
export interface Deviation {
  /** The same words for the same thing in every zone. */
  readonly what: string;
  readonly tone: Tone;
}

/** What deviates in one zone; nothing is said about parts that could not be read. */
export const deviationsOf = (
  { certificates, dnssec, settings }: ZonePosture,
  nowMs: number,
): readonly Deviation[] => [
  ...(certificates.ok ? certificateProblems(certificates.data.rows, nowMs).map(ofCertificate) : []),
  ...(dnssec.ok ? ofDnssec(dnssec.data) : []),
  ...settings.flatMap(({ id, value }) => (value.ok ? ofSetting(id, value.data) : [])),
];

function ofCertificate({ kind, state, isCovered }: CertificateProblem): Deviation {
  const tone = isCovered ? 'neutral' : 'critical';
  switch (kind) {
    case 'expired':
      return { what: 'Certificate expired', tone };
    case 'expiring':
      return { what: 'Certificate about to expire', tone };
    case 'failing':
      return { what: `Certificate: ${state}`, tone };
    case 'waiting':
      return { what: `Certificate: ${state}`, tone: 'neutral' };
    case 'none':
      return { what: 'No certificate at Cloudflare’s edge', tone: 'neutral' };
  }
}

/** Cloudflare API reference §3. To have no DNSSEC is a choice. */
const dnssecWords = new Map<string, Deviation>([
  ['pending', { what: 'DNSSEC waits for its DS record at the registrar', tone: 'warning' }],
  ['pending-disabled', { what: 'DNSSEC is being switched off and waits for the registrar', tone: 'warning' }],
  ['error', { what: 'DNSSEC reports an error', tone: 'critical' }],
]);

function ofDnssec(status: string | undefined): readonly Deviation[] {
  if (status === undefined || status === 'active' || status === 'disabled') return [];
  return [dnssecWords.get(status) ?? { what: `DNSSEC: ${status}`, tone: 'neutral' }];
}

/** Values that are weaker than what Cloudflare advises (Cloudflare API reference §5); all others are fine or not known. */
const weakValues: Readonly<Record<SettingId, readonly (readonly [value: string, deviation: Deviation])[]>> = {
  ssl: [
    ['off', { what: 'Encryption is off (SSL mode off)', tone: 'critical' }],
    ['flexible', { what: 'Clear text between Cloudflare and the server (SSL flexible)', tone: 'critical' }],
  ],
  min_tls_version: [
    ['1.0', { what: 'TLS 1.0 is accepted', tone: 'warning' }],
    ['1.1', { what: 'TLS 1.1 is accepted', tone: 'warning' }],
  ],
  always_use_https: [['off', { what: 'HTTP is not redirected to HTTPS', tone: 'warning' }]],
  tls_1_3: [['off', { what: 'TLS 1.3 is off', tone: 'warning' }]],
  security_level: [
    ['off', { what: 'Security level is off', tone: 'warning' }],
    ['essentially_off', { what: 'Security level is essentially off', tone: 'warning' }],
    ['under_attack', { what: '“Under attack” mode is on: every visitor is challenged', tone: 'warning' }],
  ],
};

const ofSetting = (id: SettingId, value: string | undefined): readonly Deviation[] =>
  weakValues[id].flatMap(([weak, deviation]) => (weak === value ? [deviation] : []));
