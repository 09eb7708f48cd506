import { toSeconds } from '../duration.ts';
import type { World } from '../world/world.ts';
import { getOrPost, legacyData, type Routes } from './answers.ts';

/** `stat/rogueap`: everything that the access points hear, harmless neighbours included (UniFi API reference §4). */
export const airspaceRoutes = ({ nowMs, devices, neighbours }: World): Routes => ({
  'stat/rogueap': getOrPost(() =>
    legacyData(
      neighbours.map(({ ssid, bssid, channel, signalDbm, heardBy, isRogue, lastHeardMs }) => ({
        essid: ssid,
        bssid,
        channel,
        radio: channel > 14 ? 'na' : 'ng',
        band: channel > 14 ? 'na' : 'ng',
        rssi: signalDbm + 96,
        signal: signalDbm,
        security: 'wpapskwpa2psk',
        is_ubnt: false,
        ...(isRogue && { is_rogue: true }),
        ap_mac: devices.find(({ name }) => name === heardBy)?.mac,
        last_seen: toSeconds(lastHeardMs),
        report_time: toSeconds(nowMs),
      })),
    ),
  ),
});
