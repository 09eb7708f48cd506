import { dayMs, hourMs } from '../duration.ts';
import { hexId, localMac } from '../identity.ts';
import { type DemoDeviceKind, type DeviceRow, deviceRows, hallAccessPoint } from './device-list.ts';

/** A device of the demo network in neutral terms; every generation's `stat/device` is derived from it. */
export interface DemoDevice {
  readonly id: string;
  readonly mac: string;
  readonly name: string;
  readonly kind: DemoDeviceKind;
  /** The model code (UniFi API reference, appendix B). */
  readonly model: string;
  readonly ip: string;
  readonly firmware: string;
  readonly offeredFirmware?: string;
  /** When it was last heard of; absent = it is online. */
  readonly offlineSinceMs?: number;
  readonly startedAtMs: number;
  readonly celsius?: number;
  readonly overheating: boolean;
  readonly cpuPercent: number;
  readonly memoryPercent: number;
  readonly ports: number;
  /** Name of the device it hangs on; absent for the gateway. */
  readonly uplinkName?: string;
  /** The port there. */
  readonly uplinkPort: number;
  /** Hangs on it by radio, at this signal; absent = by cable. */
  readonly meshSignalDbm?: number;
  readonly poeWatts?: { readonly used: number; readonly budget: number };
  readonly damagedPort?: number;
}

/** The first 250 in the network of the demo, further ones in networks of their own. */
const managementIp = (index: number): string =>
  index < 250 ? `10.20.0.${index + 1}` : `10.21.${Math.floor(index / 250)}.${(index % 250) + 1}`;

const deviceOf =
  (nowMs: number) =>
  (row: DeviceRow, index: number): DemoDevice => ({
    id: hexId(`device:${row.name}`, 24),
    mac: localMac(0x100 + index),
    name: row.name,
    kind: row.kind,
    model: row.model,
    ip: managementIp(index),
    firmware: row.firmware,
    startedAtMs: nowMs - row.upDays * dayMs,
    overheating: row.overheating ?? false,
    cpuPercent: row.load[0],
    memoryPercent: row.load[1],
    ports: row.ports,
    uplinkPort: row.uplinkPort ?? 3,
    ...(row.offeredFirmware !== undefined && { offeredFirmware: row.offeredFirmware }),
    ...(row.celsius !== undefined && { celsius: row.celsius }),
    ...(row.offlineHours !== undefined && { offlineSinceMs: nowMs - row.offlineHours * hourMs }),
    ...(row.uplinkName !== undefined && { uplinkName: row.uplinkName }),
    ...(row.meshSignalDbm !== undefined && { meshSignalDbm: row.meshSignalDbm }),
    ...(row.poeWatts !== undefined && { poeWatts: row.poeWatts }),
    ...(row.damagedPort !== undefined && { damagedPort: row.damagedPort }),
  });

/** Ten devices, the order is gateway, switches, access points; `count` above that adds access points without trouble. */
export const createDevices = (
  nowMs: number,
  count = deviceRows.length,
  change: (row: DeviceRow) => DeviceRow = (row) => row,
): readonly DemoDevice[] => {
  const extra = Array.from({ length: Math.max(0, count - deviceRows.length) }, (_, index) =>
    hallAccessPoint(index + 1),
  );
  return [...deviceRows, ...extra]
    .slice(0, Math.max(count, deviceRows.length))
    .map(change)
    .map(deviceOf(nowMs));
};

/** The device of that name. @throws Error, because a name that does not exist is a mistake in the demo itself. */
export const deviceNamed = (devices: readonly DemoDevice[], name: string): DemoDevice => {
  const device = devices.find((candidate) => candidate.name === name);
  if (!device) throw new Error(`The demo network has no device "${name}".`);
  return device;
};
