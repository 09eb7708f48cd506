import { known } from '../console/fields.ts';
import type { Radio, Uplink } from './device-details.ts';
import type { RawRadioStats, RawUplink } from './schema-device.ts';

/** The codes of `radio` (UniFi API reference §4.1). */
const bands: ReadonlyMap<string, string> = new Map([
  ['ng', '2.4 GHz'],
  ['na', '5 GHz'],
  ['6e', '6 GHz'],
  ['ad', '60 GHz'],
]);

/** Where a radio's noise lies: the recorded client with `rssi` 35 has a `signal` of -61 dBm (§7.3). */
const noiseDbm = -96;

/** Absent where the device tells nothing about its radios. */
export function toRadios(rows: readonly RawRadioStats[] | undefined): Radio[] | undefined {
  const radios = (rows ?? []).map(({ radio, name, channel, cu_total, num_sta, satisfaction }) =>
    known({
      band: bands.get(radio ?? '') ?? radio ?? name ?? 'radio',
      channel: channel !== undefined && channel > 0 ? channel : undefined,
      busyRatio: ratioOfPercent(cu_total),
      clientCount: num_sta !== undefined && num_sta >= 0 ? num_sta : undefined,
      experienceRatio: ratioOfPercent(satisfaction),
    }),
  );
  return radios.length === 0 ? undefined : radios;
}

/** A gateway's uplink is the internet: it has no device on the other end. */
export function toUplink(row: RawUplink | undefined): Uplink | undefined {
  if (row?.type === undefined) return undefined;
  const deviceId = row.uplink_mac?.toLowerCase();
  if (/^wireless/i.test(row.type))
    return { kind: 'wireless', ...known({ deviceId, signalDbm: signalOf(row) }) };
  if (!/^wire/i.test(row.type)) return undefined;
  const speedMbps = positive(row.speed);
  const maxSpeedMbps = positive(row.max_speed);
  return {
    kind: 'wired',
    ...known({ deviceId, portIndex: row.uplink_remote_port, speedMbps, maxSpeedMbps }),
  };
}

/** `rssi` above 0 is the distance to the noise; below 0 it is the signal itself. */
function signalOf({ signal, rssi }: RawUplink): number | undefined {
  if (signal !== undefined && signal < 0) return signal;
  if (rssi === undefined || rssi === 0) return undefined;
  return rssi < 0 ? rssi : rssi + noiseDbm;
}

/** What is below 0 % is not measured (`satisfaction: -1`). */
export function ratioOfPercent(percent: number | undefined): number | undefined {
  return percent === undefined || percent < 0 ? undefined : Math.min(1, percent / 100);
}

const positive = (value: number | undefined): number | undefined =>
  value !== undefined && value > 0 ? value : undefined;
