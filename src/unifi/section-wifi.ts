import type { Part } from '../console/part.ts';
import type { Block, FactItem, Value } from '../report/section.ts';
import type { Radio } from './device-details.ts';
import { moreRows } from './section-more.ts';
import type { Client, Device } from './snapshot.ts';

/** From where on a row says so; those of the Wi-Fi rules, and a test holds the two together. */
export const crowdedRatio = 0.7;
export const poorExperience = { ratio: 0.6, clients: 3 } as const;

const maxNetworks = 10;

/** Radios with their channel, its load and their clients: crowded and poor ones first. */
export function wifiBlocks(devices: readonly Device[], clients: Part<readonly Client[]>): readonly Block[] {
  const radios = devices.flatMap(radiosOf);
  const accessPoints = devices.filter(({ kind }) => kind === 'access point');
  if (radios.length === 0 && accessPoints.length === 0)
    return [{ kind: 'note', tone: 'neutral', text: 'The console has no access points.' }];
  return [
    { kind: 'facts', items: countFacts(accessPoints, radios, clients) },
    ...radiosBlock(radios),
    ...networksBlock(clients),
  ];
}

interface PlacedRadio {
  readonly device: Device;
  readonly radio: Radio;
}

/** An access point that is offline sends nothing, whatever was measured last. */
const radiosOf = (device: Device): readonly PlacedRadio[] =>
  device.state === 'offline' ? [] : (device.radios ?? []).map((radio) => ({ device, radio }));

function countFacts(
  accessPoints: readonly Device[],
  radios: readonly PlacedRadio[],
  clients: Part<readonly Client[]>,
): readonly FactItem[] {
  const online = accessPoints.filter(({ state }) => state !== 'offline').length;
  const experience = meanExperience(accessPoints);
  return [
    ...(accessPoints.length === 0
      ? []
      : [{ label: 'Access points online', value: onlineOf(online, accessPoints.length) }]),
    ...(radios.length === 0 ? [] : [{ label: 'Radios', value: { number: radios.length } }]),
    ...(clients.status === 'ok' ? [{ label: 'Wi-Fi clients', value: wirelessOf(clients.data) }] : []),
    ...(experience === undefined
      ? []
      : [
          {
            label: 'Experience',
            value: { ratio: experience },
            hint: 'how well clients are served, as the console rates it',
          },
        ]),
  ];
}

const onlineOf = (online: number, all: number): Value =>
  online === all ? { text: `all ${all}`, tone: 'good' } : { text: `${online} of ${all}`, tone: 'warning' };

const wirelessOf = (clients: readonly Client[]): Value => ({
  number: clients.filter(({ connection }) => connection === 'wireless').length,
});

/** Of all access points that are rated, each as often as it has clients. */
function meanExperience(devices: readonly Device[]): number | undefined {
  const rated = devices.flatMap(({ state, experienceRatio, clientCount = 0 }) =>
    state === 'offline' || experienceRatio === undefined || clientCount === 0
      ? []
      : [{ ratio: experienceRatio, weight: clientCount }],
  );
  const weight = rated.reduce((sum, one) => sum + one.weight, 0);
  return weight === 0 ? undefined : rated.reduce((sum, one) => sum + one.ratio * one.weight, 0) / weight;
}

function radiosBlock(radios: readonly PlacedRadio[]): Block[] {
  if (radios.length === 0) return [];
  return [
    {
      kind: 'table',
      title: 'Radios',
      columns: [
        { title: 'Access point' },
        { title: 'State' },
        { title: 'Channel' },
        { title: 'Busy', align: 'end' },
        { title: 'Clients', align: 'end' },
        { title: 'Experience', align: 'end' },
      ],
      rows: radios.toSorted((a, b) => urgency(a) - urgency(b)).map(radioRow),
      well: { one: 'radio, not crowded', many: 'radios, none crowded' },
    },
  ];
}

const urgency = (placed: PlacedRadio): number => {
  if (isPoor(placed)) return 0;
  return isCrowded(placed) ? 1 : 2;
};

const isCrowded = ({ radio: { busyRatio = 0 } }: PlacedRadio): boolean => busyRatio >= crowdedRatio;

function isPoor({ device, radio }: PlacedRadio): boolean {
  const { experienceRatio = device.experienceRatio, clientCount = device.clientCount ?? 0 } = radio;
  return (
    experienceRatio !== undefined &&
    experienceRatio < poorExperience.ratio &&
    clientCount >= poorExperience.clients
  );
}

const radioRow = (placed: PlacedRadio): Value[] => {
  const { device, radio } = placed;
  const { band, channel, busyRatio, clientCount, experienceRatio } = radio;
  return [
    device.name,
    stateOf(placed),
    channel === undefined ? band : `${band}, ${channel}`,
    busyRatio === undefined ? null : { ratio: busyRatio },
    clientCount === undefined ? null : { number: clientCount },
    experienceRatio === undefined ? null : { ratio: experienceRatio },
  ];
};

/** The word says what is wrong; what measures nothing is neither well nor troubled. */
function stateOf(placed: PlacedRadio): Value {
  if (isPoor(placed)) return { text: 'poor experience', tone: 'warning' };
  if (isCrowded(placed)) return { text: 'crowded', tone: 'warning' };
  return placed.radio.busyRatio === undefined ? null : { text: 'well', tone: 'good' };
}

/** Who is on which Wi-Fi name; of a single one there is nothing to compare. */
function networksBlock(clients: Part<readonly Client[]>): Block[] {
  const wireless = clients.status === 'ok' ? clients.data : [];
  const groups = [...Map.groupBy(wireless, ({ ssid }) => ssid)]
    .flatMap(([ssid, group]) => (ssid === undefined ? [] : [{ label: ssid, amount: group.length }]))
    .toSorted((a, b) => b.amount - a.amount);
  if (groups.length < 2) return [];
  const shown = groups.slice(0, maxNetworks);
  return [
    {
      kind: 'bars',
      title: 'Clients by Wi-Fi name',
      items: shown.map(({ label, amount }) => ({ label, amount, value: { number: amount } })),
      ...moreRows(groups.length, shown.length, 'more Wi-Fi names'),
    },
  ];
}
