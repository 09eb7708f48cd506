import type { Block, Value } from '../report/section.ts';
import { moreRows } from './section-more.ts';
import type { Device, DeviceState } from './snapshot.ts';

const maxRows = 25;
/** The overheating rule's warning, so that what has a finding also has a row; a test holds the two together. */
const warmCelsius = 80;

/** Counts, then the devices that need attention, then those with an update; the healthy ones are summed up. */
export function devicesBlocks(devices: readonly Device[]): readonly Block[] {
  if (devices.length === 0) return [{ kind: 'note', tone: 'neutral', text: 'The console has no devices.' }];
  const troubled = devices.filter(isTroubled).toSorted((a, b) => urgency(a) - urgency(b));
  const updatable = devices.filter((device) => device.updateAvailable && !isTroubled(device));
  const healthy = devices.length - troubled.length - updatable.length;
  return [countsBlock(devices), ...listBlock([...troubled, ...updatable], healthy)];
}

const isTroubled = (device: Device): boolean =>
  device.state !== 'online' || isHot(device) || device.endOfLife === true;

/** What is offline first, then what is too hot, then the rest: the list may be cut. */
function urgency(device: Device): number {
  if (device.state === 'offline') return 0;
  return isHot(device) ? 1 : 2;
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

function listBlock(listed: readonly Device[], healthy: number): Block[] {
  if (listed.length === 0)
    return [{ kind: 'note', tone: 'good', text: 'All devices are online, cool enough and still supported.' }];
  const shown = listed.slice(0, maxRows);
  const unlisted = moreRows(listed.length, shown.length, 'that need attention or an update').more;
  const well = healthy > 0 ? `and ${healthy} more, all healthy` : undefined;
  const more = [unlisted, well].filter((part) => part !== undefined).join('; ');
  return [
    {
      kind: 'table',
      title: 'Devices to look at',
      columns: [
        { title: 'Device' },
        { title: 'State' },
        { title: 'Last seen' },
        { title: 'Temperature', align: 'end' },
        { title: 'Firmware' },
      ],
      rows: shown.map(deviceRow),
      ...(more === '' ? {} : { more }),
    },
  ];
}

function deviceRow(device: Device): Value[] {
  const lastMs = device.state === 'online' ? undefined : (device.offlineSinceMs ?? device.lastSeenMs);
  return [
    device.name,
    stateValue(device),
    lastMs === undefined ? null : { atMs: lastMs },
    temperature(device),
    firmware(device),
  ];
}

/** The word says what is wrong; the tone only repeats it. */
function stateValue(device: Device): Value {
  const { state, rawState, endOfLife } = device;
  if (state === 'offline') return { text: state, tone: 'critical' };
  if (state === 'unknown') return { text: rawState ?? state, tone: 'warning' };
  if (state !== 'online') return { text: state, tone: 'warning' };
  if (isHot(device)) return { text: 'online, overheating', tone: 'warning' };
  if (endOfLife === true) return { text: 'online, end of life', tone: 'warning' };
  return { text: state, tone: 'good' };
}

const isHot = ({ overheating, celsius = 0 }: Device): boolean =>
  overheating === true || celsius >= warmCelsius;

function temperature(device: Device): Value {
  if (device.celsius === undefined) return null;
  return isHot(device) ? { celsius: device.celsius, tone: 'warning' } : { celsius: device.celsius };
}

/** "6.5.28 → 6.6.77" where an update is offered. */
function firmware({ version, updateAvailable, updateVersion }: Device): Value {
  if (!updateAvailable) return version ?? null;
  return `${version ?? 'unknown'} → ${updateVersion ?? 'newer version'}`;
}
