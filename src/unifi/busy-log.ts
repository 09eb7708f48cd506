import type { Console } from '../console/console.ts';
import { unlessFailed } from '../console/fallback.ts';
import { countSystemLog, readSystemLog, type SystemLogEntry } from '../console/system-log.ts';
import type { Deadline } from '../net/guard.ts';
import type { Period } from '../period.ts';
import { formatNumber } from '../report/format.ts';
import { kindOfKey } from './event-kinds.ts';
import { countKinds, type FoundEvents } from './event-tally.ts';
import { eventsOfLog } from './log-events.ts';

/** The ceiling of one report; on a busier site only what matters is read, the rest is counted. */
export const mostPages = 60;

const notableSeverities = ['MEDIUM', 'HIGH', 'VERY_HIGH'];

/**
 * Of low severity, but findings depend on them: who was at the console, and that what failed is mended. All are words of
 * the `event` list (UniFi API reference, appendix A).
 */
const quietEvents = [
  'ADMIN_ACCESS',
  'AP_CHANGED_CHANNELS',
  'DEVICE_ADOPTED',
  'DEVICE_UPS_POWER_RESTORED',
  'FIRMWARE_UPDATED',
  'MADE_CHANGES',
  'NETWORK_WAN_RESTORED',
  'PAUSED_ENTITY',
  'REMOVED_ENTITY',
  'RESUMED_ENTITY',
];

/**
 * A log of many thousand rows: what matters is read, the rest only counted.
 * @param total of all rows, where the console says it
 * @throws SourceError
 */
export async function readBusyLog(
  console: Console,
  period: Period,
  deadline: Deadline,
  total: number | undefined,
): Promise<FoundEvents> {
  const question = { operation: 'list events', period, mostPages };
  const filter = { severities: notableSeverities };
  const [counted, notable, quiet] = await Promise.all([
    unlessFailed(countSystemLog(console, period, deadline)),
    unlessFailed(readSystemLog(console, { ...question, operation: 'list notable events', filter }, deadline)),
    unlessFailed(readQuietEvents(console, period, deadline)),
  ]);
  const log = notable ?? (await readSystemLog(console, question, deadline));
  const { data, notes } = eventsOfLog({ ...log, rows: withoutTwins([...log.rows, ...(quiet ?? [])]) });
  const counts = counted && countKinds(counted.map(({ name, count }) => ({ kind: kindOfKey(name), count })));
  const note = busyNote(total, quiet !== undefined, counts !== undefined);
  return {
    status: 'ok',
    data: { ...data, counts: counts ?? data.counts },
    notes: notable ? [note, ...notes] : notes,
  };
}

/** None where there are too many of them too: a part would look like all. A console may ignore the filter. */
async function readQuietEvents(
  console: Console,
  period: Period,
  deadline: Deadline,
): Promise<readonly SystemLogEntry[] | undefined> {
  const operation = 'list quiet events';
  const question = { operation, period, mostPages, stopWhenTooMany: true, filter: { events: quietEvents } };
  const { rows, cut } = await readSystemLog(console, question, deadline);
  return cut === undefined ? rows.filter(isQuiet) : undefined;
}

const isQuiet = ({ event = '', key = '' }: SystemLogEntry): boolean =>
  quietEvents.includes(kindOfKey(event)) || quietEvents.includes(kindOfKey(key));

function withoutTwins(entries: readonly SystemLogEntry[]): readonly SystemLogEntry[] {
  const seen = new Set<string>();
  return entries.filter(({ id }) => {
    if (id === undefined) return true;
    const isNew = !seen.has(id);
    seen.add(id);
    return isNew;
  });
}

function busyNote(total: number | undefined, hasQuiet: boolean, isCounted: boolean): string {
  const amount = total === undefined ? 'many thousand' : formatNumber(total, 'en');
  if (!isCounted)
    return `There were ${amount} events; ${hasQuiet ? 'most of ' : ''}those of low severity were not read.`;
  return hasQuiet
    ? `There were ${amount} events; most of those of low severity were counted but not read.`
    : `There were ${amount} events; those of low severity were counted but not read.`;
}
