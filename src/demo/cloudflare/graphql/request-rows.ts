import { isoSeconds } from '../../duration.ts';
import type { DemoZone } from '../account.ts';
import type { AnalyticsRow } from './row.ts';
import { countries, trafficRows } from './traffic-rows.ts';

const requestKinds = [
  ['www', '/', 200, 'hit', 0.34],
  ['www', '/assets/app.js', 200, 'hit', 0.31],
  ['booking', '/api/slots', 200, 'dynamic', 0.2],
  ['booking', '/login', 200, 'dynamic', 0.07],
  ['www', '/old-page', 404, 'miss', 0.06],
  ['booking', '/api/slots', 502, 'dynamic', 0.02],
] as const;

/** The same traffic, broken down by host, path, country and status. */
export const requestRows = (zone: DemoZone, nowMs: number): readonly AnalyticsRow[] =>
  trafficRows(zone, nowMs).flatMap((hour) =>
    requestKinds.flatMap(([host, path, status, cacheStatus, kindShare]) =>
      countries.map(([country, countryShare]): AnalyticsRow => {
        const count = Math.round(hour.count * kindShare * countryShare);
        return {
          atMs: hour.atMs,
          count,
          sums: { edgeResponseBytes: count * 19_500, visits: Math.round(count * 0.1) },
          dimensions: {
            clientRequestHTTPHost: `${host}.${zone.name}`,
            clientRequestPath: path,
            clientCountryName: country,
            edgeResponseStatus: status,
            cacheStatus,
            requestSource: 'eyeball',
            clientRequestHTTPMethodName: 'GET',
            datetimeHour: isoSeconds(hour.atMs),
          },
        };
      }),
    ),
  );
