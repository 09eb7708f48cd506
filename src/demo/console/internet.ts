import { json, type ReceivedRequest } from '../http/reply.ts';
import { hexId } from '../identity.ts';
import { numberIn, parseObject } from '../json.ts';
import type { DemoSpeedTest } from '../world/internet.ts';
import type { World } from '../world/world.ts';
import { get, legacyData, post, type Routes } from './answers.ts';

/** Reads a window from the query; the names differ from endpoint to endpoint. */
const within = (request: ReceivedRequest, from: string, to: string): ((atMs: number) => boolean) => {
  const bound = (name: string, otherwise: number): number => {
    const value = request.query.get(name);
    return value === null || value === '' ? otherwise : Number(value);
  };
  const fromMs = bound(from, 0);
  const toMs = bound(to, Number.POSITIVE_INFINITY);
  return (atMs) => atMs >= fromMs && atMs <= toMs;
};

const speedTestRow = (test: DemoSpeedTest, gatewayInterface: string): Record<string, unknown> => ({
  id: test.id,
  time: test.atMs,
  download_mbps: test.downloadMbps,
  upload_mbps: test.uploadMbps,
  latency_ms: test.latencyMs,
  interface_name: gatewayInterface,
  wan_networkgroup: 'WAN',
});

/** WAN quality on v2 (UniFi API reference §5): `isp/health`, `downtime`, `speedtest`. */
export const lineQualityRoutes = ({ internet }: World): Routes => {
  const { outage, samples, speedTests } = internet;
  const downtimes = get((request) => {
    const inWindow = within(request, 'timestampFrom', 'timestampTo');
    const row = {
      id: hexId('downtime', 24),
      timestamp: outage.fromMs,
      downtime_in_seconds: (outage.toMs - outage.fromMs) / 1000,
      wan_network_group: 'WAN',
    };
    return json(200, inWindow(outage.fromMs) ? [row] : []);
  });
  return {
    'isp/health': get((request) => {
      const inWindow = within(request, 'start', 'end');
      const rows = samples.filter(({ atMs }) => inWindow(atMs));
      return json(200, {
        health_stats: rows.map(({ atMs, averageMs, maxMs, down }) => ({
          timestamp: atMs,
          wan_downtime: down,
          high_latency: averageMs > 100,
          packet_loss: down,
          ...(down ? { offline_reason: ['WAN_DOWN'] } : { latency_avg_ms: averageMs, latency_max_ms: maxMs }),
          failover_wan_active: false,
          not_reported: false,
        })),
      });
    }),
    downtime: downtimes,
    'downtime/WAN': downtimes,
    speedtest: get((request) => {
      const inWindow = within(request, 'timestampFrom', 'timestampTo');
      const rows = speedTests.filter(({ atMs }) => inWindow(atMs));
      return json(200, { data: rows.map((test) => speedTestRow(test, internet.gatewayInterface)) });
    }),
  };
};

/** Which line is in use (UniFi API reference §5). */
export const lineRoleRoutes: Routes = {
  'wan/load-balancing/status': get(() =>
    json(200, { wan_interfaces: [{ name: 'Internet 1', state: 'ACTIVE', wan_networkgroup: 'WAN' }] }),
  ),
};

/** The speed tests as the legacy report tells them, failed ones left out (UniFi API reference §4). */
export const legacyInternetRoutes = ({ internet }: World): Routes => ({
  'stat/report/archive.speedtest': post((request) => {
    const body = parseObject(request.body) ?? {};
    const fromMs = numberIn(body, 'start') ?? 0;
    const toMs = numberIn(body, 'end') ?? Number.POSITIVE_INFINITY;
    const rows = internet.speedTests.filter(
      ({ atMs, downloadMbps }) => atMs >= fromMs && atMs <= toMs && downloadMbps > 0,
    );
    return legacyData(
      rows.map((test) => ({
        time: test.atMs,
        xput_download: test.downloadMbps,
        xput_upload: test.uploadMbps,
        latency: test.latencyMs,
      })),
    );
  }),
});
