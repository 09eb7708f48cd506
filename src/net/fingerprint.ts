import { readCertificate } from './certificate.ts';

/**
 * The SHA-256 of the certificate that a server shows, upper-case hex pairs with colons. Nothing is verified or sent:
 * it is for showing to a person, who compares it before pinning it. `host` is a name or an address without brackets.
 * @throws SourceError `network`, `tls` or `timeout`
 */
export async function readFingerprint(host: string, port: number, timeoutMs = 10_000): Promise<string> {
  return (await readCertificate(host, port, timeoutMs)).sha256;
}
