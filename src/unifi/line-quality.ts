import * as v from 'valibot';
import type { Console } from '../console/console.ts';
import { flag, isRecord, known, number, requiredRows, secondsAsMs, text, timeMs } from '../console/fields.ts';
import { isWithin } from '../console/within.ts';
import type { Deadline } from '../net/guard.ts';
import type { Period } from '../period.ts';
import type { Internet, Outage } from './snapshot.ts';

/** One sample of `GET isp/health`, mostly every five minutes (UniFi API reference §5). */
const sampleSchema = v.object({
  timestamp: timeMs,
  wan_downtime: flag,
  not_reported: flag,
  latency_avg_ms: number,
});

/** One row of `GET downtime` (§5). */
const downtimeSchema = v.object({
  timestamp: timeMs,
  downtime_in_seconds: secondsAsMs,
  wan_network_group: text,
});

interface Sample {
  readonly atMs: number;
  readonly isDown: boolean;
  readonly latencyMs: number | undefined;
}

export type LineQuality = Pick<Internet, 'latency' | 'outages' | 'availabilityRatio'>;

/** Latency, availability and outages of the period as the console sampled them. @throws SourceError */
export async function readLineQuality(
  console: Console,
  period: Period,
  deadline: Deadline,
): Promise<LineQuality> {
  const body = await console.read(
    {
      surface: 'v2',
      operation: 'read line quality',
      path: 'isp/health',
      query: { start: period.fromMs, end: period.toMs },
    },
    deadline,
  );
  const samples = requiredRows(sampleSchema, isRecord(body) ? body.health_stats : body)
    .flatMap(toSample)
    .filter(({ atMs }) => isWithin(period, atMs))
    .toSorted((a, b) => a.atMs - b.atMs);
  const upCount = samples.filter(({ isDown }) => !isDown).length;
  return known({
    latency: samples.flatMap(({ atMs, latencyMs }) => (latencyMs === undefined ? [] : [{ atMs, latencyMs }])),
    outages: outagesBetween(samples),
    availabilityRatio: samples.length === 0 ? undefined : upCount / samples.length,
  });
}

/** The outages of the period, to the second. @throws SourceError `unsupported` on versions without it */
export async function readDowntimes(
  console: Console,
  period: Period,
  deadline: Deadline,
): Promise<readonly Outage[]> {
  const body = await console.read(
    {
      surface: 'v2',
      operation: 'list outages',
      path: 'downtime',
      query: { timestampFrom: period.fromMs, timestampTo: period.toMs },
    },
    deadline,
  );
  return requiredRows(downtimeSchema, isRecord(body) ? body.data : body)
    .flatMap(({ timestamp, downtime_in_seconds: lengthMs, wan_network_group: wan }) =>
      timestamp === undefined || !lengthMs
        ? []
        : [known({ wan, fromMs: timestamp, toMs: timestamp + lengthMs })],
    )
    .filter(({ fromMs, toMs }) => toMs > period.fromMs && fromMs < period.toMs)
    .toSorted((a, b) => a.fromMs - b.fromMs);
}

function toSample(row: v.InferOutput<typeof sampleSchema>): Sample[] {
  if (row.timestamp === undefined || row.not_reported) return [];
  const isDown = row.wan_downtime ?? false;
  const latencyMs = row.latency_avg_ms;
  const isMeasured = !isDown && latencyMs !== undefined && latencyMs > 0;
  return [{ atMs: row.timestamp, isDown, latencyMs: isMeasured ? latencyMs : undefined }];
}

/** Runs of samples that are down; one that reaches the last sample may still last. */
function outagesBetween(samples: readonly Sample[]): readonly Outage[] {
  const outages: Outage[] = [];
  let fromMs: number | undefined;
  for (const { atMs, isDown } of samples) {
    if (isDown) fromMs ??= atMs;
    else if (fromMs !== undefined) {
      outages.push({ fromMs, toMs: atMs });
      fromMs = undefined;
    }
  }
  return fromMs === undefined ? outages : [...outages, { fromMs }];
}
