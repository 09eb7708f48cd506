import { toSeconds } from '../duration.ts';
import { hexId } from '../identity.ts';
import type { DemoDevice } from '../world/devices.ts';
import type { World } from '../world/world.ts';
import { gatewayFields, radioFields, switchFields } from './device-kinds.ts';
import type { Generation } from './generation.ts';
import { demoSecrets } from './secrets.ts';

const types = { gateway: 'udm', switch: 'usw', 'access point': 'uap' } as const satisfies Record<
  DemoDevice['kind'],
  string
>;

const presence = (device: DemoDevice, nowMs: number): Record<string, unknown> => {
  if (device.offlineSinceMs !== undefined)
    return {
      state: 0,
      last_seen: toSeconds(device.offlineSinceMs),
      start_disconnected_millis: device.offlineSinceMs,
      'system-stats': {},
      satisfaction: -1,
    };
  const uptime = toSeconds(nowMs - device.startedAtMs);
  return {
    state: 1,
    // One switch tells its uptime as text, as some firmware does (UniFi API reference §7.2).
    uptime: device.name === 'SW-Warehouse' ? String(uptime) : uptime,
    _uptime: uptime,
    last_seen: toSeconds(nowMs) - 12,
    startup_timestamp: toSeconds(device.startedAtMs),
    'system-stats': systemStats(device, uptime),
  };
};

/** Text on gateways and switches, numbers on access points (UniFi API reference §7.2). */
const systemStats = (device: DemoDevice, uptime: number): Record<string, unknown> =>
  device.kind === 'access point'
    ? { cpu: device.cpuPercent, mem: device.memoryPercent, uptime }
    : { cpu: String(device.cpuPercent), mem: String(device.memoryPercent), uptime: String(uptime) };

/** Gateways list their sensors, switches have one number or a text with its unit, access points nothing. */
const temperature = (device: DemoDevice): Record<string, unknown> => {
  const { celsius, kind, name } = device;
  if (celsius === undefined) return { has_temperature: false };
  const common = { has_temperature: true, overheating: device.overheating };
  if (kind === 'gateway')
    return {
      ...common,
      temperatures: [
        { name: 'CPU', type: 'cpu', value: celsius },
        { name: 'Local', type: 'board', value: celsius - 9 },
        { name: 'PHY', type: 'board', value: celsius - 4.5 },
      ],
    };
  if (name === 'SW-Warehouse')
    return { ...common, temperatures: [{ name: 'Local', type: 'board', value: `${celsius} C` }] };
  return { ...common, general_temperature: celsius, has_fan: true, fan_level: device.overheating ? 100 : 30 };
};

const kindFields = (device: DemoDevice, world: World): Record<string, unknown> => {
  if (device.kind === 'gateway') return gatewayFields(world);
  return device.kind === 'switch' ? switchFields(device) : radioFields(device, world);
};

const uplink = (device: DemoDevice, devices: readonly DemoDevice[]): Record<string, unknown> => {
  const above = devices.find(({ name }) => name === device.uplinkName);
  if (!above) return {};
  if (device.meshSignalDbm !== undefined)
    return {
      // `rssi` counts from the noise upwards (UniFi API reference §7.3).
      uplink: { type: 'wireless', uplink_mac: above.mac, rssi: device.meshSignalDbm + 96, speed: 86 },
    };
  const last = { type: 'wire', uplink_mac: above.mac, uplink_remote_port: device.uplinkPort };
  // A device that is gone has no uplink any more, only its last one.
  if (device.offlineSinceMs !== undefined) return { uplink: {}, last_uplink: last };
  return { uplink: { ...last, speed: 2500, max_speed: 2500, full_duplex: true }, last_uplink: last };
};

/** Counters under the name of the kind, as from 5.11 on; Network 11 leaves them out (UniFi API reference §7.3). */
const counters = ({ kind, mac }: DemoDevice): Record<string, unknown> => {
  const word = counterWords[kind];
  return {
    stat: { [word]: { o: word, oid: mac, [word]: mac, rx_bytes: 41_203_118_004, tx_bytes: 9_310_442_871 } },
  };
};

const counterWords = { gateway: 'gw', switch: 'sw', 'access point': 'ap' } as const satisfies Record<
  DemoDevice['kind'],
  string
>;

const deviceRow = (
  device: DemoDevice,
  world: World,
  { deviceCounters }: Generation,
): Record<string, unknown> => ({
  _id: device.id,
  device_id: device.id,
  mac: device.mac,
  name: device.name,
  type: types[device.kind],
  model: device.model,
  ip: device.ip,
  serial: device.mac.replaceAll(':', '').toUpperCase(),
  version: device.firmware,
  displayable_version: device.firmware,
  adopted: true,
  default: false,
  unsupported: false,
  model_in_lts: false,
  model_in_eol: false,
  site_id: hexId('site:default', 24),
  adoption_completed: true,
  ...presence(device, world.nowMs),
  ...temperature(device),
  ...uplink(device, world.devices),
  ...kindFields(device, world),
  ...(deviceCounters && counters(device)),
  num_sta: world.clients.filter((client) => client.uplink === device).length,
  ...(device.offlineSinceMs === undefined && { upgradable: device.offeredFirmware !== undefined }),
  ...(device.offeredFirmware !== undefined && { upgrade_to_firmware: device.offeredFirmware }),
  x_authkey: demoSecrets.deviceAuthKey,
  x_inform_authkey: demoSecrets.deviceInformKey,
  x_ssh_hostkey_fingerprint: demoSecrets.deviceSshFingerprint,
  x_vwirekey: demoSecrets.deviceMeshKey,
});

/** `stat/device`, with the quirks of real ones (UniFi API reference §4.1, §7). */
export const deviceRows = (world: World, generation: Generation): readonly Record<string, unknown>[] =>
  world.devices.map((device) => deviceRow(device, world, generation));
