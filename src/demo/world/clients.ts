import { dayMs, minuteMs } from '../duration.ts';
import { hexId, localMac } from '../identity.ts';
import { createRandom, type Random } from '../random.ts';
import {
  type ClientFamily,
  sensors,
  sensorsPerBlock,
  staffWired,
  staffWireless,
  visitors,
} from './client-families.ts';
import { type ClientRow, guestRows, wiredRows, wirelessRows } from './client-list.ts';
import { type DemoDevice, deviceNamed } from './devices.ts';

/** A client that is online now, in neutral terms. */
export interface DemoClient {
  readonly id: string;
  readonly mac: string;
  /** What people call it; many clients have only a host name, some not even that. */
  readonly name?: string;
  readonly hostname?: string;
  readonly maker: string;
  readonly ip: string;
  readonly connection: 'wired' | 'wireless';
  readonly guest: boolean;
  readonly network: string;
  readonly ssid?: string;
  /** The switch or access point it hangs on. */
  readonly uplink: DemoDevice;
  readonly signalDbm?: number;
  readonly connectedAtMs: number;
  readonly downloadBytes: number;
  readonly uploadBytes: number;
}

const weightBytes = 320_000_000;
/** Cameras and the file server send more than they receive. */
const uploadShare = ([name, , maker]: ClientRow): number => (maker === 'Axis' || name === 'NAS' ? 0.8 : 0.12);

interface Maker {
  readonly nowMs: number;
  readonly devices: readonly DemoDevice[];
  readonly random: Random;
}

const traffic = (row: ClientRow, random: Random): Pick<DemoClient, 'downloadBytes' | 'uploadBytes'> => {
  const bytes = row[3] * weightBytes * (0.7 + 0.6 * random.next());
  const uploadBytes = Math.round(bytes * uploadShare(row));
  return { downloadBytes: Math.round(bytes) - uploadBytes, uploadBytes };
};

const connectedForMs = (family: ClientFamily, random: Random): number =>
  family.connection === 'wired' ? Math.round(9 * dayMs * random.next()) : random.integer(8, 700) * minuteMs;

const clientOf = (family: ClientFamily, row: ClientRow, index: number, maker: Maker): DemoClient => {
  const { nowMs, devices, random } = maker;
  const [name, hostname, brand] = row;
  return {
    id: hexId(`client:${family.subnet}:${index}`, 24),
    mac: localMac(family.firstMac + index),
    ...(name !== '' && { name }),
    ...(hostname !== '' && { hostname }),
    maker: brand,
    ip: `${family.subnet}.${20 + index}`,
    connection: family.connection,
    guest: family.guest,
    network: family.network,
    ...(family.ssid !== undefined && { ssid: family.ssid, signalDbm: -random.integer(44, 78) }),
    uplink: deviceNamed(devices, random.pick(...family.uplinks)),
    connectedAtMs: nowMs - connectedForMs(family, random),
    ...traffic(row, random),
  };
};

/** Forty clients: wired, wireless and guests; `count` above that adds sensors. */
export const createClients = (
  nowMs: number,
  devices: readonly DemoDevice[],
  count = 40,
): readonly DemoClient[] => {
  const maker = { nowMs, devices, random: createRandom(40) };
  const build = (family: ClientFamily, rows: readonly ClientRow[]): DemoClient[] =>
    rows.map((row, index) => clientOf(family, row, index, maker));
  const people = [
    ...build(staffWired, wiredRows),
    ...build(staffWireless, wirelessRows),
    ...build(visitors, guestRows),
  ];
  const extra = Array.from({ length: Math.max(0, count - people.length) }, (_, index) => {
    const row: ClientRow = [`Sensor ${index + 1}`, `sensor-${index + 1}`, 'Espressif Inc.', 0.05];
    const block = Math.floor(index / sensorsPerBlock);
    return clientOf(sensors(block), row, index % sensorsPerBlock, maker);
  });
  return [...people, ...extra].slice(0, count);
};

/** As the console names a client: its name, else its host name, else its MAC. */
export const clientLabel = (client: DemoClient): string => client.name ?? client.hostname ?? client.mac;
