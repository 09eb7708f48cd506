import { dayMs, hourMs, isoSeconds } from '../../duration.ts';
import { createRandom, type Random } from '../../random.ts';
import type { DemoZone } from '../account.ts';
import type { AnalyticsRow } from './row.ts';

const historyDays = 35;
/** Requests in an average hour. */
const hourlyRequests = { pro: 7400, free: 390 } as const satisfies Record<DemoZone['plan'], number>;

export const countries = [
  ['GB', 0.52],
  ['NL', 0.17],
  ['DE', 0.12],
  ['US', 0.14],
  ['SG', 0.05],
] as const;
const statuses = [
  [200, 0.86],
  [301, 0.05],
  [404, 0.07],
  [403, 0.015],
  [502, 0.005],
] as const;

/** Twice the average at noon, a quarter of it at night. */
const daily = (atMs: number): number =>
  1.1 - 0.85 * Math.cos((2 * Math.PI * ((atMs % dayMs) - hourMs)) / dayMs);

const hourRow = (zone: DemoZone, atMs: number, random: Random): AnalyticsRow => {
  const requests = Math.round(hourlyRequests[zone.plan] * daily(atMs) * (0.9 + 0.2 * random.next()));
  const bytes = requests * random.integer(17_000, 24_000);
  const threats = Math.round(requests * 0.0021);
  return {
    atMs,
    dimensions: { datetime: isoSeconds(atMs), date: isoSeconds(atMs).slice(0, 10) },
    count: requests,
    sums: {
      requests,
      bytes,
      cachedRequests: Math.round(requests * 0.71),
      cachedBytes: Math.round(bytes * 0.78),
      encryptedRequests: Math.round(requests * 0.98),
      threats,
      pageViews: Math.round(requests * 0.11),
    },
    maps: {
      responseStatusMap: statuses.map(([status, share]) => ({
        edgeResponseStatus: status,
        requests: Math.round(requests * share),
      })),
      countryMap: countries.map(([country, share]) => ({
        clientCountryName: country,
        requests: Math.round(requests * share),
        threats: Math.round(threats * share),
        bytes: Math.round(bytes * share),
      })),
      threatPathingMap: [{ threatPathingName: 'bic.ban.unknown', requests: threats }],
    },
    uniques: Math.round(requests * 0.06),
  };
};

/** One row an hour over the last weeks; nothing before a zone is active. */
export const trafficRows = (zone: DemoZone, nowMs: number): readonly AnalyticsRow[] => {
  if (zone.status !== 'active') return [];
  const random = createRandom(hourlyRequests[zone.plan]);
  const newestMs = Math.floor(nowMs / hourMs) * hourMs;
  const hours = historyDays * 24;
  return Array.from({ length: hours }, (_, index) =>
    hourRow(zone, newestMs - (hours - 1 - index) * hourMs, random),
  );
};
