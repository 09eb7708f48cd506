import { formatRatio } from '../report/format.ts';
import type { Finding } from '../report/section.ts';
import type { Port } from '../unifi/device-details.ts';
import type { Device } from '../unifi/snapshot.ts';
import { type EventGroup, eventsByDevice } from './event-groups.ts';
import { type FindingContext, known, type Rule } from './rule.ts';
import { counted, listed, listedPhrases, shortName, since } from './wording.ts';

/** Ports that damage or lose packets: by their counters (UniFi API reference §4.1) or by the console's events. */
export const portRules: readonly Rule[] = [transmissionErrors, droppedTraffic];

function transmissionErrors(context: FindingContext): Finding[] {
  const { portErrors, portErrorRatio } = context.thresholds;
  const counts = troubledPorts(context, ({ errorCount }) => errorCount, portErrors, portErrorRatio);
  const events = eventsByDevice(context, ['PORT_TRANSMISSION_ERRORS']);
  return merged(counts, events).map(({ key, name, ports, sinceMs }) => ({
    id: `ports.errors:${key}`,
    severity: 'warning',
    title: `${portsOf(ports)} of ${deviceWord(name)} ${ports.length === 1 ? 'damages' : 'damage'} packets`,
    meaning: `${amounts(ports, 'damaged')}Damaged packets are sent again: everything over such a link is slow or stutters.`,
    advice: 'Replace the cable, and the SFP module if there is one. If the errors stay, try another port.',
    things: name === undefined ? [] : [name],
    ...since(sinceMs),
  }));
}

function droppedTraffic(context: FindingContext): Finding[] {
  const { portDrops, portDropRatio } = context.thresholds;
  const counts = troubledPorts(context, ({ dropCount }) => dropCount, portDrops, portDropRatio);
  const events = eventsByDevice(context, ['PORT_DROPPED_TRAFFIC']);
  return merged(counts, events).map(({ key, name, ports, sinceMs }) => ({
    id: `ports.drops:${key}`,
    severity: 'notice',
    title: `${portsOf(ports)} of ${deviceWord(name)} ${ports.length === 1 ? 'loses' : 'lose'} packets`,
    meaning: `${amounts(ports, 'lost')}More is sent there than the link can carry.`,
    advice: 'See what fills the link. A faster link, or one that is not slower than its senders, ends it.',
    things: name === undefined ? [] : [name],
    ...since(sinceMs),
  }));
}

interface TroubledPort {
  readonly name: string;
  readonly count: number;
  readonly ratio: number;
}

interface Troubled {
  readonly key: string;
  readonly name: string | undefined;
  /** Empty where only an event told. */
  readonly ports: readonly TroubledPort[];
  readonly sinceMs?: number | undefined;
}

/** Both bounds: a share alone fires on idle ports, a number alone on devices that have run for a year. */
function troubledPorts(
  { snapshot }: FindingContext,
  countOf: (port: Port) => number | undefined,
  mostCount: number,
  mostRatio: number,
): Troubled[] {
  const devices = known(snapshot.devices)?.filter(({ state }) => state !== 'offline') ?? [];
  return devices.flatMap(({ id, name, ports = [] }: Device) => {
    const troubled = ports.flatMap((port) => {
      const count = countOf(port);
      if (count === undefined || count < mostCount || port.packetCount === undefined) return [];
      const ratio = count / Math.max(1, count + port.packetCount);
      return ratio >= mostRatio ? { name: port.name, count, ratio } : [];
    });
    return troubled.length === 0 ? [] : { key: id, name, ports: troubled };
  });
}

/** One finding for a device, whether its counters, an event, or both tell. */
function merged(counts: readonly Troubled[], events: readonly EventGroup[]): readonly Troubled[] {
  const byKey = new Map(counts.map((troubled) => [troubled.key, troubled]));
  for (const {
    key,
    name,
    events: [first],
  } of events) {
    const found = byKey.get(key) ?? { key, name, ports: [] };
    byKey.set(key, { ...found, sinceMs: first.atMs });
  }
  return [...byKey.values()];
}

const deviceWord = (name: string | undefined): string => (name === undefined ? 'a device' : shortName(name));

function portsOf(ports: readonly TroubledPort[]): string {
  if (ports.length === 0) return 'Ports';
  return ports.length > 3 ? counted(ports.length, 'port', 'ports') : listed(ports.map(({ name }) => name));
}

/** "Port 5: 1,204 damaged (0.4%). " */
function amounts(ports: readonly TroubledPort[], what: string): string {
  if (ports.length === 0) return '';
  const written = ports.map(
    ({ name, count, ratio }) =>
      `${shortName(name)}: ${counted(count, what, what)} (${formatRatio(ratio, 'en')})`,
  );
  return `Since the device started, ${listedPhrases(written.slice(0, 3), written.length)}. `;
}
