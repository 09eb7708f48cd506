import { CertificateError } from './certificate-error.ts';
import { connectionError } from './connection-error.ts';
import type { Fetch } from './http.ts';
import { lazyFetch } from './lazy-fetch.ts';
import type { ProxySettings } from './proxy.ts';
import { createFetch, createProxyFetch } from './tls.ts';

/**
 * The fetch for APIs on the internet: through the proxy where there is one, trusting the authorities of the system and
 * those in `NODE_EXTRA_CA_CERTS`, which Node reads at its start.
 * @throws SourceError `tls` that says so when an unknown authority signed the certificate; else as `fetch` does
 */
export function createApiFetch(proxies: ProxySettings | undefined): Fetch {
  const ask = lazyFetch(() =>
    proxies === undefined ? createFetch({ mode: 'verify' }) : createProxyFetch(proxies),
  );
  return async (url, init) => {
    try {
      return await ask(url, init);
    } catch (error) {
      throw withAdvice(connectionError(error, new URL(url).host)) ?? error;
    }
  };
}

/** Proxies that look into TLS sign with an authority of their own, which only their owner's machines know. */
function withAdvice(failure: Error): CertificateError | undefined {
  if (!(failure instanceof CertificateError) || failure.refusal.kind !== 'unknown_authority')
    return undefined;
  const advice = 'if a proxy or a private authority signed it, name its CA file in NODE_EXTRA_CA_CERTS';
  return new CertificateError(`${failure.message}; ${advice}`, failure.refusal);
}
