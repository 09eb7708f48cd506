import type { Console } from '../console/console.ts';
import { unlessFailed } from '../console/fallback.ts';
import { known } from '../console/fields.ts';
import { cutNote, type PagedRows } from '../console/pages.ts';
import { countSystemLog, readSystemLog, type SystemLogEntry, sentenceOf } from '../console/system-log.ts';
import { isSourceError } from '../net/errors.ts';
import type { Deadline } from '../net/guard.ts';
import type { Period } from '../period.ts';
import { formatNumber } from '../report/format.ts';
import { factsOfEntry } from './event-facts.ts';
import { kindOfKey } from './event-kinds.ts';
import { severityOf } from './event-severity.ts';
import { subjectsOfEntry } from './event-subjects.ts';
import { countKinds, type FoundEvents, foundEvents } from './event-tally.ts';
import { readLegacyEvents } from './legacy-events.ts';
import type { NetworkEvent } from './snapshot.ts';

/** The ceiling of one report; on a busier site only what matters is read, the rest is counted. */
const mostPages = 60;

/**
 * What happened in the period: from the system log, or from the older endpoints where the console does not know it.
 * @param version of the Network application, to tell an old endpoint that has gone silent from a quiet network
 * @throws SourceError
 */
export async function readEvents(
  console: Console,
  period: Period,
  deadline: Deadline,
  version: Promise<string | undefined>,
): Promise<FoundEvents> {
  try {
    return await readNewEvents(console, period, deadline);
  } catch (error) {
    if (!isSourceError(error) || error.code !== 'unsupported') throw error;
    return readLegacyEvents(console, period, deadline, version);
  }
}

async function readNewEvents(console: Console, period: Period, deadline: Deadline): Promise<FoundEvents> {
  const question = { operation: 'list events', period, mostPages };
  const log = await readSystemLog(console, { ...question, stopWhenTooMany: true }, deadline);
  const isBusy = log.cut !== undefined && (log.totalPages ?? 0) > mostPages;
  return isBusy ? readBusyLog(console, period, deadline, log.total) : found(log);
}

/** A log of many thousand rows: what matters is read, the rest only counted. */
async function readBusyLog(
  console: Console,
  period: Period,
  deadline: Deadline,
  total: number | undefined,
): Promise<FoundEvents> {
  const question = { operation: 'list events', period, mostPages };
  const filter = { severities: ['MEDIUM', 'HIGH', 'VERY_HIGH'] };
  const [counted, notable] = await Promise.all([
    unlessFailed(countSystemLog(console, period, deadline)),
    unlessFailed(readSystemLog(console, { ...question, operation: 'list notable events', filter }, deadline)),
  ]);
  const { data, notes } = found(notable ?? (await readSystemLog(console, question, deadline)));
  const counts = counted && countKinds(counted.map(({ name, count }) => ({ kind: kindOfKey(name), count })));
  const routine = counts ? 'counted but not read' : 'not read';
  const note = `There were ${total === undefined ? 'many thousand' : formatNumber(total, 'en')} events; those of low severity were ${routine}.`;
  return {
    status: 'ok',
    data: { ...data, counts: counts ?? data.counts },
    notes: notable ? [note, ...notes] : notes,
  };
}

const found = (log: PagedRows<SystemLogEntry>): FoundEvents =>
  foundEvents('system-log', log.rows.flatMap(toEvent), cutNote('events', log));

function toEvent(entry: SystemLogEntry): NetworkEvent[] {
  const key = entry.key ?? entry.event;
  if (key === undefined || entry.timestamp === undefined) return [];
  const kind = kindOfKey(key);
  return [
    known({
      atMs: entry.timestamp,
      kind,
      category: entry.category,
      severity: severityOf(kind, entry.severity),
      text: sentenceOf(entry) ?? kind,
      ...subjectsOfEntry(entry),
      ...factsOfEntry(entry),
    }),
  ];
}
