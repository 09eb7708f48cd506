import { X509Certificate } from 'node:crypto';
import { isIP, type Socket } from 'node:net';
import { type ConnectionOptions, connect, TLSSocket } from 'node:tls';
import type { buildConnector, Response as UndiciResponse } from 'undici';
import { checkDialledOrLocalName } from './certificate-name.ts';
import { connectionError } from './connection-error.ts';
import { SourceError } from './errors.ts';
import type { Fetch } from './http.ts';

/** How the certificate of a server is checked (DESIGN §5). */
export type TlsSettings =
  | { readonly mode: 'verify' }
  /** Verified against this private CA (PEM text) instead of the system's. */
  | { readonly mode: 'ca'; readonly caPem: string }
  /** The SHA-256 of the leaf certificate in hex, with or without colons; the name is not checked. */
  | { readonly mode: 'fingerprint'; readonly sha256: string }
  | { readonly mode: 'insecure' };

/**
 * A fetch that checks certificates as `tls` says. It is undici's own fetch, because an undici Agent given to Node's
 * breaks across majors (measured), and undici is loaded only when a server needs it.
 * @throws SourceError `tls` when the CA is not a certificate
 */
export async function createFetch(tls: TlsSettings): Promise<Fetch> {
  if (tls.mode === 'verify') return (url, init) => fetch(url, init);
  const checks = checksOf(tls);
  const undici = await import('undici');
  // No session is resumed: each connection shows its certificate.
  const connector = undici.buildConnector({ ...checks, allowH2: false, maxCachedSessions: 0 });
  const pinned = tls.mode === 'fingerprint' ? withPin(connector, tls.sha256) : connector;
  const dispatcher = new undici.Agent({ connect: pinned });
  return async (url, init) => {
    const { method = 'GET', redirect = 'follow', signal = null } = init;
    const headers = [...new Headers(init.headers)];
    const body = typeof init.body === 'string' ? init.body : null;
    return toResponse(await undici.fetch(url, { method, headers, body, redirect, signal, dispatcher }));
  };
}

type CertificateChecks = Pick<ConnectionOptions, 'ca' | 'rejectUnauthorized' | 'checkServerIdentity'>;

function checksOf(tls: Exclude<TlsSettings, { mode: 'verify' }>): CertificateChecks {
  if (tls.mode !== 'ca') return { rejectUnauthorized: false };
  try {
    new X509Certificate(tls.caPem);
  } catch {
    throw new SourceError('tls', 'the CA file holds no certificate in PEM form');
  }
  return { ca: tls.caPem, checkServerIdentity: checkDialledOrLocalName };
}

/**
 * Refuses another certificate than the pinned one before a byte is sent. (`checkServerIdentity` would not do: it is
 * not called when unverified certificates are accepted.)
 */
function withPin(connector: buildConnector.connector, sha256: string): buildConnector.connector {
  return (options, callback) =>
    connector(options, (error, socket) => {
      if (error !== null) return callback(error, null);
      const refusal = refusalOf(socket, options.hostname, sha256);
      if (refusal === undefined) return callback(null, socket);
      socket.destroy();
      callback(refusal, null);
    });
}

function refusalOf(socket: Socket, host: string, sha256: string): SourceError | undefined {
  if (!(socket instanceof TLSSocket)) {
    return new SourceError(
      'tls',
      `${host} would be asked without encryption, although a certificate is pinned`,
    );
  }
  const seen = socket.getPeerCertificate().fingerprint256;
  if (hexOf(seen) === hexOf(sha256)) return undefined;
  const advice = 'find out why it changed before you pin it';
  return new SourceError(
    'tls',
    `the certificate of ${host} is not the pinned one; ${advice} (SHA-256 ${seen})`,
  );
}

const hexOf = (fingerprint: string): string => fingerprint.replaceAll(':', '').toLowerCase();

/** Makes the global Response, which the rest of the code knows, of undici's. */
function toResponse({ status, headers, body }: UndiciResponse): Response {
  if (status < 200 || status > 599) {
    throw new SourceError('invalid_response', `answered with the unknown HTTP status ${status}`);
  }
  return new Response(body === null ? null : streamOf(body), { status, headers: [...headers] });
}

function streamOf(body: NonNullable<UndiciResponse['body']>): ReadableStream<Uint8Array> {
  const reader = body.getReader();
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await reader.read();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    cancel: (reason) => reader.cancel(reason),
  });
}

/**
 * The SHA-256 of the certificate that a server shows, upper-case hex pairs with colons. Nothing is verified or sent:
 * it is for showing to a person, who compares it before pinning it.
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
      resolve(socket.getPeerCertificate().fingerprint256);
      socket.destroy();
    });
    socket.once('error', (error) => reject(connectionError(error, `${host}:${port}`)));
    socket.once('close', () => clearTimeout(timer));
  });
}
