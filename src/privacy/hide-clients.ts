import type { IntegrationResults } from '../integrations/results.ts';
import type { Snapshot } from '../unifi/snapshot.ts';
import { createDirectory } from './directory.ts';
import { hideInIntegrations } from './hide-in-sections.ts';
import { hideInSnapshot } from './hide-in-snapshot.ts';

interface Gathered {
  readonly snapshot: Snapshot;
  readonly integrations: IntegrationResults;
}

export interface HidingSettings {
  readonly key: string;
  /** Hosts and addresses that a person configured: they are no secret of a client. */
  readonly configured: readonly string[];
}

/**
 * `PRIVACY=hash`: names and addresses of clients become short hashes, stable as long as the key is, before any rule, view
 * or store sees them. Public addresses of attackers, names of administrators and of our own devices stay.
 */
export const hideClients =
  ({ key, configured }: HidingSettings) =>
  ({ snapshot, integrations }: Gathered): Gathered => {
    const directory = createDirectory({ snapshot, key, configured });
    return {
      snapshot: hideInSnapshot(snapshot, directory),
      integrations: hideInIntegrations(integrations, directory),
    };
  };
