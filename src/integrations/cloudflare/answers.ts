import { type PartOutcome, readPart } from '../../net/parts.ts';
import type { FetchContext } from '../integration.ts';
import type { CloudflareClient } from './client.ts';
import type { Rows } from './pages.ts';
import type { CloudflareTarget } from './target.ts';
import { readTunnels, type Tunnel } from './tunnels.ts';
import { readZoneParts, type ZoneParts } from './zone-parts.ts';
import { type Account, neverServed, readZones, type Zone, type Zones } from './zones.ts';

export interface ZoneAnswers {
  readonly zone: Zone;
  /** Absent when the zone was not asked about: nothing comes through Cloudflare, or there are too many zones. */
  readonly parts?: ZoneParts;
}

export interface AccountTunnels {
  readonly account: Account;
  readonly tunnels: PartOutcome<Rows<Tunnel>>;
}

/** What was asked; each part may be missing on its own. */
export interface Answers {
  readonly zoneList: PartOutcome<Zones>;
  readonly zones: readonly ZoneAnswers[];
  readonly accounts: readonly AccountTunnels[];
  /** One sentence each about what was left out on purpose. */
  readonly notes: readonly string[];
}

/** So that five questions about each stay within 300 queries per 5 minutes (Cloudflare API reference §2.1). */
const mostZones = 50;
const mostAccounts = 50;

/** Asks everything that can be asked at the same time. Total: a part that fails or hangs is missing, the others stay. */
export async function readAnswers(
  client: CloudflareClient,
  target: CloudflareTarget,
  context: FetchContext,
  now: () => number,
): Promise<Answers> {
  const nowMs = now();
  const ownAccount = target.accountId && { id: target.accountId, name: target.accountId };
  const tunnelsOf = async (account: Account): Promise<AccountTunnels> => ({
    account,
    tunnels: await readPart('Tunnels', (deadline) => readTunnels(client, account.id, deadline), context, now),
  });
  const ownTunnels = ownAccount ? tunnelsOf(ownAccount) : undefined;

  const zoneList = await readPart('Zones', (deadline) => readZones(client, target, deadline), context, now);
  const zones = zoneList.ok ? zoneList.data.zones : [];
  const askable = zones.filter((zone) => !neverServed(zone));
  const asked = new Set(askable.slice(0, mostZones));
  const accounts = accountsOf(zones);

  const [zoneAnswers, accountTunnels] = await Promise.all([
    Promise.all(
      zones.map(async (zone) =>
        asked.has(zone)
          ? { zone, parts: await readZoneParts(client, zone.id, context, now, nowMs) }
          : { zone },
      ),
    ),
    Promise.all(ownTunnels ? [ownTunnels] : accounts.slice(0, mostAccounts).map(tunnelsOf)),
  ]);
  const notes = [
    ...tooMany('zones', askable.length, mostZones, 'CLOUDFLARE_ZONES'),
    ...(ownTunnels ? [] : tooMany('accounts', accounts.length, mostAccounts, 'CLOUDFLARE_ACCOUNT_ID')),
  ];
  return { zoneList, zones: zoneAnswers, accounts: accountTunnels, notes };
}

function accountsOf(zones: readonly Zone[]): readonly Account[] {
  const byId = new Map(zones.flatMap(({ account }) => (account ? [[account.id, account] as const] : [])));
  return [...byId.values()];
}

const tooMany = (what: string, found: number, most: number, variable: string): readonly string[] =>
  found > most ? [`Only ${most} of ${found} ${what} were asked about; ${variable} chooses which.`] : [];
