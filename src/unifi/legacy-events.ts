import type { Console } from '../console/console.ts';
import { unlessUnsupported } from '../console/fallback.ts';
import { requiredRows } from '../console/fields.ts';
import { isAtLeast } from '../console/version.ts';
import { isWithin } from '../console/within.ts';
import { isSourceError, SourceError } from '../net/errors.ts';
import type { Deadline } from '../net/guard.ts';
import type { Period } from '../period.ts';
import { type FoundEvents, foundEvents } from './event-tally.ts';
import { legacyEventSchema, type RawLegacyEvent, toNetworkEvent } from './legacy-event.ts';

/** Neither endpoint sends more rows at once (UniFi API reference §4). */
const mostRows = 3_000;
const mostPages = 4;
const hourMs = 3_600_000;

/** From this version on `stat/event` answers 200 with nothing new (§5.1). */
const frozenSince = [10, 0, 0] as const;

/** What one of the endpoints has. */
interface Found {
  readonly rows: readonly RawLegacyEvent[];
  readonly notes: readonly string[];
}

/**
 * What happened in the period, from `stat/event` and `list/alarm`, for consoles without a system log.
 * @throws SourceError `unsupported` where neither exists, or where they have gone silent
 */
export async function readLegacyEvents(
  console: Console,
  period: Period,
  deadline: Deadline,
  version: Promise<string | undefined>,
): Promise<FoundEvents> {
  const [events, alarms] = await Promise.all([
    unlessUnsupported(readStatEvents(console, period, deadline)),
    unlessUnsupported(readAlarms(console, deadline)),
  ]);
  if (events === undefined && alarms === undefined) throw notAvailable();

  const rows = [...(events?.rows ?? []), ...(alarms?.rows ?? [])].flatMap(toNetworkEvent);
  const inPeriod = rows.filter(({ atMs }) => isWithin(period, atMs));
  const isSilent = events?.rows.every(({ time = 0 }) => time < period.fromMs) ?? true;
  const isFrozen = isSilent && isAtLeast(await version, frozenSince) === true;
  if (inPeriod.length === 0 && isFrozen) throw notAvailable();

  // An alarm is an event that was also noted as an alarm.
  const once = new Map(
    inPeriod.map((event) => [`${event.kind} ${Math.floor(event.atMs / 1000)} ${event.text}`, event]),
  );
  const onlyAlarms =
    events && !isFrozen ? [] : ['Only alarms are available on this version of the console, not all events.'];
  return foundEvents(
    'legacy',
    [...once.values()],
    [...onlyAlarms, ...(events?.notes ?? []), ...(alarms?.notes ?? [])],
  );
}

async function readStatEvents(console: Console, period: Period, deadline: Deadline): Promise<Found> {
  const within = Math.ceil((period.toMs - period.fromMs) / hourMs) + 1;
  const rows = new Map<string, RawLegacyEvent>();
  for (let page = 0; page < mostPages; page += 1) {
    const body = { _sort: '-time', within, type: null, _start: page * mostRows, _limit: mostRows };
    const data = await console.read(
      { surface: 'legacy', operation: 'list events (old)', path: 'stat/event', body },
      deadline,
    );
    const sent = requiredRows(legacyEventSchema, data);
    const knownBefore = rows.size;
    for (const [place, row] of sent.entries()) rows.set(`${row._id ?? `${page} ${place}`} ${row.time}`, row);
    // A console that ignores `_start` repeats itself.
    if (sent.length < mostRows || rows.size === knownBefore) return { rows: [...rows.values()], notes: [] };
  }
  const note = `Only the newest ${rows.size} events were read: there are more than a report reads.`;
  return { rows: [...rows.values()], notes: [note] };
}

/** Failing alarms cost nothing but themselves: the events are the main thing. */
async function readAlarms(console: Console, deadline: Deadline): Promise<Found> {
  try {
    const data = await console.read(
      { surface: 'legacy', operation: 'list alarms', path: 'list/alarm' },
      deadline,
    );
    const rows = requiredRows(legacyEventSchema, data);
    const isCut = rows.length >= mostRows;
    return {
      rows,
      notes: isCut ? ['The newest alarms may be missing: the console sends the oldest only.'] : [],
    };
  } catch (error) {
    if (!isSourceError(error) || error.code === 'unsupported') throw error;
    return { rows: [], notes: [`Alarms could not be read: ${error.message}.`] };
  }
}

const notAvailable = () => new SourceError('unsupported', 'not available on this version of the console');
