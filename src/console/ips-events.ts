import * as v from 'valibot';
import type { Deadline } from '../net/guard.ts';
import type { Period } from '../period.ts';
import type { Console } from './console.ts';
import { actionOf, type Detection, type FoundDetections } from './detection.ts';
import { known, number, readText, requiredRows, text, timeMs } from './fields.ts';
import { isWithin } from './within.ts';

/** The console sends no more rows than this; asked for, so that it can be told when they were not all. */
const mostRows = 10_000;

/** One row of `POST stat/ips/event`: the alert's fields are flat (UniFi API reference §4). */
const alertSchema = v.object({
  time: timeMs,
  timestamp: timeMs,
  inner_alert_action: text,
  inner_alert_signature: text,
  inner_alert_signature_id: number,
  inner_alert_category: text,
  catname: v.optional(v.unknown()),
  src_ip: text,
  srcipCountry: text,
  dest_ip: text,
  dest_port: number,
});

/**
 * Intrusion detections of the period from the old endpoint. From 9.3.45 on it answers with nothing (§5.1): then an empty
 * result means nothing.
 * @throws SourceError `unsupported` on versions without it
 */
export async function readIpsEvents(
  console: Console,
  period: Period,
  deadline: Deadline,
): Promise<FoundDetections> {
  const data = await console.read(
    {
      surface: 'legacy',
      operation: 'list detections (old)',
      path: 'stat/ips/event',
      body: { start: period.fromMs, end: period.toMs, _limit: mostRows, _sort: '-timestamp' },
    },
    deadline,
  );
  const alerts = requiredRows(alertSchema, data);
  const rows = alerts.flatMap(toDetection).filter(({ atMs }) => isWithin(period, atMs));
  if (alerts.length < mostRows) return { rows, notes: [] };
  const note = `Only ${mostRows} detections were read: the console sends no more.`;
  return { rows, isCut: true, notes: [note] };
}

function toDetection(alert: v.InferOutput<typeof alertSchema>): Detection[] {
  const atMs = alert.time ?? alert.timestamp;
  if (atMs === undefined) return [];
  const [category] = Array.isArray(alert.catname) ? alert.catname : [alert.catname];
  return [
    known({
      atMs,
      action: actionOf(alert.inner_alert_action),
      count: 1,
      signature: alert.inner_alert_signature,
      signatureId: alert.inner_alert_signature_id,
      category: alert.inner_alert_category ?? readText(category),
      sourceIp: alert.src_ip,
      sourceCountry: alert.srcipCountry,
      targetIp: alert.dest_ip,
      targetPort: alert.dest_port,
    }),
  ];
}
