import { consoleHost } from '../config/hosts.ts';
import { readCertificate, type ShownCertificate } from '../net/certificate.ts';
import type { Answers } from './answers.ts';

/** The variables of which one says how the console's certificate is trusted. */
export const trustVariables = ['UNIFI_TLS_VERIFY', 'UNIFI_TLS_CA_FILE', 'UNIFI_TLS_FINGERPRINT'] as const;

export const isTrustAnswered = (answers: Answers): boolean =>
  trustVariables.some((name) => answers[name] !== undefined);

/**
 * The certificate of the console in `UNIFI_HOST`; undefined while that is no address.
 * @throws SourceError when nobody shows one there
 */
export const certificateAt = async (answers: Answers): Promise<ShownCertificate | undefined> => {
  const address = consoleHost(answers.UNIFI_HOST?.trim() ?? '');
  if (!address.ok) return undefined;
  const { hostname, port } = new URL(address.value.baseUrl);
  return readCertificate(hostname.replace(/^\[(.*)\]$/, '$1'), Number(port || 443));
};

/** What a person needs to see of a certificate before trusting it, one line each. */
export const describeCertificate = (shown: ShownCertificate): readonly string[] => [
  `Certificate of: ${shown.subject}`,
  `Issued by:      ${shown.issuer}`,
  `Valid:          ${dayOf(shown.validFromMs)} to ${dayOf(shown.validToMs)}`,
  `SHA-256:        ${shown.sha256}`,
];

const dayOf = (atMs: number): string =>
  Number.isNaN(atMs) ? 'unknown' : new Date(atMs).toISOString().slice(0, 10);

export const comparisonAdvice =
  'Compare the SHA-256 with the one that a browser shows for this certificate on a computer that is plugged into the console. If they differ, somebody between here and there could read the credentials.';
