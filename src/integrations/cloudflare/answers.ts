import type { Deadline } from '../../net/guard.ts';
import { type PartOutcome, readPart } from '../../net/parts.ts';
import type { FetchContext } from '../integration.ts';
import { type AccountTunnels, readAccountTunnels } from './account-tunnels.ts';
import { readPosture, type ZonePosture } from './posture.ts';
import type { CloudflareTarget } from './target.ts';
import { readTokenState, type TokenState } from './token.ts';
import { readZoneParts, type ZoneParts, type ZoneSources } from './zone-parts.ts';
import { type Account, neverServed, readZones, type Zone, type Zones } from './zones.ts';

export interface ZoneAnswers {
  readonly zone: Zone;
  /** Absent when the zone was not asked about: nothing comes through Cloudflare, or there are too many zones. */
  readonly parts?: ZoneParts;
  /** Absent as `parts`. */
  readonly posture?: ZonePosture;
}

/** What was asked; each part may be missing on its own. */
export interface Answers {
  readonly zoneList: PartOutcome<Zones>;
  readonly zones: readonly ZoneAnswers[];
  readonly accounts: readonly AccountTunnels[];
  /** Absent when Cloudflare did not tell. */
  readonly token?: TokenState;
  /** When it was asked. */
  readonly nowMs: number;
  /** One sentence each about what was left out on purpose. */
  readonly notes: readonly string[];
}

/** So that six questions about each stay within 300 queries per 5 minutes, with some to spare (`budget.ts`). */
const mostZones = 40;
const mostAccounts = 50;

/** How much longer than all else the token is waited for: what it says of itself is never worth a report's time. */
const tokenGraceMs = 3_000;

/** Asks everything that can be asked at the same time. Total: a part that fails or hangs is missing, the others stay. */
export async function readAnswers(
  sources: ZoneSources,
  target: CloudflareTarget,
  context: FetchContext,
): Promise<Answers> {
  const { client, now } = sources;
  const nowMs = now();
  const ownAccount = target.accountId && { id: target.accountId, name: target.accountId };
  const tunnelsOf = (account: Account) => readAccountTunnels(client, account, context, now);
  const ownTunnels = ownAccount ? tunnelsOf(ownAccount) : undefined;

  const zonesRead = readPart('Zones', (deadline) => readZones(client, target, deadline), context, now);
  const hurry = new AbortController();
  const signal = AbortSignal.any([context.signal, hurry.signal]);
  const tokenRead = readToken(sources, target, zonesRead, { ...context, signal });
  const zoneList = await zonesRead;
  const zones = zoneList.ok ? zoneList.data.zones : [];
  const askable = zones.filter((zone) => !neverServed(zone));
  const asked = new Set(askable.slice(0, mostZones));
  const accounts = accountsOf(zones);

  const [zoneAnswers, accountTunnels] = await Promise.all([
    Promise.all(zones.map((zone) => (asked.has(zone) ? readZone(sources, zone, context, nowMs) : { zone }))),
    Promise.all(ownTunnels ? [ownTunnels] : accounts.slice(0, mostAccounts).map(tunnelsOf)),
  ]);
  const token = await within(tokenGraceMs, tokenRead, hurry);
  const notes = [
    ...tooMany('zones', askable.length, mostZones, 'CLOUDFLARE_ZONES'),
    ...(ownTunnels ? [] : tooMany('accounts', accounts.length, mostAccounts, 'CLOUDFLARE_ACCOUNT_ID')),
  ];
  return {
    zoneList,
    zones: zoneAnswers,
    accounts: accountTunnels,
    ...(token !== undefined && { token }),
    nowMs,
    notes,
  };
}

/** Waits for `work`, which ends when it is stopped, for some more time only. */
async function within<T>(graceMs: number, work: Promise<T>, stop: AbortController): Promise<T> {
  const timer = setTimeout(() => stop.abort(), graceMs);
  try {
    return await work;
  } finally {
    clearTimeout(timer);
  }
}

async function readZone(
  sources: ZoneSources,
  zone: Zone,
  context: FetchContext,
  nowMs: number,
): Promise<ZoneAnswers> {
  const [parts, posture] = await Promise.all([
    readZoneParts(sources, zone.id, context, nowMs),
    readPosture(sources.client, zone.id, context, sources.now),
  ]);
  return { zone, parts, posture };
}

/** `undefined` when Cloudflare did not tell: no part of the report waits for it or is missing without it. */
async function readToken(
  { client, now }: ZoneSources,
  target: CloudflareTarget,
  zonesRead: Promise<PartOutcome<Zones>>,
  context: FetchContext,
): Promise<TokenState | undefined> {
  const firstAccount = async () => {
    const list = await zonesRead;
    return target.accountId ?? accountsOf(list.ok ? list.data.zones : [])[0]?.id;
  };
  const read = (deadline: Deadline) => readTokenState(client, target.token, firstAccount, deadline);
  const outcome = await readPart('Token', read, context, now);
  return outcome.ok ? outcome.data : undefined;
}

function accountsOf(zones: readonly Zone[]): readonly Account[] {
  const byId = new Map(zones.flatMap(({ account }) => (account ? [[account.id, account] as const] : [])));
  return [...byId.values()];
}

const tooMany = (what: string, found: number, most: number, variable: string): readonly string[] =>
  found > most ? [`Only ${most} of ${found} ${what} were asked about; ${variable} chooses which.`] : [];
