import { isSourceError, SourceError } from '../net/errors.ts';
import type { Deadline } from '../net/guard.ts';
import type { Period } from '../period.ts';
import type { Console } from './console.ts';
import type { Detections, DetectionsPart, FoundDetections } from './detection.ts';
import { unlessFailed, unlessUnsupported } from './fallback.ts';
import { readIpsEvents } from './ips-events.ts';
import { readThreatLog } from './threat-log.ts';
import { readTrafficFlows } from './traffic-flows.ts';
import { isAtLeast } from './version.ts';

export type { Detection, Detections, DetectionsPart } from './detection.ts';

/** From this version on the old endpoint answers 200 with nothing (UniFi API reference §5.1). */
const oldEndpointSilentSince = [9, 3, 45] as const;

/**
 * Intrusion detections of the period from the first surface that has them: the flow log, the old endpoint, the system log.
 * An older one is asked only where the console does not know the newer, never because that one failed.
 * @param version of the Network application; a promise is awaited only when it decides something
 * @throws nothing but bugs: what cannot be read is a missing part
 */
export async function readDetections(
  console: Console,
  period: Period,
  deadline: Deadline,
  version: Promise<string | undefined> | string | undefined,
): Promise<DetectionsPart> {
  try {
    const flows = await unlessUnsupported(readTrafficFlows(console, period, deadline));
    if (flows === undefined) return await readOlderDetections(console, period, deadline, version);
    if (flows.rows.length > 0) return ok('traffic-flows', flows);
    return await compareWithLog(console, period, deadline, flows);
  } catch (error) {
    if (!isSourceError(error)) throw error;
    return { status: 'missing', code: error.code, detail: error.message };
  }
}

/** An empty flow log says "none" only when the system log tells of no threats either. */
async function compareWithLog(
  console: Console,
  period: Period,
  deadline: Deadline,
  flows: FoundDetections,
): Promise<DetectionsPart> {
  const log = unlessUnsupported(readThreatLog(console, period, deadline));
  const threats = await unlessFailed(log.then((found) => found ?? nothingFound));
  if (threats === undefined) {
    const note = 'The flow log is empty; the system log, which would confirm it, could not be read.';
    return ok('traffic-flows', { ...flows, notes: [...flows.notes, note] });
  }
  if (threats.rows.length === 0) return ok('traffic-flows', flows);
  const note =
    'Details of the detections are not available: the flow log is empty, only the system log has them.';
  return ok('system-log', { ...threats, notes: [note, ...threats.notes] });
}

async function readOlderDetections(
  console: Console,
  period: Period,
  deadline: Deadline,
  version: Promise<string | undefined> | string | undefined,
): Promise<DetectionsPart> {
  const alerts = await unlessUnsupported(readIpsEvents(console, period, deadline));
  const isSilent = isAtLeast(await version, oldEndpointSilentSince);
  if (alerts && (alerts.rows.length > 0 || isSilent === false)) return ok('ips-event', alerts);

  const threats = await unlessUnsupported(readThreatLog(console, period, deadline));
  if (threats) {
    const note = 'Details of the detections are not available on this version: only the system log has them.';
    return ok(
      'system-log',
      threats.rows.length > 0 ? { ...threats, notes: [note, ...threats.notes] } : threats,
    );
  }
  // A console without any log that answers "none" is an old one, where that can be believed.
  if (alerts && isSilent === undefined) return ok('ips-event', alerts);
  throw new SourceError('unsupported', 'not available on this version of the console');
}

const nothingFound: FoundDetections = { rows: [], notes: [] };

const ok = (source: Detections['source'], { notes, ...found }: FoundDetections): DetectionsPart => ({
  status: 'ok',
  data: { source, ...found },
  notes,
});
