import { X509Certificate } from 'node:crypto';
import { type ConnectionRules, createAgents } from './agent.ts';
import { dialledOrLocalName, type OnLocalName } from './certificate-name.ts';
import { SourceError } from './errors.ts';
import { fetchOver } from './fetch.ts';
import { pinRefusal } from './pin.ts';
import { type ProxySettings, proxyFor } from './proxy.ts';
import type { Fetch } from './reply.ts';
import { openTunnel } from './tunnel.ts';

/** How the certificate of a server is checked (DESIGN §5). */
export type TlsSettings =
  | { readonly mode: 'verify' }
  /** Verified against this private CA (PEM text) instead of the system's. */
  | { readonly mode: 'ca'; readonly caPem: string }
  /** The SHA-256 of the leaf certificate in hex, with or without colons; the name is not checked. */
  | { readonly mode: 'fingerprint'; readonly sha256: string }
  | { readonly mode: 'insecure' };

/**
 * A fetch that checks certificates as `tls` says.
 * @param onLocalName told when a certificate of the private CA is accepted for a local name of its own
 * @throws SourceError `tls` when the CA is not a certificate
 */
export async function createFetch(
  tls: TlsSettings,
  onLocalName: OnLocalName = () => undefined,
): Promise<Fetch> {
  if (tls.mode === 'verify') return fetchOver(createAgents({}));
  // No session is resumed: each connection shows its certificate.
  const rules: ConnectionRules = { tls: checksOf(tls, onLocalName), maxCachedSessions: 0 };
  if (tls.mode !== 'fingerprint') return fetchOver(createAgents(rules));
  // `checkServerIdentity` would not do: it is not called when unverified certificates are accepted.
  return fetchOver(
    createAgents({ ...rules, refusal: (socket, host) => pinRefusal(socket, host, tls.sha256) }),
  );
}

function checksOf(
  tls: Exclude<TlsSettings, { mode: 'verify' }>,
  onLocalName: OnLocalName,
): NonNullable<ConnectionRules['tls']> {
  if (tls.mode !== 'ca') return { rejectUnauthorized: false };
  try {
    new X509Certificate(tls.caPem);
  } catch {
    throw new SourceError('tls', 'the CA file holds no certificate in PEM form');
  }
  return { ca: tls.caPem, checkServerIdentity: dialledOrLocalName(onLocalName) };
}

/** Less than one attempt may take, so that a proxy that hangs is told by its name. */
const tunnelTimeoutMs = 7_000;

/**
 * A fetch that goes through the proxies, all the way by CONNECT. Certificates of targets are verified as without one:
 * by the system's authorities and those in `NODE_EXTRA_CA_CERTS`. Not Node's own proxy support: it would have to be told
 * when the process starts, it asks plain http without a tunnel, and its errors do not tell the proxy from the target.
 */
export async function createProxyFetch(proxies: ProxySettings, timeoutMs = tunnelTimeoutMs): Promise<Fetch> {
  const tunnel: ConnectionRules['tunnel'] = (target, stop) => {
    const proxy = proxyFor(proxies, target);
    return proxy === undefined ? undefined : openTunnel(proxy, target, timeoutMs, stop);
  };
  return fetchOver(createAgents({ tunnel }));
}
