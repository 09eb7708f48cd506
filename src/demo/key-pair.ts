import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';

export interface KeyPair {
  /** PEM text. */
  readonly cert: string;
  readonly key: string;
  /** SHA-256 of the certificate, upper-case hex pairs with colons, as `UNIFI_TLS_FINGERPRINT` takes it. */
  readonly fingerprint: string;
}

/** The loopback key pair that ships with the package; `src/demo` and `dist/demo` lie equally deep. */
export const readKeyPair = (folder = new URL('../../demo/', import.meta.url)): KeyPair => {
  const cert = readFileSync(new URL('loopback-cert.pem', folder), 'utf8');
  return {
    cert,
    key: readFileSync(new URL('loopback-key.pem', folder), 'utf8'),
    fingerprint: new X509Certificate(cert).fingerprint256,
  };
};
