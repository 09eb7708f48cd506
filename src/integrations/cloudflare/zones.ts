import type { Deadline } from '../../net/guard.ts';
import type { CloudflareClient } from './client.ts';
import { type Rows, readPages } from './pages.ts';
import { permissions } from './permissions.ts';
import { type ZoneRow, zoneRow } from './schema.ts';
import { type CloudflareTarget, zoneKey } from './target.ts';

export interface Zone {
  readonly id: string;
  readonly name: string;
  /** Cloudflare's word: active, pending, initializing, moved …; unknown ones stay as they are. */
  readonly status?: string;
  readonly paused: boolean;
  /** Set while the cache is bypassed, which ends by itself after three hours. */
  readonly isInDevelopment: boolean;
  readonly account?: Account;
}

export interface Account {
  readonly id: string;
  readonly name: string;
}

export interface Zones {
  readonly zones: readonly Zone[];
  /** One sentence each about what the list does not hold. */
  readonly notes: readonly string[];
}

const perPage = 50;
const mostPages = 20;

/** All zones that the token sees and the configuration wants. */
export async function readZones(
  client: CloudflareClient,
  target: CloudflareTarget,
  deadline: Deadline,
): Promise<Zones> {
  const found = await readPages({
    schema: zoneRow,
    perPage,
    mostPages,
    readPage: (page) =>
      client.rest(
        {
          operation: 'list zones',
          permission: permissions.zones,
          path: '/zones',
          query: { per_page: perPage, page },
        },
        deadline,
      ),
  });
  return selectZones(found, target);
}

/** Keeps the zones of the wanted account and of `CLOUDFLARE_ZONES`; says which wish met no zone. */
export function selectZones(
  { rows, cut }: Rows<ZoneRow>,
  { accountId, zones: wanted }: Pick<CloudflareTarget, 'accountId' | 'zones'>,
): Zones {
  const visible = rows.map(toZone);
  const ofAccount = visible.filter(({ account }) => accountId === undefined || account?.id === accountId);
  const keys = new Set(ofAccount.flatMap((zone) => [zone.id.toLowerCase(), zoneKey(zone.name)]));
  const zones = ofAccount.filter(
    (zone) =>
      wanted.length === 0 || wanted.includes(zone.id.toLowerCase()) || wanted.includes(zoneKey(zone.name)),
  );
  return {
    zones,
    notes: [
      ...(cut === undefined ? [] : [`Only ${rows.length} zones were read: ${cut}.`]),
      ...(visible.length === 0
        ? [`No zones visible: none exist, or the token lacks ${permissions.zones.name} for them.`]
        : []),
      ...(visible.length > 0 && ofAccount.length === 0
        ? ['None of the visible zones belongs to the account in CLOUDFLARE_ACCOUNT_ID.']
        : []),
      ...(ofAccount.length > 0
        ? wanted
            .filter((key) => !keys.has(key))
            .map((key) => `CLOUDFLARE_ZONES names ${key}, which is none of the visible zones.`)
        : []),
    ],
  };
}

function toZone({ id, name = id, status, paused, development_mode = 0, account }: ZoneRow): Zone {
  return {
    id,
    name,
    paused: paused === true,
    // Seconds until it ends; negative since it ended (Cloudflare API reference §3).
    isInDevelopment: development_mode > 0,
    ...(status !== undefined && { status: status.toLowerCase() }),
    ...(account?.id !== undefined && { account: { id: account.id, name: account.name ?? account.id } }),
  };
}

/** Whether Cloudflare serves the zone; a zone whose status is not told is taken for active. */
export const isActive = ({ status = 'active' }: Zone): boolean => status === 'active';

/** Traffic has never come through Cloudflare, so there is nothing to ask for. */
export const neverServed = ({ status }: Zone): boolean => status === 'pending' || status === 'initializing';
