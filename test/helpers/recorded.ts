import { readdirSync } from 'node:fs';
import { legacy, unifiFixture } from './unifi-fixture.ts';

/** How a recording stands in the answer it was taken from (test/fixtures/README.md). */
type Holds =
  /** The whole answer. */
  | 'answer'
  /** The content of `data`. */
  | 'data'
  /** One row of `data`. */
  | 'row'
  /** Rows inside websocket messages. */
  | 'messages'
  /** One field of a device. */
  | { readonly field: string }
  /** Some fields of a device. */
  | 'fields';

export interface Recorded {
  readonly file: string;
  /** `METHOD path` below the prefix, with the site `default`. */
  readonly at: string;
  readonly holds: Holds;
}

const device = 'GET /api/s/default/stat/device';

/** Where every recording belongs. */
const places: Readonly<Record<string, readonly [at: string, holds: Holds]>> = {
  'aiounifi/rest-dpiapp.json': ['GET /api/s/default/rest/dpiapp', 'data'],
  'aiounifi/rest-dpigroup.json': ['GET /api/s/default/rest/dpigroup', 'data'],
  'aiounifi/rest-portforward.json': ['GET /api/s/default/rest/portforward', 'answer'],
  'aiounifi/rest-wlanconf.json': ['GET /api/s/default/rest/wlanconf', 'data'],
  'aiounifi/self-sites.json': ['GET /api/self/sites', 'answer'],
  'aiounifi/stat-device-outlet-table-pdu.json': [device, { field: 'outlet_table' }],
  'aiounifi/stat-device-port-table-usw-lite.json': [device, { field: 'port_table' }],
  'aiounifi/stat-device-ugw-usg3.json': [device, 'row'],
  'aiounifi/stat-device-up1-plug.json': [device, 'row'],
  'aiounifi/stat-device-up6-strip.json': [device, 'row'],
  'aiounifi/stat-device-uptime-stats.json': [device, { field: 'uptime_stats' }],
  'aiounifi/stat-device-usw-8.json': [device, 'row'],
  'aiounifi/stat-device-usw-flex-mini.json': [device, 'row'],
  'aiounifi/stat-event-samples.json': ['POST /api/s/default/stat/event', 'messages'],
  'aiounifi/stat-event-sw-lost.json': ['POST /api/s/default/stat/event', 'row'],
  'aiounifi/stat-sta-wired.json': ['GET /api/s/default/stat/sta', 'row'],
  'aiounifi/stat-sta-wireless.json': ['GET /api/s/default/stat/sta', 'row'],
  'aiounifi/stat-sysinfo.json': ['GET /api/s/default/stat/sysinfo', 'row'],
  'aiounifi/stat-voucher.json': ['GET /api/s/default/stat/voucher', 'data'],
  'aiounifi/v2-firewall-policies.json': ['GET /v2/api/site/default/firewall-policies', 'answer'],
  'aiounifi/v2-firewall-zone.json': ['GET /v2/api/site/default/firewall/zone', 'answer'],
  'aiounifi/v2-object-oriented-network-configs.json': [
    'GET /v2/api/site/default/object-oriented-network-configs',
    'answer',
  ],
  'aiounifi/v2-speedtest-history.json': ['GET /v2/api/site/default/speedtest', 'answer'],
  'aiounifi/v2-trafficroutes.json': ['GET /v2/api/site/default/trafficroutes', 'answer'],
  'aiounifi/v2-trafficrules.json': ['GET /v2/api/site/default/trafficrules', 'answer'],
  'aiounifi/websocket-messages.json': ['GET /api/s/default/rest/user', 'messages'],
  'chris2ao-unifi-mcp/get-setting.json': ['GET /api/s/default/get/setting', 'answer'],
  'chris2ao-unifi-mcp/stat-report-hourly-site.json': [
    'POST /api/s/default/stat/report/hourly.site',
    'answer',
  ],
  'chris2ao-unifi-mcp/stat-rogueap.json': ['POST /api/s/default/stat/rogueap', 'answer'],
  'chris2ao-unifi-mcp/v2-aggregated-dashboard.json': [
    'GET /v2/api/site/default/aggregated-dashboard',
    'answer',
  ],
  'chris2ao-unifi-mcp/v2-clients-history.json': ['GET /v2/api/site/default/clients/history', 'answer'],
  'chris2ao-unifi-mcp/v2-content-filtering.json': ['GET /v2/api/site/default/content-filtering', 'answer'],
  'chris2ao-unifi-mcp/v2-speedtest.json': ['GET /v2/api/site/default/speedtest', 'answer'],
  'chris2ao-unifi-mcp/v2-system-log-all.json': ['POST /v2/api/site/default/system-log/all', 'answer'],
  'go-unifi/stat-health.json': ['GET /api/s/default/stat/health', 'data'],
  'sirkirby-unifi-mcp/setting-usg.json': ['GET /api/s/default/get/setting/usg', 'row'],
  'sirkirby-unifi-mcp/stat-device-udm-radio-table-stats.json': [device, { field: 'radio_table_stats' }],
  'sirkirby-unifi-mcp/stat-device-udm-radio-table.json': [device, { field: 'radio_table' }],
  'sirkirby-unifi-mcp/v2-system-log-all.json': ['POST /v2/api/site/default/system-log/all', 'answer'],
  'sirkirby-unifi-mcp/v2-traffic-flow-latest-statistics-2.json': [
    'GET /v2/api/site/default/traffic-flow-latest-statistics',
    'answer',
  ],
  'sirkirby-unifi-mcp/v2-traffic-flow-latest-statistics.json': [
    'GET /v2/api/site/default/traffic-flow-latest-statistics',
    'answer',
  ],
  'sirkirby-unifi-mcp/v2-traffic-flows.json': ['POST /v2/api/site/default/traffic-flows', 'answer'],
  'unpoller-unifi/stat-device-uap-stat-510.json': [device, { field: 'stat' }],
  'unpoller-unifi/stat-device-uap-stat-511.json': [device, { field: 'stat' }],
  'unpoller-unifi/stat-device-uap.json': [device, 'row'],
  'unpoller-unifi/stat-device-ubb-radio-table-object.json': [device, 'row'],
  'unpoller-unifi/stat-device-uci-system-stats.json': [device, 'fields'],
  'unpoller-unifi/stat-device-usg-stat-510.json': [device, { field: 'stat' }],
  'unpoller-unifi/stat-device-usg-stat-511.json': [device, { field: 'stat' }],
  'unpoller-unifi/stat-device-usp-pdu-pro.json': [device, 'row'],
  'unpoller-unifi/stat-device-usw-stat-510.json': [device, { field: 'stat' }],
  'unpoller-unifi/stat-device-usw-stat-511.json': [device, { field: 'stat' }],
  'unpoller-unifi/stat-health-udm.json': ['GET /api/s/default/stat/health', 'answer'],
  'unpoller-unifi/stat-ips-event.json': ['POST /api/s/default/stat/ips/event', 'data'],
  'unpoller-unifi/v2-clients-history.json': ['GET /v2/api/site/default/clients/history', 'answer'],
  'unpoller-unifi/v2-wan-enriched-configuration.json': [
    'GET /v2/api/site/default/wan/enriched-configuration',
    'answer',
  ],
  'unpoller-unifi/v2-wan-isp-status.json': ['GET /v2/api/site/default/wan/WAN/isp-status', 'answer'],
  'unpoller-unifi/v2-wan-load-balancing-configuration.json': [
    'GET /v2/api/site/default/wan/load-balancing/configuration',
    'answer',
  ],
  'unpoller-unifi/v2-wan-load-balancing-status.json': [
    'GET /v2/api/site/default/wan/load-balancing/status',
    'answer',
  ],
  'unpoller-unifi/v2-wan-slas.json': ['GET /v2/api/site/default/wan-slas', 'answer'],
};

