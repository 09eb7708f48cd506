import { dayMs, hourMs, secondMs } from '../../duration.ts';
import type { DemoZone } from '../account.ts';

/** What a zone's plan gives of one dataset; the numbers are milliseconds, the API says seconds. */
export interface Limits {
  /** The widest window of one question. */
  readonly maxDurationMs: number;
  /** How far back the question may reach. */
  readonly reachMs: number;
}

export const datasetNames = [
  'httpRequests1dGroups',
  'httpRequests1hGroups',
  'httpRequests1mGroups',
  'httpRequestsAdaptiveGroups',
  'firewallEventsAdaptive',
  'firewallEventsAdaptiveGroups',
  'firewallEventsAdaptiveByTimeGroups',
  'dnsAnalyticsAdaptiveGroups',
  'healthCheckEventsAdaptiveGroups',
] as const;

export type DatasetName = (typeof datasetNames)[number];

export const isDatasetName = (name: string): name is DatasetName =>
  datasetNames.some((known) => known === name);

const year = 365 * dayMs + hourMs;

/** As seen live, by plan; a dataset that is not listed is disabled (Cloudflare API reference §2.3). */
const limitsByPlan: Readonly<Record<DemoZone['plan'], Partial<Record<DatasetName, Limits>>>> = {
  free: {
    httpRequests1dGroups: { maxDurationMs: year, reachMs: year },
    httpRequests1hGroups: { maxDurationMs: 3 * dayMs, reachMs: 3 * dayMs + hourMs },
    httpRequestsAdaptiveGroups: { maxDurationMs: dayMs, reachMs: 8 * dayMs },
    firewallEventsAdaptive: { maxDurationMs: dayMs, reachMs: dayMs },
    dnsAnalyticsAdaptiveGroups: { maxDurationMs: 7 * dayMs, reachMs: 8 * dayMs },
  },
  pro: {
    httpRequests1dGroups: { maxDurationMs: year, reachMs: year },
    httpRequests1hGroups: { maxDurationMs: 3 * dayMs, reachMs: 7 * dayMs + hourMs },
    httpRequestsAdaptiveGroups: { maxDurationMs: 7 * dayMs, reachMs: 7 * dayMs },
    firewallEventsAdaptive: { maxDurationMs: dayMs, reachMs: dayMs },
    firewallEventsAdaptiveGroups: { maxDurationMs: 3 * dayMs, reachMs: 3 * dayMs },
    dnsAnalyticsAdaptiveGroups: { maxDurationMs: 7 * dayMs, reachMs: 31 * dayMs },
  },
};

export const limitsOf = (zone: DemoZone, dataset: DatasetName): Limits | undefined =>
  limitsByPlan[zone.plan][dataset];

/** `1d`, `52w1d1h`, as the error messages write a length of time. */
export const shortDuration = (ms: number): string => {
  const units = [
    ['w', 7 * dayMs],
    ['d', dayMs],
    ['h', hourMs],
    ['m', 60 * secondMs],
    ['s', secondMs],
  ] as const;
  let rest = ms;
  const parts = units.map(([unit, unitMs]) => {
    const count = Math.floor(rest / unitMs);
    rest -= count * unitMs;
    return count > 0 ? `${count}${unit}` : '';
  });
  return parts.join('') || '0s';
};
