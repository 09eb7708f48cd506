import { isIP } from 'node:net';
import { connect, type TLSSocket } from 'node:tls';
import { connectionError } from './connection-error.ts';
import { SourceError } from './errors.ts';

/** The leaf certificate that a server shows, as a person compares it before trusting it. Texts are the server's own. */
export interface ShownCertificate {
  /** Upper-case hex pairs with colons. */
  readonly sha256: string;
  /** Name and organisation on one line, e.g. `CN=UniFi, O=Ubiquiti`. */
  readonly subject: string;
  readonly issuer: string;
  /** Milliseconds since 1970. */
  readonly validFromMs: number;
  readonly validToMs: number;
  /** Why this system does not trust it for the host; undefined: it does. */
  readonly refusal?: string;
}

/**
 * Looks at the certificate that a server shows. Nothing is sent, and nothing is refused: whether the system trusts it is
 * part of what is told. `host` is a name or an address without brackets.
 * @throws SourceError `network`, `tls` or `timeout`
 */
export function readCertificate(host: string, port: number, timeoutMs = 10_000): Promise<ShownCertificate> {
  return new Promise((resolve, reject) => {
    const servername = isIP(host) === 0 ? host : '';
    const socket = connect({ host, port, servername, rejectUnauthorized: false });
    const timer = setTimeout(
      () =>
        socket.destroy(new SourceError('timeout', `${host}:${port} did not show its certificate in time`)),
      timeoutMs,
    );
    socket.once('secureConnect', () => {
      const shown = shownBy(socket, `${host}:${port}`);
      if (shown === undefined) {
        socket.destroy(new SourceError('tls', `${host}:${port} shows no certificate`));
        return;
      }
      resolve(shown);
      socket.destroy();
    });
    socket.once('error', (error) => reject(connectionError(error, `${host}:${port}`)));
    socket.once('close', () => clearTimeout(timer));
  });
}

function shownBy(socket: TLSSocket, place: string): ShownCertificate | undefined {
  const certificate = socket.getPeerX509Certificate();
  if (certificate === undefined) return undefined;
  const { fingerprint256, subject, issuer, validFromDate, validToDate } = certificate;
  return {
    sha256: fingerprint256,
    subject: onOneLine(subject),
    issuer: onOneLine(issuer),
    validFromMs: validFromDate.getTime(),
    validToMs: validToDate.getTime(),
    ...(socket.authorized ? {} : { refusal: refusalOf(socket, place) }),
  };
}

/** Node tells the reason as a code, whatever its types say. */
function refusalOf({ authorizationError }: TLSSocket, place: string): string {
  const error = Object.assign(new Error('refused'), { code: String(authorizationError) });
  return connectionError(error, place).message;
}

const onOneLine = (name: string | undefined): string => (name ?? '').replaceAll('\n', ', ');
