import { toSeconds } from '../duration.ts';
import { hexId } from '../identity.ts';
import type { DemoClient } from '../world/clients.ts';
import type { World } from '../world/world.ts';

/** Bytes are counted by the network's end: `tx` is what the client received. */
const traffic = (client: DemoClient): Record<string, number> => {
  const prefix = client.connection === 'wired' ? 'wired-' : '';
  return {
    [`${prefix}tx_bytes`]: client.downloadBytes,
    [`${prefix}rx_bytes`]: client.uploadBytes,
    [`${prefix}tx_bytes-r`]: 8213,
    [`${prefix}rx_bytes-r`]: 1042,
  };
};

/** `rssi` is a positive signal-to-noise ratio; `signal` is what people mean (UniFi API reference §7.3). */
const place = (client: DemoClient): Record<string, unknown> =>
  client.connection === 'wired'
    ? { sw_mac: client.uplink.mac, sw_port: 4, wired_rate_mbps: 1000 }
    : {
        ap_mac: client.uplink.mac,
        essid: client.ssid,
        radio: 'na',
        radio_proto: 'ax',
        channel: 44,
        signal: client.signalDbm,
        rssi: 96 + (client.signalDbm ?? -96),
        noise: -96,
        satisfaction: 97,
      };

const clientRow = (client: DemoClient, nowMs: number): Record<string, unknown> => {
  const uptime = toSeconds(nowMs - client.connectedAtMs);
  return {
    _id: client.id,
    user_id: client.id,
    mac: client.mac,
    ...(client.name !== undefined && { name: client.name }),
    ...(client.hostname !== undefined && { hostname: client.hostname }),
    oui: client.maker,
    ip: client.ip,
    is_wired: client.connection === 'wired',
    is_guest: client.guest,
    authorized: true,
    network: client.network,
    network_id: hexId(`network:${client.network}`, 24),
    vlan: client.guest ? '50' : 0,
    uptime: client.maker === 'Yealink' ? String(uptime) : uptime,
    assoc_time: toSeconds(client.connectedAtMs),
    last_seen: toSeconds(nowMs) - 5,
    ...place(client),
    ...traffic(client),
  };
};

/** `stat/sta`: who is online now (UniFi API reference §4). */
export const clientRows = (world: World): readonly Record<string, unknown>[] =>
  world.clients.map((client) => clientRow(client, world.nowMs));
