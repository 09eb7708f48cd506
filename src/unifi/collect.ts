import type { Console } from '../console/console.ts';
import type { Deadline } from '../net/guard.ts';
import type { Log } from '../net/log.ts';
import { type MissingPart, readPart } from '../net/parts.ts';
import { summariseThrown } from '../net/thrown.ts';
import type { Period } from '../period.ts';
import { onConsoleClock } from './console-clock.ts';
import { nameDetections } from './detection-names.ts';
import type { ReadPart } from './internet.ts';
import { type Parts, type PendingParts, readParts } from './read-parts.ts';
import { allSideParts } from './read-side-parts.ts';
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
 * the site everything is asked at the same time, at most five questions deep, then pages.
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
  const clockSkewMs = console.clockSkewMs();
  return {
    host: console.host,
    ...(known.ok && { kind: known.data }),
    site: site.data,
    ...(clockSkewMs !== undefined && { clockSkewMs }),
    period: onConsoleClock(period, clockSkewMs).period,
    ...parts,
  };
}

/** Reads parts within the deadline, each on its own; what is missing is logged with its reason. */
export const partReader =
  (deadline: Deadline, { now, log }: CollectDeps): ReadPart =>
  async (name, readOne) => {
    const outcome = await readPart(name, readOne, deadline, now);
    if (!outcome.ok) logMissing(outcome, log);
    return outcome;
  };

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
    ...(await allSideParts(pending)),
  };
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
