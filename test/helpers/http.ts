import { defaultGuardSettings, type GuardSettings } from '../../src/net/guard-settings.ts';
import { createHttp, type Fetch, type Http, type HttpSettings } from '../../src/net/http.ts';
import { createFetch } from '../../src/net/tls.ts';
import { testGuard } from './guard.ts';
import { loopbackFingerprint } from './https-server.ts';

/** A fetch that trusts the loopback certificate. */
export const loopbackFetch: Fetch = await createFetch({ mode: 'fingerprint', sha256: loopbackFingerprint });

/** A fetch that checks certificates as the system does, for servers without TLS. */
export const plainFetch: Fetch = await createFetch({ mode: 'verify' });

const defaults = { headers: {}, fetch: loopbackFetch, userAgent: 'unifi-report/test' };

/** A client without a guard, which would cancel what the client itself forgets. */
export const unguardedHttp = (baseUrl: string): Http =>
  createHttp({ ...defaults, baseUrl, request: (_, { signal }, attempt) => attempt(signal) });

/** A client of a test server behind a real guard, by default without retries. */
export function testHttp(
  baseUrl: string,
  settings: Partial<Omit<HttpSettings, 'baseUrl' | 'request'>> = {},
  guardSettings: Partial<GuardSettings> = { retryAttempts: 1 },
): Http {
  const { guard } = testGuard({ ...defaultGuardSettings, ...guardSettings });
  return createHttp({ ...defaults, ...settings, baseUrl, request: guard.request });
}
