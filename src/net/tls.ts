import { X509Certificate } from 'node:crypto';
import type { ConnectionOptions } from 'node:tls';
import { dialledOrLocalName, type OnLocalName } from './certificate-name.ts';
import { connectionError } from './connection-error.ts';
import { SourceError } from './errors.ts';
import type { Fetch } from './http.ts';
import { pinRefusal } from './pin.ts';
import { type ProxySettings, type ProxyTarget, proxyFor } from './proxy.ts';
import { openTunnel } from './tunnel.ts';
import { Agent, buildConnector } from './undici.ts';

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
 * breaks across majors (measured).
 * @param onLocalName told when a certificate of the private CA is accepted for a local name of its own
 * @throws SourceError `tls` when the CA is not a certificate
 */
export async function createFetch(
  tls: TlsSettings,
  onLocalName: OnLocalName = () => undefined,
): Promise<Fetch> {
  if (tls.mode === 'verify') return fetchOver(buildConnector({ allowH2: false }));
  const checks = checksOf(tls, onLocalName);
  // No session is resumed: each connection shows its certificate.
  const connector = buildConnector({ ...checks, allowH2: false, maxCachedSessions: 0 });
  return fetchOver(tls.mode === 'fingerprint' ? withPin(connector, tls.sha256) : connector);
}

type CertificateChecks = Pick<ConnectionOptions, 'ca' | 'rejectUnauthorized' | 'checkServerIdentity'>;

function checksOf(
  tls: Exclude<TlsSettings, { mode: 'verify' }>,
  onLocalName: OnLocalName,
): CertificateChecks {
  if (tls.mode !== 'ca') return { rejectUnauthorized: false };
  try {
    new X509Certificate(tls.caPem);
  } catch {
    throw new SourceError('tls', 'the CA file holds no certificate in PEM form');
  }
  return { ca: tls.caPem, checkServerIdentity: dialledOrLocalName(onLocalName) };
}

/**
 * Refuses another certificate than the pinned one before a byte is sent. (`checkServerIdentity` would not do: it is
 * not called when unverified certificates are accepted.)
 */
function withPin(connector: buildConnector.connector, sha256: string): buildConnector.connector {
  return (options, callback) =>
    connector(options, (error, socket) => {
      if (error !== null) return callback(error, null);
      const refusal = pinRefusal(socket, options.hostname, sha256);
      if (refusal === undefined) return callback(null, socket);
      socket.destroy();
      callback(refusal, null);
    });
}

/** Less than one attempt may take, so that a proxy that hangs is told by its name. */
const tunnelTimeoutMs = 7_000;

/**
 * A fetch that goes through the proxies, all the way by CONNECT. Certificates of targets are verified as without one:
 * by the system's authorities and those in `NODE_EXTRA_CA_CERTS`. Not undici's own proxy agents, measured with 8.12: they
 * send https through `HTTP_PROXY`, a silent proxy holds the process for five minutes, and their errors do not tell the
 * proxy from the target.
 */
export async function createProxyFetch(proxies: ProxySettings, timeoutMs = tunnelTimeoutMs): Promise<Fetch> {
  const direct = buildConnector({ allowH2: false });
  return fetchOver((options, callback) => {
    const target = targetOf(options);
    const proxy = proxyFor(proxies, target);
    if (proxy === undefined) return direct(options, callback);
    openTunnel(proxy, target, timeoutMs).then(
      (socket) => {
        if (options.protocol === 'https:') direct({ ...options, httpSocket: socket }, callback);
        else callback(null, socket);
      },
      (error: unknown) => callback(connectionError(error, target.hostname), null),
    );
  });
}

const targetOf = ({ protocol, hostname, port }: buildConnector.Options): ProxyTarget => ({
  protocol,
  hostname,
  port: port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port),
});

function fetchOver(connect: buildConnector.connector): Fetch {
  const dispatcher = new Agent({ connect });
  return async (url, init) => {
    const throughConnector = { ...init, dispatcher };
    const response = await fetch(url, throughConnector);
    if (response.status >= 200 && response.status <= 599) return response;
    throw new SourceError('invalid_response', `answered with the unknown HTTP status ${response.status}`);
  };
}
