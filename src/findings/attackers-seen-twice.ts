import type { Detection } from '../console/detections.ts';
import type { SourcedFact } from '../report/section.ts';
import { isInsideAddress } from './inside.ts';
import { type FindingContext, known } from './rule.ts';
import { canonicalAddress } from './same-address.ts';

export interface Sighting {
  readonly count: number;
  readonly firstAtMs: number;
  readonly lastAtMs: number;
}

/** An address that the gateway saw attack, and a firewall elsewhere as well. */
export interface AttackerSeenTwice {
  readonly ip: string;
  readonly gateway: Sighting;
  /** The gateway let some of it in. Where it is not told, other rules say so. */
  readonly passed: boolean;
  readonly elsewhere: Sighting;
  /** Who saw it there. */
  readonly where: readonly string[];
  /** The address as the gateway's detections write it. */
  readonly spellings: readonly string[];
}

/** Integrations that tell what the gateway saw: no second pair of eyes. */
const gatewaySources: readonly string[] = ['cybersecure'];

type AttackerFact = Extract<SourcedFact, { kind: 'attacker' }>;

/** Those at both doors, the most stubborn at the gateway first. */
export function attackersSeenTwice(context: FindingContext): readonly AttackerSeenTwice[] {
  const facts = context.facts.filter((fact) => fact.kind === 'attacker');
  const rows = byAddress(attackRows(context), ({ sourceIp = '' }) => sourceIp);
  const ofGateway = byAddress(
    facts.filter(({ source }) => gatewaySources.includes(source.name)),
    ({ ip }) => ip,
  );
  const elsewhere = byAddress(
    facts.filter(({ source }) => !gatewaySources.includes(source.name)),
    ({ ip }) => ip,
  );
  const own = ownAddresses(context);
  return [...elsewhere]
    .filter(([ip]) => !own.has(ip) && !isInsideAddress(ip))
    .flatMap(([ip, theirs]) => shared(ip, rows.get(ip) ?? [], ofGateway.get(ip) ?? [], theirs))
    .toSorted((a, b) => b.gateway.count - a.gateway.count);
}

/** The console's own detections come first: CyberSecure counts the same ones. */
function shared(
  ip: string,
  rows: readonly Detection[],
  told: readonly AttackerFact[],
  theirs: readonly AttackerFact[],
): AttackerSeenTwice[] {
  const gateway = sightingOf(rows.length > 0 ? rows.map(ofRow) : told.map(ofFact));
  const elsewhere = sightingOf(theirs.map(ofFact));
  if (gateway === undefined || elsewhere === undefined) return [];
  return [
    {
      ip,
      gateway,
      passed: rows.some(({ action }) => action === 'detected'),
      elsewhere,
      where: [...new Set(theirs.map(({ source }) => source.displayName))],
      spellings: [...new Set(rows.flatMap(({ sourceIp }) => sourceIp ?? []))],
    },
  ];
}

/** People of one's own network are seen at a firewall elsewhere as well, when they are challenged there. */
const ownAddresses = ({ snapshot }: FindingContext): ReadonlySet<string> =>
  new Set(known(snapshot.internet)?.wans.flatMap(({ ip = '' }) => canonicalAddress(ip) ?? []));

/** What began outside. */
const attackRows = ({ snapshot }: FindingContext): readonly Detection[] =>
  (known(snapshot.detections)?.rows ?? []).filter(
    ({ sourceIp, direction = '' }) => !isInsideAddress(sourceIp) && !/^(?:out|up)/i.test(direction),
  );

/** What is no address has no place in it. */
function byAddress<T>(
  items: readonly T[],
  addressOf: (item: T) => string,
): ReadonlyMap<string, readonly T[]> {
  const placed = items.flatMap((item) => {
    const ip = canonicalAddress(addressOf(item));
    return ip === undefined ? [] : [{ ip, item }];
  });
  const groups = Map.groupBy(placed, ({ ip }) => ip);
  return new Map([...groups].map(([ip, group]) => [ip, group.map(({ item }) => item)]));
}

const ofRow = ({ count, atMs }: Detection): Sighting => ({ count, firstAtMs: atMs, lastAtMs: atMs });
const ofFact = ({ count, lastAtMs }: AttackerFact): Sighting => ({ count, firstAtMs: lastAtMs, lastAtMs });

const sightingOf = (sightings: readonly Sighting[]): Sighting | undefined =>
  sightings.length === 0
    ? undefined
    : sightings.reduce((sum, one) => ({
        count: sum.count + one.count,
        firstAtMs: Math.min(sum.firstAtMs, one.firstAtMs),
        lastAtMs: Math.max(sum.lastAtMs, one.lastAtMs),
      }));
