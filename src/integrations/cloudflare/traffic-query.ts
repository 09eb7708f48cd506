import type { Period } from '../../period.ts';
import type { Selection } from './dataset.ts';
import { type MayAsk, select } from './fields.ts';
import { zoneQuery } from './queries.ts';
import { dayMs, graphqlDate, graphqlTime } from './windows.ts';

/** Unsampled totals of whole hours or of whole UTC days, on every plan (Cloudflare API reference §2.3). */
export type Resolution = 'hour' | 'day';

const datasets = {
  hour: {
    queryName: 'TrafficByHour',
    name: 'httpRequests1hGroups',
    time: 'datetime',
    type: 'Time',
    filter: (from: string, to: string) => `{ datetime_geq: $${from}, datetime_lt: $${to} }`,
    bounds: ({ fromMs, toMs }: Period) => [graphqlTime(fromMs), graphqlTime(toMs)] as const,
  },
  day: {
    queryName: 'TrafficByDay',
    name: 'httpRequests1dGroups',
    time: 'date',
    type: 'Date',
    filter: (from: string, to: string) => `{ date_geq: $${from}, date_leq: $${to} }`,
    // Both dates are included.
    bounds: ({ fromMs, toMs }: Period) => [graphqlDate(fromMs), graphqlDate(toMs - dayMs)] as const,
  },
} as const satisfies Record<Resolution, unknown>;

const optionalSums = ['bytes', 'cachedRequests', 'threats'];

/** What the totals can do without. */
export const optionalTrafficFields = [...optionalSums, 'responseStatusMap', 'countryMap', 'uniques'];

export interface TrafficWindows {
  readonly window: Period;
  /** The period before; absent where the plan no longer has it. */
  readonly before?: Period;
  /** How many points the series may have. */
  readonly mostPoints: number;
}

/** Totals of the window and of the period before, and a series, in one question (Cloudflare API reference §2.6 A). */
export function selectTraffic(
  resolution: Resolution,
  { window, before, mostPoints }: TrafficWindows,
  may: MayAsk,
): Selection {
  const { queryName, name, time, type, filter, bounds } = datasets[resolution];
  const statuses = may('responseStatusMap') ? 'responseStatusMap { edgeResponseStatus requests }' : '';
  const countries = may('countryMap') ? 'countryMap { clientCountryName requests threats }' : '';
  const visitors = may('uniques') ? 'uniq { uniques }' : '';
  const sums = `requests ${select(may, optionalSums)} ${statuses}`;
  // One group for the whole window: a visitor of two hours is one visitor.
  const inWindow = filter('from', 'to');
  const total = `total: ${name}(limit: 1, filter: ${inWindow}) { sum { ${sums} ${countries} } ${visitors} }`;
  const series = `series: ${name}(limit: ${mostPoints}, filter: ${inWindow}, orderBy: [${time}_ASC]) {
    dimensions { ${time} }
    sum { requests ${statuses} }
  }`;
  const [from, to] = bounds(window);
  const parameters = `, $from: ${type}, $to: ${type}`;
  if (before === undefined) {
    return { query: zoneQuery(queryName, parameters, `${total} ${series}`), variables: { from, to } };
  }
  const earlier = `before: ${name}(limit: 1, filter: ${filter('beforeFrom', 'beforeTo')}) { sum { ${sums} } ${visitors} }`;
  const [beforeFrom, beforeTo] = bounds(before);
  return {
    query: zoneQuery(
      queryName,
      `${parameters}, $beforeFrom: ${type}, $beforeTo: ${type}`,
      `${total} ${earlier} ${series}`,
    ),
    variables: { from, to, beforeFrom, beforeTo },
  };
}
