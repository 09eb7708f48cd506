import type { Deadline } from '../../net/guard.ts';
import { readDataset, timeBounds, type ZoneContext } from './dataset.ts';
import type { NameCount } from './event-tops.ts';
import { dnsQuery } from './queries.ts';
import type { Reading } from './reading.ts';
import { dnsGroup, requiredList } from './schema.ts';
import { secondMs } from './windows.ts';

/** What was asked of Cloudflare's name servers about one zone. */
export interface Dns {
  readonly queries: number;
  /** Queries for names that do not exist. */
  readonly nxdomain: number;
  /** Most asked first, as the following; none where the plan does not tell names. */
  readonly names: readonly NameCount[];
  readonly nxdomainNames: readonly NameCount[];
}

/** Cloudflare API reference §2.6 D. */
export const readDns = (context: ZoneContext, deadline: Deadline): Promise<Reading<Dns>> =>
  readDataset(
    context,
    {
      operation: 'read DNS queries',
      limits: context.limits.dns,
      stepMs: secondMs,
      optionalFields: ['queryName'],
      select: (window, may) => ({
        query: dnsQuery(may('queryName'), context.limits.dns.maxPageSize),
        variables: timeBounds(window),
      }),
      parse: (zone, may) => parseDns(zone, may('queryName')),
      join: (newer, older) => ({
        queries: newer.queries + older.queries,
        nxdomain: newer.nxdomain + older.nxdomain,
        names: [...newer.names, ...older.names],
        nxdomainNames: [...newer.nxdomainNames, ...older.nxdomainNames],
      }),
    },
    deadline,
  );

function parseDns(zone: Readonly<Record<string, unknown>>, hasNames: boolean): Dns {
  const codes = requiredList(dnsGroup, zone.codes);
  // Response codes are words, not the numbers of RFC 1035 (Cloudflare API reference §2.4).
  const nxdomain = codes.filter((group) => group.dimensions?.responseCode?.toUpperCase() === 'NXDOMAIN');
  return {
    queries: sum(codes),
    nxdomain: sum(nxdomain),
    names: hasNames ? namesOf(zone.names) : [],
    nxdomainNames: hasNames ? namesOf(zone.nx) : [],
  };
}

const sum = (groups: readonly { readonly count?: number | undefined }[]): number =>
  groups.reduce((total, { count = 0 }) => total + count, 0);

const namesOf = (groups: unknown): readonly NameCount[] =>
  requiredList(dnsGroup, groups).flatMap(({ count = 0, dimensions }) =>
    dimensions?.queryName === undefined ? [] : [{ name: dimensions.queryName, count }],
  );
