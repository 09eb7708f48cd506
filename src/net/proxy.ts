import { isLoopback } from './loopback.ts';
import { isBypassed } from './no-proxy.ts';

/**
 * The proxies between this program and the APIs on the internet, as `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY` name
 * them. Consoles are not asked through them: they are on the local network, which a proxy does not lead to.
 */
export interface ProxySettings {
  /** For https targets: `http(s)://[user:password@]host[:port]`. */
  readonly httpsProxy?: string;
  /** For http targets, written the same way. */
  readonly httpProxy?: string;
  /** What is asked directly, as in `NO_PROXY`; empty = nothing. */
  readonly noProxy: string;
}

export interface ProxyTarget {
  readonly protocol: string;
  /** A name or an address without brackets. */
  readonly hostname: string;
  readonly port: number;
}

/**
 * The proxy to ask a target through; undefined = directly. As curl does, https never falls back to `HTTP_PROXY`.
 * Plain http is accepted for this machine only, so a proxy elsewhere would carry its credentials over a network in
 * clear text: it is passed by.
 */
export function proxyFor(settings: ProxySettings, target: ProxyTarget): URL | undefined {
  const isPlain = target.protocol === 'http:';
  const address = isPlain ? settings.httpProxy : settings.httpsProxy;
  if (address === undefined || isBypassed(settings.noProxy, target)) return undefined;
  const proxy = new URL(address);
  return isPlain && !isLoopback(proxy.hostname) ? undefined : proxy;
}
