import type { Console } from '../console/console.ts';
import { type DetectionsPart, readDetections } from '../console/detections.ts';
import type { Part } from '../console/part.ts';
import { SourceError } from '../net/errors.ts';
import type { Deadline } from '../net/guard.ts';
import type { Log } from '../net/log.ts';
import { type MissingPart, type PartOutcome, readPart } from '../net/parts.ts';
import { summariseThrown } from '../net/thrown.ts';
import type { Period } from '../period.ts';
import { nameDetections } from './detection-names.ts';
import { readEvents } from './events.ts';
import { type ReadPart, readInternet } from './internet.ts';
import { readClients, readDevices, readHealth, readSystem } from './inventory.ts';
import type { Snapshot } from './snapshot.ts';
import { unreadSnapshot } from './unread.ts';

export interface CollectDeps {
  readonly now: () => number;
  /** Told why each part is missing that the console has; bugs are errors. */
  readonly log: Log;
}

/**
 * Everything that the console tells about the network in the period. Total: never rejects. Each part is read on its own
 * and may be missing on its own; what is unread 2 s before the deadline is missing as `timeout`, the rest stays. After
 * the site everything is asked at the same time, at most four questions deep, then pages.
 */
export async function collectNetwork(
  console: Console,
  period: Period,
  deadline: Deadline,
  { now, log }: CollectDeps,
): Promise<Snapshot> {
  const read = partReader(deadline, { now, log });
  const site = await read('Site', (limit) => console.site(limit));
  if (!site.ok) return unreadSnapshot(console.host, site);

  const kind = read('Kind', (limit) => console.kind(limit));
  const parts = await allOf(readParts(console, period, read));
  const known = await kind;
  return { host: console.host, ...(known.ok && { kind: known.data }), site: site.data, ...parts };
}

/** Reads parts within the deadline, each on its own; what is missing is logged with its reason. */
export const partReader =
  (deadline: Deadline, { now, log }: CollectDeps): ReadPart =>
  async (name, readOne) => {
    const outcome = await readPart(name, readOne, deadline, now);
    if (!outcome.ok) logMissing(outcome, log);
    return outcome;
  };

type Parts = Omit<Snapshot, 'host' | 'kind' | 'site'>;

/** Each part as soon as it is known; none rejects. */
export type PendingParts = { readonly [Name in keyof Parts]: Promise<Parts[Name]> };

/** Asks for everything at the same time. */
export function readParts(console: Console, period: Period, read: ReadPart): PendingParts {
  const system = read('System', (limit) => readSystem(console, limit));
  const health = read('Health', (limit) => readHealth(console, limit));
  const devices = read('Devices', (limit) => readDevices(console, limit));
  const clients = read('Clients', (limit) => readClients(console, limit));
  const version = system.then((part) => (part.ok ? part.data.version : undefined));
  const events = read('Events', (limit) => readEvents(console, period, limit, version));
  const detections = read('Detections', (limit) =>
    foundDetections(readDetections(console, period, limit, version)),
  );
  return {
    system: system.then((outcome) => toPart(outcome, (info) => info)),
    health: health.then((outcome) => toPart(outcome, ({ rows }) => rows)),
    devices: devices.then((outcome) => toPart(outcome, (answer) => answer.devices)),
    clients: clients.then((outcome) => toPart(outcome, (rows) => rows)),
    internet: readInternet(console, period, read, { devices, health }),
    events: events.then((outcome) => (outcome.ok ? outcome.data : toMissing(outcome))),
    detections: detections.then((outcome) => (outcome.ok ? outcome.data : toMissing(outcome))),
  };
}

/** Hosts of detections get their names here, from the lists that know their addresses. */
async function allOf(pending: PendingParts): Promise<Parts> {
  const clients = await pending.clients;
  const devices = await pending.devices;
  return {
    system: await pending.system,
    health: await pending.health,
    devices,
    clients,
    internet: await pending.internet,
    events: await pending.events,
    detections: nameDetections(await pending.detections, clients, devices),
  };
}

const toPart = <T, U>(outcome: PartOutcome<T>, convert: (data: T) => U): Part<U> =>
  outcome.ok ? { status: 'ok', data: convert(outcome.data), notes: [] } : toMissing(outcome);

const toMissing = ({ code, detail }: MissingPart) => ({ status: 'missing', code, detail }) as const;

/** So that a missing part is one like any other: with its reason, in the log too. */
async function foundDetections(reading: Promise<DetectionsPart>): Promise<DetectionsPart> {
  const part = await reading;
  if (part.status === 'missing') throw new SourceError(part.code, part.detail);
  return part;
}

/** What a console of this version does not have, and what nobody waits for any more, is no fault. */
function logMissing({ name, code, detail, cause }: MissingPart, log: Log): void {
  const fields = { event: 'part_missing', part: name, code, detail };
  if (code === 'unexpected') {
    log.error({ ...fields, err: summariseThrown(cause) }, 'part of the collection failed unexpectedly');
  } else if (code === 'unsupported' || code === 'aborted') {
    log.debug(fields, 'part of the collection is not there');
  } else {
    log.warn(fields, 'part of the collection could not be read');
  }
}
