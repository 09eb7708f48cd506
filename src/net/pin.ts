import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import { CertificateError } from './certificate-error.ts';
import { SourceError } from './errors.ts';

/**
 * Why a connected server is not the one whose certificate is pinned; undefined when it is. Asked before a byte is sent.
 * @param sha256 hex, with or without colons
 */
export function pinRefusal(socket: Socket, host: string, sha256: string): SourceError | undefined {
  if (!(socket instanceof TLSSocket)) {
    return new SourceError(
      'tls',
      `${host} would be asked without encryption, although a certificate is pinned`,
    );
  }
  const shown = socket.getPeerX509Certificate()?.fingerprint256;
  if (shown === undefined) return new SourceError('tls', `${host} shows no certificate`);
  if (hexOf(shown) === hexOf(sha256)) return undefined;
  return new CertificateError(`the certificate of ${host} is not the pinned one`, {
    kind: 'not_pinned',
    sha256: shown,
  });
}

const hexOf = (fingerprint: string): string => fingerprint.replaceAll(':', '').toLowerCase();
