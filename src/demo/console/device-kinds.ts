import { toSeconds } from '../duration.ts';
import type { DemoDevice } from '../world/devices.ts';
import type { World } from '../world/world.ts';
import { uptimeStats } from './uptime-stats.ts';

/** What only a gateway has. */
export const gatewayFields = ({ nowMs, internet }: World): Record<string, unknown> => {
  const speedTest = internet.speedTests.findLast(({ downloadMbps }) => downloadMbps > 0);
  const wan = {
    ip: internet.ip,
    up: 'true',
    enable: true,
    type: 'wire',
    ifname: internet.gatewayInterface,
    speed: 10_000,
    latency: internet.averageLatencyMs,
    availability: internet.availabilityPercent,
  };
  return {
    wan1: wan,
    wan2: { up: false, enable: true, type: 'wire', ifname: 'eth9' },
    internet: true,
    uptime_stats: uptimeStats(nowMs, internet),
    'speedtest-status': {
      rundate: toSeconds(speedTest?.atMs ?? 0),
      xput_download: speedTest?.downloadMbps ?? 0,
      xput_upload: speedTest?.uploadMbps ?? 0,
      latency: speedTest?.latencyMs ?? 0,
      status_summary: 2,
    },
    storage: [
      { mount_point: '/persistent', name: 'Backup', size: 2_040_373_248, used: 212_992_000, type: 'eMMC' },
    ],
  };
};

const portRow = (device: DemoDevice, port: number): Record<string, unknown> => {
  const up = port <= Math.ceil(device.ports / 2);
  return {
    port_idx: port,
    name: `Port ${port}`,
    up,
    enable: true,
    speed: up ? 1000 : 0,
    full_duplex: up,
    media: 'GE',
    port_poe: true,
    poe_enable: up,
    // PoE values are text, and only PoE ports have them (UniFi API reference §7.2).
    poe_power: up ? '3.82' : '0.00',
    poe_voltage: up ? '53.10' : '0.00',
    poe_good: up,
    rx_packets: up ? 1_204_331 : 0,
    tx_packets: up ? 2_310_774 : 0,
    rx_errors: port === device.damagedPort ? 21_480 : 0,
    tx_errors: 0,
    rx_dropped: 0,
    tx_dropped: 0,
    is_uplink: port === 1,
  };
};

/** What only a switch has. */
export const switchFields = (device: DemoDevice): Record<string, unknown> => ({
  port_table: Array.from({ length: device.ports }, (_, index) => portRow(device, index + 1)),
  // A switch without PoE says `null` (UniFi API reference §7.3).
  total_max_power: device.poeWatts?.budget ?? null,
  total_used_power: device.poeWatts?.used ?? 0,
});

const radioRow = (
  name: string,
  radio: string,
  channel: number,
  clients: number,
): Record<string, unknown> => ({
  name,
  radio,
  channel,
  tx_power: 20,
  cu_total: radio === 'ng' ? 41 : 12,
  num_sta: clients,
  'user-num_sta': clients,
  satisfaction: clients > 0 ? 96 : -1,
  state: 'RUN',
});

/** A network that the access point sends; its addresses differ from the device's own in the first byte. */
const vapRow = (
  { mac }: DemoDevice,
  essid: string,
  place: number,
  isGuest: boolean,
): Record<string, unknown> => ({
  essid,
  bssid: mac.replace(/^02/, `${place}6`),
  name: `ath${place}`,
  radio: 'na',
  up: true,
  is_guest: isGuest,
});

/** What only an access point has. */
export const radioFields = (device: DemoDevice, world: World): Record<string, unknown> => {
  if (device.offlineSinceMs !== undefined) return { radio_table_stats: [] };
  const clients = world.clients.filter(({ uplink }) => uplink === device).length;
  return {
    is_access_point: true,
    satisfaction: 96,
    radio_table: [
      { name: 'wifi0', radio: 'ng', channel: 'auto', ht: '20', tx_power_mode: 'auto' },
      { name: 'wifi1', radio: 'na', channel: 44, ht: 80, tx_power_mode: 'auto' },
    ],
    vap_table: [vapRow(device, 'Harbour', 1, false), vapRow(device, 'Harbour-Guest', 2, true)],
    radio_table_stats: [
      radioRow('wifi0', 'ng', 6, Math.floor(clients / 3)),
      radioRow('wifi1', 'na', 44, clients - Math.floor(clients / 3)),
    ],
  };
};
