import { checkServerIdentity, type PeerCertificate } from 'node:tls';

/** Told when a certificate is accepted for a name of its own: which host was dialled, which names it is for. */
export type OnLocalName = (dialled: string, accepted: string) => void;

/** As `checkServerIdentity` of `node:tls`: undefined when the certificate may stand for the host. */
type NameCheck = (host: string, certificate: PeerCertificate) => Error | undefined;

/**
 * The name check for a certificate whose private CA was given: it has to be for the dialled host, or for names that all
 * mean something in a local network only, as consoles make them (`UniFi`, `unifi.local`) and are then dialled by
 * address; `onLocalName` is told of that. This is narrower than "any name that the CA has signed": public authorities
 * may not sign local names (CA/Browser Forum baseline requirements §7.1.4), so that a CA file full of public
 * authorities does not let any website in.
 */
export const dialledOrLocalName =
  (onLocalName: OnLocalName): NameCheck =>
  (host, certificate) => {
    const mismatch = checkServerIdentity(host, certificate);
    if (mismatch === undefined) return undefined;
    const names = namesOf(certificate);
    if (names.length === 0 || !names.every((name) => localName.test(name))) return mismatch;
    onLocalName(host, names.join(', '));
    return undefined;
  };

const localName = /^[\w-]+(\.[\w-]+)*\.(local|localdomain|lan|home|internal|home\.arpa)$|^[\w-]+$/i;

/** The DNS names, or the common name of a certificate that has none. */
function namesOf({ subject, subjectaltname }: PeerCertificate): readonly string[] {
  const alternatives = (subjectaltname ?? '').split(', ').filter((entry) => entry.startsWith('DNS:'));
  if (alternatives.length > 0) return alternatives.map((entry) => entry.slice('DNS:'.length));
  return [subject?.CN ?? []].flat();
}