export const recordings: readonly Recorded[] = Object.entries(places).map(([file, [at, holds]]) => ({
  file,
  at,
  holds,
}));

/** Recordings of doors and of other servers: no console gives them as data. */
export const elsewhere = /\/(login-|integration-v1-|site-manager-|fw-update-)/;

/** Every recording below test/fixtures/unifi, by its path. */
export const recordedFiles = (): readonly string[] =>
  readdirSync(new URL('../fixtures/unifi/', import.meta.url), { recursive: true, encoding: 'utf8' }).filter(
    (name) => name.endsWith('.json'),
  );

/** The recording with what stood around it. */
export function answerOf({ file, at, holds }: Recorded): unknown {
  const recorded = unifiFixture(file);
  if (holds === 'answer') return recorded;
  if (holds === 'data') return legacy(recorded);
  if (holds === 'row') return legacy([recorded]);
  if (holds === 'messages')
    return legacy(Array.isArray(recorded) ? recorded.flatMap(({ payload }) => payload.data) : []);
  const fields = holds === 'fields' ? recorded : { [holds.field]: recorded };
  return legacy([
    { mac: '02:00:5e:00:00:99', name: 'Recorded', type: 'udm', state: 1, at, ...asObject(fields) },
  ]);
}

const asObject = (value: unknown): object => (typeof value === 'object' && value !== null ? value : {});
