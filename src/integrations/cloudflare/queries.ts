/**
 * GraphQL queries, from selections that are known to work (Cloudflare API reference §2.6). What a plan may lack stands
 * in a query of its own: one dataset or field too many fails the whole (§2.4).
 */

const trafficSum = 'sum { requests bytes cachedRequests threats }';
const between = 'filter: { datetime_geq: $since, datetime_lt: $until }';

const zoneQuery = (name: string, variables: string, selection: string): string =>
  `query ${name}($zone: string${variables}) { viewer { zones(filter: { zoneTag: $zone }) { ${selection} } } }`;

const limitFields = 'enabled maxDuration notOlderThan';

/** What may be asked about the zone, and how far back (§2.2). */
export const limitsQuery = zoneQuery(
  'Limits',
  '',
  `settings {
    d1: httpRequests1dGroups { ${limitFields} }
    h1: httpRequests1hGroups { ${limitFields} }
    fwg: firewallEventsAdaptiveGroups { ${limitFields} }
    fw: firewallEventsAdaptive { ${limitFields} maxPageSize }
    dns: dnsAnalyticsAdaptiveGroups { ${limitFields} }
  }`,
);

/** One group for the whole window, from whole hours. */
export const trafficByHourQuery = zoneQuery(
  'TrafficByHour',
  ', $since: Time, $until: Time',
  `total: httpRequests1hGroups(limit: 1, ${between}) { ${trafficSum} }`,
);

/** One group for the whole window, from whole UTC days, both ends included. */
export const trafficByDayQuery = zoneQuery(
  'TrafficByDay',
  ', $from: Date, $to: Date',
  `total: httpRequests1dGroups(limit: 1, filter: { date_geq: $from, date_leq: $to }) { ${trafficSum} }`,
);

export const eventCountsQuery = zoneQuery(
  'SecurityEventCounts',
  ', $since: Time, $until: Time',
  `byAction: firewallEventsAdaptiveGroups(limit: 50, ${between}, orderBy: [count_DESC]) {
    count
    dimensions { action source }
  }`,
);

/** The newest rows of the window, at most `limit`. */
export const eventRowsQuery = (limit: number): string =>
  zoneQuery(
    'SecurityEventRows',
    ', $since: Time, $until: Time',
    `events: firewallEventsAdaptive(limit: ${limit}, ${between}, orderBy: [datetime_DESC]) {
    action source clientIP clientCountryName datetime
  }`,
  );

export const dnsQuery = zoneQuery(
  'Dns',
  ', $since: Time, $until: Time',
  `codes: dnsAnalyticsAdaptiveGroups(limit: 20, ${between}, orderBy: [count_DESC]) {
    count
    dimensions { responseCode }
  }
  names: dnsAnalyticsAdaptiveGroups(limit: 10, ${between}, orderBy: [count_DESC]) {
    count
    dimensions { queryName }
  }
  nx: dnsAnalyticsAdaptiveGroups(limit: 10, filter: { datetime_geq: $since, datetime_lt: $until, responseCode: "NXDOMAIN" }, orderBy: [count_DESC]) {
    count
    dimensions { queryName }
  }`,
);
