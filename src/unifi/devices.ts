import { known } from '../console/fields.ts';
import type { Uplink } from './device-details.ts';
import { toSentNetworks } from './device-networks.ts';
import { poeBudgetOf, toIdlePorts, toPorts } from './device-ports.ts';
import { ratioOfPercent, toRadios, toUplink } from './device-radios.ts';
import type { RawDevice } from './schema.ts';
import type { Device, DeviceKind, DeviceState } from './snapshot.ts';

/** Meaning of `state` (UniFi API reference §4.1); the states that have no word of ours keep the console's. */
const states: Readonly<Record<string, DeviceState | { readonly raw: string }>> = {
  0: 'offline',
  1: 'online',
  2: 'pending adoption',
  3: { raw: 'firmware mismatch' },
  4: 'updating',
  5: 'provisioning',
  6: 'heartbeat missed',
  7: 'adopting',
  8: { raw: 'deleting' },
  9: { raw: 'inform error' },
  10: 'adoption failed',
  11: 'isolated',
};

/** The devices of `stat/device`; a row without any identity is none. */
export const toDevices = (rows: readonly RawDevice[]): Device[] => rows.flatMap((row) => toDevice(row) ?? []);

function toDevice(row: RawDevice): Device | undefined {
  const id = row.mac?.toLowerCase() ?? row._id;
  if (id === undefined) return undefined;
  const { state, rawState } = stateOf(row.state);
  return known({
    id,
    name: row.name ?? row.model ?? id,
    kind: kindOf(row),
    model: row.model,
    ip: row.ip,
    version: row.version,
    state,
    rawState,
    updateAvailable: row.upgradable ?? false,
    updateVersion: row.upgradable ? row.upgrade_to_firmware : undefined,
    uptimeMs: state === 'offline' ? undefined : (row.uptime ?? row._uptime),
    lastSeenMs: row.last_seen,
    offlineSinceMs: state === 'offline' ? offlineSince(row) : undefined,
    celsius: celsiusOf(row),
    overheating: row.overheating,
    cpuRatio: ratioOfPercent(row['system-stats']?.cpu),
    memoryRatio: ratioOfPercent(row['system-stats']?.mem),
    clientCount: row.num_sta !== undefined && row.num_sta >= 0 ? row.num_sta : undefined,
    endOfLife: row.model_in_eol,
    experienceRatio: ratioOfPercent(row.satisfaction),
    uplink: uplinkOf(row, state),
    ports: toPorts(row.port_table),
    idlePorts: toIdlePorts(row.port_table),
    radios: toRadios(row.radio_table_stats),
    networks: toSentNetworks(row.vap_table),
    poe: poeBudgetOf(row),
  });
}

/** Of a device that is gone the console keeps where it last was; the row itself may say nothing any more. */
function uplinkOf({ uplink, last_uplink }: RawDevice, state: DeviceState): Uplink | undefined {
  const now = toUplink(uplink);
  if (state !== 'offline' || now?.deviceId !== undefined) return now;
  // Without a type it is the one thing that every row of an uplink by cable has: the address on the other end.
  const last = last_uplink && { ...last_uplink, type: last_uplink.type ?? 'wire' };
  return last?.uplink_mac === undefined ? now : toUplink(last);
}

function stateOf(raw: string | undefined): { state: DeviceState; rawState: string | undefined } {
  const state = raw === undefined ? undefined : states[raw];
  if (typeof state === 'string') return { state, rawState: undefined };
  return { state: 'unknown', rawState: state?.raw ?? raw };
}

/** The type tells more about the firmware than about the device: plugs are `uap`, power units `usw` (§4.1). */
export function kindOf({ type, model = '', is_access_point, device_mode_override }: RawDevice): DeviceKind {
  if (type === 'ugw' || type === 'uxg') return 'gateway';
  // A UniFi Express that only serves as an access point still calls itself a console.
  if (type === 'udm') return device_mode_override === 'mesh' ? 'access point' : 'gateway';
  if (type === 'usw') return /^(USPPDU|USPRPS|UPS)/i.test(model) ? 'other' : 'switch';
  if (type === 'uap') return is_access_point === false || /^UP\d$/i.test(model) ? 'other' : 'access point';
  return 'other';
}

/** The later of the two: the start of a disconnection stays in the row after the device is back. */
const offlineSince = ({ last_seen, start_disconnected_millis }: RawDevice): number | undefined =>
  last_seen === undefined && start_disconnected_millis === undefined
    ? undefined
    : Math.max(last_seen ?? 0, start_disconnected_millis ?? 0);

function celsiusOf({
  has_temperature,
  general_temperature,
  temperatures = [],
}: RawDevice): number | undefined {
  if (general_temperature !== undefined && has_temperature !== false) return general_temperature;
  const [hottest] = temperatures.flatMap(({ value }) => value ?? []).toSorted((a, b) => b - a);
  return hottest;
}
