import { known } from '../console/fields.ts';
import { cutNote, type PagedRows } from '../console/pages.ts';
import { type SystemLogEntry, sentenceOf } from '../console/system-log.ts';
import { factsOfEntry } from './event-facts.ts';
import { kindOfKey } from './event-kinds.ts';
import { severityOf } from './event-severity.ts';
import { subjectsOfEntry } from './event-subjects.ts';
import { type FoundEvents, foundEvents } from './event-tally.ts';
import type { NetworkEvent } from './snapshot.ts';

/** The entries of the system log as events, with a note where there are more than were read. */
export const eventsOfLog = (log: PagedRows<SystemLogEntry>): FoundEvents =>
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
