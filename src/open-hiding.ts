import type { Config } from './config/config.ts';
import type { Io } from './io.ts';
import { hideClients } from './privacy/hide-clients.ts';
import { openPrivacyKey } from './privacy/key.ts';
import type { RunDeps } from './run.ts';

interface Hiding {
  readonly hide: RunDeps['hideClients'];
  /** What the reader has to know about the hashes. */
  readonly notices: readonly string[];
}

/** `PRIVACY`: the hashes of this `DATA_DIR`, or nothing to hide. */
export const openHiding = (config: Config, { newId }: Pick<Io, 'newId'>): Hiding => {
  if (config.memory.privacy === 'off') return { hide: (gathered) => gathered, notices: [] };
  const { key, notices } = openPrivacyKey(config.dataDir, newId);
  const configured = Object.values(config.integrations.env).flatMap((value) => value ?? []);
  return { hide: hideClients({ key, configured: [config.console.host, ...configured] }), notices };
};
