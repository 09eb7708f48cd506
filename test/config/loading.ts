import { type Config, ConfigError } from '../../src/config/config.ts';
import type { IntegrationVariables } from '../../src/config/integrations.ts';
import { loadConfig } from '../../src/config/load.ts';

type Env = Readonly<Record<string, string | undefined>>;
type Files = Readonly<Record<string, string>>;

export const definitions: readonly IntegrationVariables[] = [
  {
    name: 'cloudflare',
    displayName: 'Cloudflare',
    requiredEnv: ['CLOUDFLARE_API_TOKEN'],
    optionalEnv: ['CLOUDFLARE_ACCOUNT_ID', 'CLOUDFLARE_API_BASE_URL'],
  },
  {
    name: 'cybersecure',
    displayName: 'CyberSecure',
    requiredEnv: ['CYBERSECURE_API_KEY'],
    optionalEnv: [
      'CYBERSECURE_HOST',
      'CYBERSECURE_TLS_VERIFY',
      'CYBERSECURE_TLS_CA_FILE',
      'CYBERSECURE_TLS_FINGERPRINT',
    ],
  },
];

/** The least that is complete. */
export const complete: Env = { UNIFI_HOST: '192.168.1.1', UNIFI_API_KEY: 'key-0123456789' };

/** Loads `complete` with the given variables over it; `undefined` takes one away. */
export const load = (env: Env, files: Files = {}): Config =>
  loadConfig({ env: { ...complete, ...env }, readFile: readFrom(files) }, definitions);

/** What is said about the given variables; fails when nothing is. */
export const problemsOf = (env: Env, files: Files = {}): ConfigError => {
  try {
    load(env, files);
  } catch (error) {
    if (error instanceof ConfigError) return error;
    throw error;
  }
  throw new Error('the configuration was accepted');
};

const readFrom =
  (files: Files) =>
  (path: string): string => {
    const content = files[path];
    if (content === undefined) throw Object.assign(new Error(`ENOENT: ${path}`), { code: 'ENOENT' });
    return content;
  };
