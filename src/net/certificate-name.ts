import { checkServerIdentity, type PeerCertificate } from 'node:tls';

/**
 * The name check for a certificate whose private CA was given: it has to be for the dialled host, or for a name that
 * means something in a local network only, as consoles make them (`UniFi`, `unifi.local`) and are then dialled by
 * address. Public authorities may not sign such names (CA/Browser Forum baseline requirements §7.1.4), so that a CA
 * file full of public authorities does not let any website in.
 */
export function checkDialledOrLocalName(host: string, certificate: PeerCertificate): Error | undefined {
  const mismatch = checkServerIdentity(host, certificate);
  if (mismatch === undefined) return undefined;
  const names = namesOf(certificate);
  return names.length > 0 && names.every((name) => localName.test(name)) ? undefined : mismatch;
}

const localName = /^[\w-]+(\.[\w-]+)*\.(local|localdomain|lan|home|internal|home\.arpa)$|^[\w-]+$/i;

/** The DNS names, or the common name of a certificate that has none. */
function namesOf({ subject, subjectaltname }: PeerCertificate): readonly string[] {
  const alternatives = (subjectaltname ?? '').split(', ').filter((entry) => entry.startsWith('DNS:'));
  if (alternatives.length > 0) return alternatives.map((entry) => entry.slice('DNS:'.length));
  return [subject?.CN ?? []].flat();
}
