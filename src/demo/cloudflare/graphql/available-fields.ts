import type { DemoZone } from '../account.ts';
import type { DatasetName } from './datasets.ts';
import { AnalyticsError } from './error.ts';
import type { Selection } from './parse.ts';

const traffic = [
  'sum_requests',
  'sum_bytes',
  'sum_cachedRequests',
  'sum_cachedBytes',
  'sum_encryptedRequests',
  'sum_threats',
  'sum_pageViews',
  'sum_responseStatusMap',
  'sum_countryMap',
  'sum_threatPathingMap',
  'uniq_uniques',
];

const event = [
  'action',
  'source',
  'ruleId',
  'description',
  'clientIP',
  'clientCountryName',
  'clientRequestHTTPHost',
  'clientRequestPath',
];

/** Flattened with underscores, as the settings node tells them (Cloudflare API reference §2.2). */
export const availableFields: Readonly<Record<DatasetName, readonly string[]>> = {
  httpRequests1dGroups: [...traffic, 'dimensions_date'],
  httpRequests1hGroups: [...traffic, 'dimensions_datetime'],
  httpRequests1mGroups: [],
  httpRequestsAdaptiveGroups: [
    'count',
    'avg_sampleInterval',
    'sum_edgeResponseBytes',
    'sum_visits',
    'dimensions_clientCountryName',
    'dimensions_clientRequestHTTPHost',
    'dimensions_clientRequestPath',
    'dimensions_edgeResponseStatus',
    'dimensions_cacheStatus',
  ],
  firewallEventsAdaptive: [...event, 'datetime', 'userAgent', 'rayName'],
  firewallEventsAdaptiveGroups: [
    'count',
    'avg_sampleInterval',
    ...event.map((dimension) => `dimensions_${dimension}`),
    'dimensions_datetimeHour',
  ],
  firewallEventsAdaptiveByTimeGroups: [],
  dnsAnalyticsAdaptiveGroups: [
    'count',
    'avg_sampleInterval',
    'dimensions_queryName',
    'dimensions_queryType',
    'dimensions_responseCode',
  ],
  healthCheckEventsAdaptiveGroups: [],
};

/** Fields that exist, but not on the plans of the demo (Cloudflare API reference §2.3). */
const paidFields = ['botScore', 'clientAsn', 'clientRefererHost', 'ja4', 'wafAttackScoreClass'];

/** @throws AnalyticsError for a field that the plan lacks, which it names in lower case (Cloudflare API reference §2.5). */
export function checkFields({ selections }: Selection, zone: DemoZone, path: readonly string[]): void {
  const asked = selections.flatMap(({ name, selections: inner }) => [
    name,
    ...inner.map((field) => field.name),
  ]);
  const lacking = asked.find((field) => paidFields.includes(field))?.toLowerCase();
  if (lacking === undefined) return;
  throw new AnalyticsError(`zone '${zone.id}' does not have access to the field '${lacking}'`, path);
}
