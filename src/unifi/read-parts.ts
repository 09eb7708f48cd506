import type { Console } from '../console/console.ts';
import { type DetectionsPart, readDetections } from '../console/detections.ts';
import type { Part } from '../console/part.ts';
import { SourceError } from '../net/errors.ts';
import type { Deadline } from '../net/guard.ts';
import type { MissingPart, PartOutcome } from '../net/parts.ts';
import type { Period } from '../period.ts';
import { onConsoleClock, withNotes } from './console-clock.ts';
import { readEvents } from './events.ts';
import { type ReadPart, readInternet } from './internet.ts';
import { readClients, readDevices, readHealth, readSystem } from './inventory.ts';
import { orOfficial, type Read } from './official-fallback.ts';
import { readOfficialClients, readOfficialDevices } from './official-inventory.ts';
import { readSideParts } from './read-side-parts.ts';
import type { Snapshot } from './snapshot.ts';

export type Parts = Omit<Snapshot, 'host' | 'kind' | 'site' | 'clockSkewMs' | 'period'>;

/** Each part as soon as it is known; none rejects. */
export type PendingParts = { readonly [Name in keyof Parts]: Promise<Parts[Name]> };

/**
 * Asks for everything at the same time; only what is bound to the period waits for the first answer of this report, which
 * tells the console's clock.
 */
export function readParts(console: Console, period: Period, read: ReadPart): PendingParts {
  const { system, health, devices, clients } = readInventory(console, read);
  const version = system.then((part) => (part.ok ? part.data.version : undefined));
  const windowOf = async () => {
    await Promise.race([system, health, clients]);
    return onConsoleClock(period, console.clockSkewMs());
  };
  const within = async <T>(readOne: (window: Period) => Promise<Part<T>>): Promise<Part<T>> => {
    const window = await windowOf();
    return withNotes(await readOne(window.period), window.notes);
  };
  const partWithin = <T>(name: string, readOne: (window: Period, limit: Deadline) => Promise<Part<T>>) =>
    within(async (window) => {
      const outcome = await read(name, (limit) => readOne(window, limit));
      return outcome.ok ? outcome.data : toMissing(outcome);
    });
  const events = partWithin('Events', (window, limit) => readEvents(console, window, limit, version));
  return {
    system: system.then((part) => toPart(part, (info) => info)),
    health: health.then((part) => toPart(part, ({ rows }) => rows)),
    devices: devices.then((part) => toPart(part, ({ data }) => data.devices, notesOf(part))),
    clients: clients.then((part) => toPart(part, ({ data }) => data, notesOf(part))),
    internet: within((window) => readInternet(console, window, read, { devices, health, events })),
    events,
    detections: partWithin('Detections', (window, limit) =>
      foundDetections(readDetections(console, window, limit, version)),
    ),
    ...readSideParts(console, period, read, async () => (await windowOf()).period),
  };
}

/** What there is now, whatever the period; devices and clients from the official interface if need be. */
function readInventory(console: Console, read: ReadPart) {
  return {
    system: read('System', (limit) => readSystem(console, limit)),
    health: read('Health', (limit) => readHealth(console, limit)),
    devices: read('Devices', (limit) =>
      orOfficial(
        () => readDevices(console, limit),
        async () => ({ devices: await readOfficialDevices(console, limit), raw: [] }),
      ),
    ),
    clients: read('Clients', (limit) =>
      orOfficial(
        () => readClients(console, limit),
        () => readOfficialClients(console, limit),
      ),
    ),
  };
}

const toPart = <T, U>(
  outcome: PartOutcome<T>,
  convert: (data: T) => U,
  notes: readonly string[] = [],
): Part<U> => (outcome.ok ? { status: 'ok', data: convert(outcome.data), notes } : toMissing(outcome));

const notesOf = (outcome: PartOutcome<Read<unknown>>): readonly string[] =>
  outcome.ok ? outcome.data.notes : [];

const toMissing = ({ code, detail }: MissingPart) => ({ status: 'missing', code, detail }) as const;

/** So that a missing part is one like any other: with its reason, in the log too. */
async function foundDetections(reading: Promise<DetectionsPart>): Promise<DetectionsPart> {
  const part = await reading;
  if (part.status === 'missing') throw new SourceError(part.code, part.detail);
  return part;
}
