import type { Detection } from '../console/detections.ts';
import type { Part } from '../console/part.ts';
import type { Fact } from '../report/section.ts';
import type { Usage } from '../unifi/side-parts.ts';
import type { Client, Device, Internet, Snapshot, Wan } from '../unifi/snapshot.ts';
import { typicalLatencyMs } from '../unifi/typical-latency.ts';
import { mostClients, trafficTotals } from '../unifi/usage-totals.ts';
import { isUsedLine } from '../unifi/used-line.ts';
import type { Measurement } from './measurement.ts';

/** The numbers of one report. What could not be read is absent, never 0. */
export function measure(snapshot: Snapshot, facts: readonly Fact[]): readonly Measurement[] {
  // Of one key the last counts: an integration may bear a name of ours.
  const all = [
    ...facts.flatMap(ofFact),
    ...ofPart(snapshot.internet, measureInternet),
    ...ofPart(snapshot.devices, measureDevices),
    ...ofPart(snapshot.clients, measureClients),
    ...ofPart(snapshot.usage, measureUsage),
    ...ofPart(snapshot.detections, ({ rows }) => measureDetections(rows)),
    ...ofPart(snapshot.events, ({ counts }) => [
      total('events', sumOf(counts.map(({ count }) => count)), 'events'),
    ]),
  ];
  const known = all.filter(({ value }) => Number.isFinite(value));
  return [...new Map(known.map((one) => [one.key, one])).values()];
}

const ofPart = <T>(part: Part<T>, measureIt: (data: T) => readonly Measurement[]): readonly Measurement[] =>
  part.status === 'ok' ? measureIt(part.data) : [];

const level = (key: string, value: number, unit: string): Measurement => ({
  key,
  value,
  unit,
  kind: 'level',
});
const total = (key: string, value: number, unit: string): Measurement => ({
  key,
  value,
  unit,
  kind: 'total',
});

const levelIfKnown = (key: string, value: number | undefined, unit: string): readonly Measurement[] =>
  value === undefined ? [] : [level(key, value, unit)];

const totalIfKnown = (key: string, value: number | undefined, unit: string): readonly Measurement[] =>
  value === undefined ? [] : [total(key, value, unit)];

function measureInternet(internet: Internet): readonly Measurement[] {
  const { outages, speedTests, availabilityRatio } = internet;
  const used = internet.wans.filter((wan) => isUsedLine(wan, outages));
  const watched = availabilityRatio !== undefined || internet.latency.length > 0 || outages.length > 0;
  const speedTest = speedTests.filter(({ failed }) => !failed).toSorted((a, b) => b.atMs - a.atMs)[0];
  return [
    ...levelIfKnown('internet.availability', availabilityRatio ?? used[0]?.availabilityRatio, 'ratio'),
    ...levelIfKnown('internet.latency', typicalLatencyMs(internet), 'ms'),
    ...levelIfKnown('internet.loss', worstLoss(used, outages.length), 'ratio'),
    ...levelIfKnown('internet.download', speedTest?.downloadBitsPerSecond, 'bits/s'),
    ...levelIfKnown('internet.upload', speedTest?.uploadBitsPerSecond, 'bits/s'),
    // Without samples an empty list may mean that nobody watched.
    ...(watched ? [total('internet.outages', outages.length, 'outages')] : []),
  ];
}

/** Probes that got no answer while the line was up, of the worst line; with an outage the two cannot be told apart. */
function worstLoss(wans: readonly Wan[], outageCount: number): number | undefined {
  if (outageCount > 0) return undefined;
  const losses = wans.flatMap(({ up, availabilityRatio, downtimeMs = 0 }) =>
    up === true && availabilityRatio && downtimeMs === 0 ? 1 - availabilityRatio : [],
  );
  return losses.length === 0 ? undefined : Math.max(...losses);
}

const measureDevices = (devices: readonly Device[]): readonly Measurement[] => [
  level('devices.all', devices.length, 'devices'),
  level('devices.online', devices.filter(({ state }) => state === 'online').length, 'devices'),
  ...devices.flatMap(({ id, state, radios = [] }) =>
    state === 'offline'
      ? []
      : radios.flatMap(({ band, busyRatio }) => levelIfKnown(busyKey(id, band), busyRatio, 'ratio')),
  ),
];

/** Under which the load of the channel of one radio is kept. */
export const busyKey = (deviceId: string, band: string): string => `wifi.busy:${deviceId}:${band}`;

const measureClients = (clients: readonly Client[]): readonly Measurement[] => [
  level('clients.connected', clients.length, 'clients'),
  level('clients.wireless', clients.filter(({ connection }) => connection === 'wireless').length, 'clients'),
  level('clients.guests', clients.filter(({ guest }) => guest).length, 'clients'),
];

/** What the internet lines carried, and the most clients at a time. */
function measureUsage(usage: Usage): readonly Measurement[] {
  const { downloadBytes, uploadBytes, totalBytes } = trafficTotals(usage);
  return [
    ...totalIfKnown('traffic.total', totalBytes, 'bytes'),
    ...totalIfKnown('traffic.download', downloadBytes, 'bytes'),
    ...totalIfKnown('traffic.upload', uploadBytes, 'bytes'),
    ...levelIfKnown('clients.most', mostClients(usage), 'clients'),
  ];
}

function measureDetections(rows: readonly Detection[]): readonly Measurement[] {
  const hits = (action: Detection['action']) =>
    sumOf(rows.filter((row) => row.action === action).map(({ count }) => count));
  return [
    total('security.blocked', hits('blocked'), 'hits'),
    total('security.detected', hits('detected') + hits('unknown'), 'hits'),
  ];
}

/** Units of what is counted over a period; anything else an integration tells is how things are now. */
const countedUnits = /^(requests|bytes|threats|hits|events|queries|errors|messages|mails)$/i;

const ofFact = (fact: Fact): readonly Measurement[] => {
  if (fact.kind !== 'metric') return [];
  const { key, value, unit } = fact;
  return [{ key, value, unit, kind: countedUnits.test(unit) ? 'total' : 'level' }];
};

const sumOf = (numbers: readonly number[]): number => numbers.reduce((sum, one) => sum + one, 0);
