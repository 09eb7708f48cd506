import type { Block, Value } from '../report/section.ts';
import type { Device, DeviceState } from './snapshot.ts';

/** The overheating rule's warning, so that what has a finding also has a row; a test holds the two together. */
const warmCelsius = 80;

/** Counts, then every device: what needs attention first, then what has an update, then those that are well. */
export function devicesBlocks(devices: readonly Device[]): readonly Block[] {
  if (devices.length === 0) return [{ kind: 'note', tone: 'neutral', text: 'The console has no devices.' }];
  return [countsBlock(devices), listBlock(devices.toSorted((a, b) => urgency(a) - urgency(b)))];
}

const isTroubled = (device: Device): boolean =>
  device.state !== 'online' || isHot(device) || device.endOfLife === true;

/** What is offline first, then what is too hot, then other trouble, then updates: the list may be cut. */
function urgency(device: Device): number {
  if (device.state === 'offline') return 0;
  if (isHot(device)) return 1;
  if (isTroubled(device)) return 2;
  return device.updateAvailable ? 3 : 4;
}

function countsBlock(devices: readonly Device[]): Block {
  const count = (state: DeviceState) => devices.filter((device) => device.state === state).length;
  const online = count('online');
  const offline = count('offline');
  const other = devices.length - online - offline;
  return {
    kind: 'facts',
    items: [
      { label: 'Devices', value: { number: devices.length }, hint: kinds(devices) },
      { label: 'Online', value: { number: online } },
      { label: 'Offline', value: { number: offline, tone: offline > 0 ? 'critical' : 'good' } },
      ...(other > 0
        ? [{ label: 'In another state', value: { number: other, tone: 'warning' } as const }]
        : []),
      {
        label: 'With an update',
        value: { number: devices.filter((device) => device.updateAvailable).length },
      },
    ],
  };
}

/** "1 gateway, 2 switches, 6 access points". */
function kinds(devices: readonly Device[]): string {
  const words = [
    ['gateway', 'gateway', 'gateways'],
    ['switch', 'switch', 'switches'],
    ['access point', 'access point', 'access points'],
    ['other', 'other device', 'other devices'],
  ] as const;
  return words
    .map(([kind, one, many]) => ({
      count: devices.filter((device) => device.kind === kind).length,
      one,
      many,
    }))
    .filter(({ count }) => count > 0)
    .map(({ count, one, many }) => `${count} ${count === 1 ? one : many}`)
    .join(', ');
}

const listBlock = (devices: readonly Device[]): Block => ({
  kind: 'table',
  columns: [
    { title: 'Device' },
    { title: 'State' },
    { title: 'Last seen' },
    { title: 'Firmware' },
    { title: 'Temperature', align: 'end', isDetail: true },
  ],
  rows: devices.map(deviceRow),
  well: { one: 'device, online and well', many: 'devices, online and well' },
});

function deviceRow(device: Device): Value[] {
  const lastMs = device.state === 'online' ? undefined : (device.offlineSinceMs ?? device.lastSeenMs);
  return [
    device.name,
    stateValue(device),
    lastMs === undefined ? null : { atMs: lastMs },
    firmware(device),
    temperature(device),
  ];
}

/** The word says what is wrong; the tone only repeats it. */
function stateValue(device: Device): Value {
  const { state, rawState, endOfLife } = device;
  if (state === 'offline') return { text: state, tone: 'critical' };
  if (state === 'unknown') return { text: rawState ?? state, tone: 'warning' };
  if (state !== 'online') return { text: state, tone: 'warning' };
  if (isHot(device)) return { text: 'online, too hot', tone: 'warning' };
  if (endOfLife === true) return { text: 'online, end of life', tone: 'warning' };
  return { text: state, tone: 'good' };
}

const isHot = ({ overheating, celsius = 0 }: Device): boolean =>
  overheating === true || celsius >= warmCelsius;

function temperature(device: Device): Value {
  if (device.celsius === undefined) return null;
  return isHot(device) ? { celsius: device.celsius, tone: 'warning' } : { celsius: device.celsius };
}

/** "6.5.28 → 6.6.77" where an update is offered: neither trouble nor all well. */
function firmware({ version, updateAvailable, updateVersion }: Device): Value {
  if (!updateAvailable) return version ?? null;
  return { text: `${version ?? 'unknown'} → ${updateVersion ?? 'newer version'}`, tone: 'neutral' };
}
