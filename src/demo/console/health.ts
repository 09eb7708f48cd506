import { toSeconds } from '../duration.ts';
import type { DemoDevice } from '../world/devices.ts';
import type { World } from '../world/world.ts';
import { uptimeStats } from './uptime-stats.ts';

type HealthRow = Readonly<Record<string, unknown>>;

const adopted = (devices: readonly DemoDevice[], kind: DemoDevice['kind']): Record<string, number> => {
  const ofKind = devices.filter((device) => device.kind === kind);
  const offline = ofKind.filter(({ offlineSinceMs }) => offlineSinceMs !== undefined).length;
  return { num_adopted: ofKind.length, num_disconnected: offline, num_pending: 0, num_disabled: 0 };
};

const wlan = ({ devices, clients }: World): HealthRow => {
  const wireless = clients.filter(({ connection }) => connection === 'wireless');
  const guests = wireless.filter(({ guest }) => guest).length;
  return {
    subsystem: 'wlan',
    status: 'warning',
    num_user: wireless.length - guests,
    num_guest: guests,
    num_iot: 0,
    num_ap: devices.filter(({ kind }) => kind === 'access point').length,
    ...adopted(devices, 'access point'),
  };
};

const wan = ({ nowMs, devices, clients, internet }: World): HealthRow => {
  const [gateway] = devices;
  return {
    subsystem: 'wan',
    status: 'ok',
    num_gw: 1,
    ...adopted(devices, 'gateway'),
    wan_ip: internet.ip,
    gateways: [],
    nameservers: ['192.0.2.53'],
    num_sta: clients.length,
    gw_mac: gateway?.mac,
    gw_name: null,
    gw_version: gateway?.firmware,
    'gw_system-stats': {
      cpu: String(gateway?.cpuPercent),
      mem: String(gateway?.memoryPercent),
      uptime: '3542400',
    },
    isp_name: internet.isp,
    isp_organization: 'Harbour Fibre Ltd.',
    asn: internet.asn,
    uptime_stats: uptimeStats(nowMs, internet),
  };
};

const www = ({ nowMs, devices, internet }: World): HealthRow => {
  const speedTest = internet.speedTests.findLast(({ downloadMbps }) => downloadMbps > 0);
  return {
    subsystem: 'www',
    status: 'ok',
    latency: internet.averageLatencyMs,
    uptime: toSeconds(nowMs - internet.outage.toMs),
    drops: 1,
    xput_down: speedTest?.downloadMbps,
    xput_up: speedTest?.uploadMbps,
    speedtest_ping: speedTest?.latencyMs,
    speedtest_status: 'Success',
    speedtest_lastrun: toSeconds(speedTest?.atMs ?? 0),
    gw_mac: devices[0]?.mac,
  };
};

const lan = ({ devices, clients }: World): HealthRow => ({
  subsystem: 'lan',
  status: 'ok',
  lan_ip: null,
  num_user: clients.filter(({ connection }) => connection === 'wired').length,
  num_guest: 0,
  num_iot: 0,
  num_sw: devices.filter(({ kind }) => kind === 'switch').length,
  ...adopted(devices, 'switch'),
});

/** Nobody has set one up. */
const vpn: HealthRow = {
  subsystem: 'vpn',
  status: 'unknown',
  remote_user_enabled: false,
  site_to_site_enabled: false,
};

/** `stat/health`: five rows of different shape (UniFi API reference §7.3). */
export const healthRows = (world: World): readonly HealthRow[] => [
  wlan(world),
  wan(world),
  www(world),
  lan(world),
  vpn,
];
