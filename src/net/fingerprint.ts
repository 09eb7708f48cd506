import { isIP } from 'node:net';
import { connect } from 'node:tls';
import { connectionError } from './connection-error.ts';
import { SourceError } from './errors.ts';

/**
 * The SHA-256 of the certificate that a server shows, upper-case hex pairs with colons. Nothing is verified or sent:
 * it is for showing to a person, who compares it before pinning it. `host` is a name or an address without brackets.
 * @throws SourceError `network`, `tls` or `timeout`
 */
export function readFingerprint(host: string, port: number, timeoutMs = 10_000): Promise<string> {
  return new Promise((resolve, reject) => {
    const servername = isIP(host) === 0 ? host : '';
    const socket = connect({ host, port, servername, rejectUnauthorized: false });
    const timer = setTimeout(
      () =>
        socket.destroy(new SourceError('timeout', `${host}:${port} did not show its certificate in time`)),
      timeoutMs,
    );
    socket.once('secureConnect', () => {
      const certificate = socket.getPeerX509Certificate();
      if (certificate === undefined) {
        socket.destroy(new SourceError('tls', `${host}:${port} shows no certificate`));
        return;
      }
      resolve(certificate.fingerprint256);
      socket.destroy();
    });
    socket.once('error', (error) => reject(connectionError(error, `${host}:${port}`)));
    socket.once('close', () => clearTimeout(timer));
  });
}
