import type { Console } from '../console/console.ts';
import { readSystemLog } from '../console/system-log.ts';
import { isSourceError } from '../net/errors.ts';
import type { Deadline } from '../net/guard.ts';
import type { Period } from '../period.ts';
import { mostPages, readBusyLog } from './busy-log.ts';
import type { FoundEvents } from './event-tally.ts';
import { readLegacyEvents } from './legacy-events.ts';
import { eventsOfLog } from './log-events.ts';

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
  return isBusy ? readBusyLog(console, period, deadline, log.total) : eventsOfLog(log);
}
