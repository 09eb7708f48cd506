import { isSourceError } from '../net/errors.ts';
import type { Deadline } from '../net/guard.ts';
import type { Period } from '../period.ts';
import type { Console } from './console.ts';
import type { Detection, FoundDetections } from './detection.ts';
import { known } from './fields.ts';
import { cutNote } from './pages.ts';
import { parameterOf, readSystemLog, type SystemLogEntry } from './system-log.ts';

const mostPages = 50;
const threatEvents = ['THREAT_BLOCKED', 'THREAT_DETECTED'] as const;

/**
 * Intrusion detections of the period from the system log, which tells who and whether it was blocked, but no signature
 * (UniFi API reference §6).
 * @throws SourceError `unsupported` on versions without it
 */
export async function readThreatLog(
  console: Console,
  period: Period,
  deadline: Deadline,
): Promise<FoundDetections> {
  const question = { operation: 'list threats in the log', period, mostPages };
  const log = await readSystemLog(console, { ...question, filter: { events: threatEvents } }, deadline).catch(
    (error: unknown) => {
      // A version that does not know these words refuses the request; then everything is read.
      if (!isSourceError(error) || error.answer?.status !== 400 || error.code !== 'http_error') throw error;
      return readSystemLog(console, question, deadline);
    },
  );
  return {
    rows: log.rows.flatMap(toDetection),
    ...(log.cut !== undefined && { isCut: true }),
    notes: cutNote('log entries', log),
  };
}

function toDetection(entry: SystemLogEntry): Detection[] {
  const kind = /^THREAT_(BLOCKED|DETECTED)/.exec(entry.event ?? entry.key ?? '')?.[1];
  if (kind === undefined || entry.timestamp === undefined) return [];
  const source = parameterOf(entry, 'SRC_CLIENT');
  const target = parameterOf(entry, 'DST_CLIENT');
  const sourceIp = parameterOf(entry, 'SRC_IP');
  const targetIp = parameterOf(entry, 'DST_IP');
  return [
    known({
      atMs: entry.timestamp,
      action: kind === 'BLOCKED' ? ('blocked' as const) : ('detected' as const),
      count: 1,
      risk: entry.severity?.toLowerCase(),
      sourceIp: source?.ip ?? sourceIp?.name ?? sourceIp?.id,
      sourceName: source?.name ?? source?.hostname,
      targetIp: target?.ip ?? targetIp?.name ?? targetIp?.id,
      targetName: target?.name ?? target?.hostname,
    }),
  ];
}
