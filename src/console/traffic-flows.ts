import * as v from 'valibot';
import { isSourceError } from '../net/errors.ts';
import type { Deadline } from '../net/guard.ts';
import type { Period } from '../period.ts';
import type { Console } from './console.ts';
import { actionOf, type Detection, type FoundDetections } from './detection.ts';
import { flag, known, listOf, nested, number, readText, text, timeMs } from './fields.ts';
import { cutNote, type PagedRows, pageSize, readPages } from './pages.ts';
import { emptyFilters } from './traffic-flow-filters.ts';
import { isWithin } from './within.ts';

const mostPages = 50;
const dayMs = 24 * 3_600_000;

const endSchema = v.object({
  ip: text,
  port: number,
  host_name: text,
  client_name: text,
  domains: v.optional(v.unknown()),
  region: text,
});

/** One row of `POST traffic-flows`: up to `count` hits of one flow (UniFi API reference §5.3). */
const flowSchema = v.object({
  id: text,
  action: text,
  count: number,
  risk: text,
  direction: text,
  time: timeMs,
  flow_start_time: timeMs,
  source: nested(endSchema),
  destination: nested(endSchema),
  policies: listOf(v.object({ type: text, internal_type: text })),
  ips: nested(
    v.object({
      signature: text,
      signature_id: number,
      signature_class: text,
      category_name: text,
      enhanced_detection: flag,
    }),
  ),
});

type Flow = v.InferOutput<typeof flowSchema>;

/**
 * Intrusion detections of the period from the flow log (Network 9.1.64 and later, with a UniFi gateway).
 * @throws SourceError `unsupported` on versions without it
 */
export async function readTrafficFlows(
  console: Console,
  period: Period,
  deadline: Deadline,
): Promise<FoundDetections> {
  const read = (bodyOf: (pageNumber: number) => unknown) =>
    readPages({
      schema: flowSchema,
      mostPages,
      readPage: (pageNumber) =>
        console.read(
          { surface: 'v2', operation: 'list detections', path: 'traffic-flows', body: bodyOf(pageNumber) },
          deadline,
        ),
    });
  try {
    return found(
      await read((pageNumber) => ({
        timestampFrom: period.fromMs,
        timestampTo: period.toMs,
        pageNumber,
        pageSize,
        policy_type: ['INTRUSION_PREVENTION'],
        ...emptyFilters,
      })),
      period,
    );
  } catch (error) {
    if (!isOtherRequestForm(error)) throw error;
  }
  const lastDay = await read((pageNumber) => ({
    limit: pageSize,
    offset: pageNumber * pageSize,
    timeRange: '24h',
  }));
  const notes = period.toMs - period.fromMs > dayMs ? ['Detections cover the last 24 hours only.'] : [];
  return found(lastDay, period, notes);
}

/** Early versions refuse the form of the request that later ones want (§5.3). */
const isOtherRequestForm = (error: unknown): boolean =>
  isSourceError(error) &&
  error.code === 'http_error' &&
  (error.answer?.status === 400 || error.answer?.status === 422);

function found(flows: PagedRows<Flow>, period: Period, notes: readonly string[] = []): FoundDetections {
  const rows = flows.rows.filter(isDetection).flatMap(toDetection);
  return {
    rows: rows.filter(({ atMs }) => isWithin(period, atMs)),
    ...((flows.cut !== undefined || notes.length > 0) && { isCut: true }),
    notes: [...notes, ...cutNote('rows of the flow log', flows)],
  };
}

/** A console that does not know the filter sends ordinary traffic too: that is no detection. */
function isDetection({ ips, policies = [] }: Flow): boolean {
  if (ips?.signature !== undefined || ips?.signature_id !== undefined || policies.length === 0) return true;
  return policies.some(({ type, internal_type }) =>
    /INTRUSION|THREAT|SIGNATURE|\bI[DP]S\b/i.test(`${type} ${internal_type}`),
  );
}

function toDetection(flow: Flow): Detection[] {
  const { ips, source, destination } = flow;
  const atMs = flow.time ?? flow.flow_start_time;
  if (atMs === undefined) return [];
  return [
    known({
      atMs,
      action: actionOf(flow.action),
      count: Math.max(1, Math.round(flow.count ?? 1)),
      signature: ips?.signature,
      signatureId: ips?.signature_id,
      category: ips?.category_name ?? ips?.signature_class,
      risk: flow.risk?.toLowerCase(),
      direction: flow.direction?.toLowerCase(),
      sourceIp: source?.ip,
      sourceName: nameOf(source),
      sourceCountry: source?.region,
      targetIp: destination?.ip,
      targetName: nameOf(destination),
      targetPort: destination?.port,
      enhanced: ips?.enhanced_detection,
    }),
  ];
}

function nameOf(end: Flow['source']): string | undefined {
  const [domain] = Array.isArray(end?.domains) ? end.domains : [];
  return end?.client_name ?? end?.host_name ?? readText(domain);
}
