import { type PartOutcome, readPart } from '../../net/parts.ts';
import type { FetchContext } from '../integration.ts';
import type { CloudflareClient } from './client.ts';
import { type Connectors, readConnectors } from './connectors.ts';
import type { Rows } from './pages.ts';
import { byUrgency, isServing, readTunnels, type Tunnel } from './tunnels.ts';
import type { Account } from './zones.ts';

export interface AccountTunnels {
  readonly account: Account;
  readonly tunnels: PartOutcome<Rows<Tunnel>>;
  /** By the tunnel's id; of tunnels that nothing serves, and of those beyond `mostAsked`, there are none. */
  readonly connectors: ReadonlyMap<string, PartOutcome<Connectors>>;
}

/** Each costs a request; an account has seldom more, and the worst are asked about first. */
export const mostAsked = 25;

/** The tunnels of one account and what serves them. Total, as `readPart`. */
export async function readAccountTunnels(
  client: CloudflareClient,
  account: Account,
  context: FetchContext,
  now: () => number,
): Promise<AccountTunnels> {
  const tunnels = await readPart(
    'Tunnels',
    (deadline) => readTunnels(client, account.id, deadline),
    context,
    now,
  );
  const serving = (tunnels.ok ? tunnels.data.rows : []).filter(isServing).toSorted(byUrgency);
  const connectors = await Promise.all(
    serving.slice(0, mostAsked).map(async ({ id }) => {
      const outcome = await readPart(
        'Connectors of tunnels',
        (deadline) => readConnectors(client, account.id, id, deadline),
        context,
        now,
      );
      return [id, outcome] as const;
    }),
  );
  return { account, tunnels, connectors: new Map(connectors) };
}
