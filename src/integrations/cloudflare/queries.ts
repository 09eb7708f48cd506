/**
 * GraphQL queries, from selections that are known to work (Cloudflare API reference §2.6). What a plan may lack stands
 * in a query of its own: one dataset or field too many fails the whole (§2.4).
 */

/** What is asked by time: bounds on both sides, so that the server's own "now" cannot move past a limit (§2.4). */
const bounds = 'datetime_geq: $since, datetime_lt: $until';
const between = `filter: { ${bounds} }`;

/** Parameters of what is asked by time. */
const sinceUntil = ', $since: Time, $until: Time';

export const zoneQuery = (name: string, parameters: string, selection: string): string =>
  `query ${name}($zone: string${parameters}) { viewer { zones(filter: { zoneTag: $zone }) { ${selection} } } }`;

const limitFields = 'enabled maxDuration notOlderThan maxPageSize availableFields';

/** What may be asked about the zone, and how far back (§2.2). */
export const limitsQuery = zoneQuery(
  'Limits',
  '',
  `settings {
    d1: httpRequests1dGroups { ${limitFields} }
    h1: httpRequests1hGroups { ${limitFields} }
    fwg: firewallEventsAdaptiveGroups { ${limitFields} }
    fw: firewallEventsAdaptive { ${limitFields} }
    dns: dnsAnalyticsAdaptiveGroups { ${limitFields} }
  }`,
);

const eventGroups = (alias: string, filter: string, dimensions: string, limit: number): string =>
  dimensions === ''
    ? ''
    : `${alias}: firewallEventsAdaptiveGroups(limit: ${limit}, filter: { ${filter} }, orderBy: [count_DESC]) { count dimensions { ${dimensions} } }`;

/** @param mostHours 0 where the plan does not tell hours */
export const eventCountsQuery = (mostKinds: number, mostHours: number): string =>
  zoneQuery(
    'SecurityEventCounts',
    sinceUntil,
    `${eventGroups('byAction', bounds, 'action source', mostKinds)} ${eventHours(mostHours)}`,
  );

const eventHours = (limit: number): string =>
  limit === 0
    ? ''
    : `byHour: firewallEventsAdaptiveGroups(limit: ${limit}, ${between}, orderBy: [datetimeHour_ASC]) { count dimensions { datetimeHour } }`;

/** What the tops are grouped by; an empty one is not asked for. */
export interface TopDimensions {
  readonly rule: string;
  readonly address: string;
  readonly path: string;
}

/** @param actions those that keep a request away */
export function eventTopsQuery(
  { rule, address, path }: TopDimensions,
  actions: readonly string[],
  limit: number,
): string {
  const mitigated = `${bounds}, action_in: ${JSON.stringify(actions)}`;
  return zoneQuery(
    'SecurityEventTops',
    sinceUntil,
    `${eventGroups('byRule', mitigated, rule === '' ? '' : `action source ${rule}`, limit)}
    ${eventGroups('byAddress', mitigated, address, limit)}
    ${eventGroups('byPath', mitigated, path, limit)}`,
  );
}

/** The newest rows of the window, at most `limit`. */
export const eventRowsQuery = (fields: string, limit: number): string =>
  zoneQuery(
    'SecurityEventRows',
    sinceUntil,
    `events: firewallEventsAdaptive(limit: ${limit}, ${between}, orderBy: [datetime_DESC]) { action source datetime ${fields} }`,
  );

const dnsGroups = (alias: string, filter: string, dimension: string, limit: number): string =>
  `${alias}: dnsAnalyticsAdaptiveGroups(limit: ${limit}, filter: { ${filter} }, orderBy: [count_DESC]) { count dimensions { ${dimension} } }`;

/**
 * @param withNames whether the plan tells names
 * @param mostRows what the plan gives at once
 */
export const dnsQuery = (withNames: boolean, mostRows: number): string =>
  zoneQuery(
    'Dns',
    sinceUntil,
    [
      dnsGroups('codes', bounds, 'responseCode', Math.min(20, mostRows)),
      ...(withNames
        ? [
            dnsGroups('names', bounds, 'queryName', Math.min(10, mostRows)),
            dnsGroups('nx', `${bounds}, responseCode: "NXDOMAIN"`, 'queryName', Math.min(10, mostRows)),
          ]
        : []),
    ].join('\n'),
  );
