import * as v from 'valibot';
import { listOf, nested, number, rowsOf, text } from '../../console/fields.ts';
import { count, isoMs, optional, requiredList } from './schema.ts';

/** Totals of a time; what Cloudflare does not tell is absent, never 0. */
export interface TrafficTotals {
  readonly requests?: number | undefined;
  readonly bytes?: number | undefined;
  readonly cachedRequests?: number | undefined;
  readonly threats?: number | undefined;
  /** Requests that were answered with a status of 500–599. */
  readonly serverErrors?: number | undefined;
  /** Different visitors; those of two times or of two zones do not add up. */
  readonly visitors?: number | undefined;
}

export interface TrafficPoint {
  readonly atMs: number;
  readonly requests: number;
  readonly serverErrors?: number | undefined;
}

export interface CountryCount {
  /** Two letters, `T1` for Tor, `XX` for unknown. */
  readonly country: string;
  readonly requests: number;
  readonly threats: number;
}

/** Traffic of one zone. */
export interface Traffic extends TrafficTotals {
  /** Of the period before, as long; absent where it could not be asked for. */
  readonly before?: TrafficTotals;
  /** One point per hour or per day, oldest first. */
  readonly points: readonly TrafficPoint[];
  readonly stepMs: number;
  /** The most frequent status of 500–599. */
  readonly commonError?: number;
  readonly countries: readonly CountryCount[];
}

const statusCount = v.object({ edgeResponseStatus: number, requests: count });
const countryCount = v.object({ clientCountryName: text, requests: count, threats: count });

/** Absent when it is not a list: not told is not the same as none. */
const statusMap = optional((value) => (Array.isArray(value) ? rowsOf(statusCount, value) : undefined));

const group = v.object({
  sum: nested(
    v.object({
      requests: count,
      bytes: count,
      cachedRequests: count,
      threats: count,
      responseStatusMap: statusMap,
      countryMap: listOf(countryCount),
    }),
  ),
  uniq: nested(v.object({ uniques: count })),
  dimensions: nested(v.object({ datetime: isoMs, date: isoMs })),
});
type Group = v.InferOutput<typeof group>;

/** @param stepMs between two points of the series */
export function parseTraffic(zone: Readonly<Record<string, unknown>>, stepMs: number): Traffic {
  const groups = requiredList(group, zone.total);
  return {
    ...totalsOf(groups),
    ...('before' in zone && { before: totalsOf(requiredList(group, zone.before)) }),
    points: rowsOf(group, zone.series).flatMap(toPoint),
    stepMs,
    ...commonErrorOf(groups),
    countries: groups.flatMap(({ sum }) => sum?.countryMap ?? []).flatMap(toCountry),
  };
}

/** No group is no traffic. */
function totalsOf([total]: readonly Group[]): TrafficTotals {
  if (total === undefined) {
    return { requests: 0, bytes: 0, cachedRequests: 0, threats: 0, serverErrors: 0, visitors: 0 };
  }
  const { requests, bytes, cachedRequests, threats } = total.sum ?? {};
  const visitors = total.uniq?.uniques;
  return { requests, bytes, cachedRequests, threats, serverErrors: serverErrorsOf(total), visitors };
}

/** Requests by status of 500–599; absent when Cloudflare does not tell statuses. */
const errorStatusesOf = ({ sum }: Group) =>
  sum?.responseStatusMap?.flatMap(({ edgeResponseStatus: status = 0, requests = 0 }) =>
    status >= 500 && status < 600 ? [{ status, requests }] : [],
  );

const serverErrorsOf = (row: Group): number | undefined =>
  errorStatusesOf(row)?.reduce((total, { requests }) => total + requests, 0);

function commonErrorOf(groups: readonly Group[]): { readonly commonError?: number } {
  const [most] = groups
    .flatMap((row) => errorStatusesOf(row) ?? [])
    .filter(({ requests }) => requests > 0)
    .toSorted((a, b) => b.requests - a.requests);
  return most ? { commonError: most.status } : {};
}

function toPoint(row: Group): readonly TrafficPoint[] {
  const atMs = row.dimensions?.datetime ?? row.dimensions?.date;
  const requests = row.sum?.requests;
  if (atMs === undefined || requests === undefined) return [];
  return [{ atMs, requests, serverErrors: serverErrorsOf(row) }];
}

const toCountry = ({
  clientCountryName,
  requests = 0,
  threats = 0,
}: v.InferOutput<typeof countryCount>): readonly CountryCount[] =>
  clientCountryName === undefined ? [] : [{ country: clientCountryName, requests, threats }];

/** Two times of one zone as one; visitors do not add up, and there is no period before. */
export const joinTraffic = (newer: Traffic, older: Traffic): Traffic => ({
  requests: sumOfAll(newer.requests, older.requests),
  bytes: sumOfAll(newer.bytes, older.bytes),
  cachedRequests: sumOfAll(newer.cachedRequests, older.cachedRequests),
  threats: sumOfAll(newer.threats, older.threats),
  serverErrors: sumOfAll(newer.serverErrors, older.serverErrors),
  points: [...older.points, ...newer.points],
  stepMs: newer.stepMs,
  countries: [...newer.countries, ...older.countries],
});

/** Half of a time would pass for the whole of it. */
const sumOfAll = (newer: number | undefined, older: number | undefined): number | undefined =>
  newer === undefined || older === undefined ? undefined : newer + older;
