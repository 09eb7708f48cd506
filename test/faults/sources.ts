import { fileURLToPath } from 'node:url';
import { demoCredentials } from '../../src/demo/demo.ts';
import { readKeyPair } from '../../src/demo/key-pair.ts';
import type { Env, TestNetwork } from '../e2e/network.ts';
import type { Dialect } from './faults.ts';

/** Why the program should believe that the server is the right one. */
export type Trust = 'as usual' | 'by its authority' | 'for no reason';

/** One of the three that the program asks, and how it is told where to ask. */
export interface Source {
  readonly name: 'Cloudflare' | 'CyberSecure' | 'Console';
  /** What the log calls it. */
  readonly guard: 'cloudflare' | 'cybersecure' | 'console';
  readonly dialect: Dialect;
  /** Whether it is reached over TLS where no certificate is what the fault is about. */
  readonly isSecure: boolean;
  /** The variables that make the program ask at `host` (`127.0.0.1:port`). */
  at(host: string, trust: Trust): Env;
  /** The variable that sets its budget. */
  readonly budget: string;
  readonly usualBudgetMs: number;
  /** The healthy server, behind which a fault stands. */
  healthy(network: TestNetwork): string;
}

const authority = fileURLToPath(new URL('../fixtures/tls/ca-cert.pem', import.meta.url));

const consoleTrust = (prefix: 'UNIFI' | 'CYBERSECURE', trust: Trust): Env => ({
  [`${prefix}_TLS_FINGERPRINT`]: trust === 'as usual' ? readKeyPair().fingerprint : undefined,
  [`${prefix}_TLS_CA_FILE`]: trust === 'by its authority' ? authority : undefined,
});

export const cloudflare: Source = {
  name: 'Cloudflare',
  guard: 'cloudflare',
  dialect: 'cloudflare',
  isSecure: false,
  at: (host, trust) => ({
    CLOUDFLARE_API_BASE_URL: `${trust === 'as usual' ? 'http' : 'https'}://${host}/client/v4`,
    ...(trust === 'by its authority' && { NODE_EXTRA_CA_CERTS: authority }),
  }),
  budget: 'CLOUDFLARE_TIMEOUT',
  usualBudgetMs: 30_000,
  healthy: (network) => new URL(network.cloudflare.url).origin,
};

/** On a console of its own, so that the report's console stays well. */
export const cyberSecure: Source = {
  name: 'CyberSecure',
  guard: 'cybersecure',
  dialect: 'console',
  isSecure: true,
  at: (host, trust) => ({
    CYBERSECURE_HOST: host,
    CYBERSECURE_API_KEY: demoCredentials.cyberSecureApiKey,
    ...consoleTrust('CYBERSECURE', trust),
  }),
  budget: 'CYBERSECURE_TIMEOUT',
  usualBudgetMs: 30_000,
  healthy: (network) => network.console.url,
};

export const unifiConsole: Source = {
  name: 'Console',
  guard: 'console',
  dialect: 'console',
  isSecure: true,
  at: (host, trust) => ({ UNIFI_HOST: host, ...consoleTrust('UNIFI', trust) }),
  budget: 'UNIFI_TIMEOUT',
  usualBudgetMs: 60_000,
  healthy: (network) => network.console.url,
};
