import * as v from 'valibot';
import type { Console } from '../console/console.ts';
import { isRecord, known, number, requiredRows, text, timeMs } from '../console/fields.ts';
import { isSourceError } from '../net/errors.ts';
import type { Deadline } from '../net/guard.ts';
import type { Period } from '../period.ts';
import type { RawDevice, RawHealth } from './schema.ts';
import type { SpeedTest } from './snapshot.ts';

const weekMs = 7 * 24 * 3_600_000;
const bitsPerMegabit = 1e6;

/** `GET speedtest` (v2); `xput_*` are the words of the older `archive.speedtest` (UniFi API reference §4, §5). */
const speedTestSchema = v.object({
  time: timeMs,
  wan_networkgroup: text,
  interface_name: text,
  download_mbps: number,
  upload_mbps: number,
  latency_ms: number,
  xput_download: number,
  xput_upload: number,
  latency: number,
});

/**
 * The speed tests of the period; when there were none, the last one of the week before.
 * @throws SourceError `unsupported` where the console knows neither endpoint
 */
export async function readSpeedTests(
  console: Console,
  period: Period,
  deadline: Deadline,
): Promise<readonly SpeedTest[]> {
  const fromMs = Math.min(period.fromMs, period.toMs - weekMs);
  const rows = await readRows(console, { fromMs, toMs: period.toMs }, deadline);
  return latestOf(rows.flatMap(toSpeedTest), period);
}

/**
 * What the gateway and the health say about the last test, where there is no list of tests. One from before the last
 * week says nothing about the line of today and is left out.
 */
export function lastSpeedTest(
  devices: readonly RawDevice[],
  health: readonly RawHealth[],
  { toMs }: Period,
): SpeedTest[] {
  const fromGateways = devices.flatMap(({ 'speedtest-status': last }) =>
    toSpeedTest({ ...last, time: last?.rundate }),
  );
  const fromHealth = health.flatMap((row) =>
    toSpeedTest({
      time: row.speedtest_lastrun,
      xput_download: row.xput_down,
      xput_upload: row.xput_up,
      latency: row.speedtest_ping,
    }),
  );
  return [...fromGateways, ...fromHealth].filter(({ atMs }) => atMs >= toMs - weekMs).slice(0, 1);
}

async function readRows(console: Console, { fromMs, toMs }: Period, deadline: Deadline) {
  const operation = 'list speed tests';
  try {
    const query = { timestampFrom: fromMs, timestampTo: toMs };
    const body = await console.read({ surface: 'v2', operation, path: 'speedtest', query }, deadline);
    return requiredRows(speedTestSchema, isRecord(body) ? body.data : body);
  } catch (error) {
    if (!isSourceError(error) || error.code !== 'unsupported') throw error;
  }
  const body = { attrs: ['xput_download', 'xput_upload', 'latency', 'time'], start: fromMs, end: toMs };
  const path = 'stat/report/archive.speedtest';
  return requiredRows(
    speedTestSchema,
    await console.read({ surface: 'legacy', operation: `${operation} (old)`, path, body }, deadline),
  );
}

function latestOf(tests: readonly SpeedTest[], { fromMs, toMs }: Period): readonly SpeedTest[] {
  const sorted = tests.filter(({ atMs }) => atMs < toMs).toSorted((a, b) => a.atMs - b.atMs);
  const inPeriod = sorted.filter(({ atMs }) => atMs >= fromMs);
  return inPeriod.length > 0 ? inPeriod : sorted.slice(-1);
}

/** A row of zeros is a test that failed (§7.3). */
function toSpeedTest(row: Partial<v.InferOutput<typeof speedTestSchema>>): SpeedTest[] {
  if (row.time === undefined) return [];
  const down = row.download_mbps ?? row.xput_download;
  const up = row.upload_mbps ?? row.xput_upload;
  const latencyMs = row.latency_ms ?? row.latency;
  const failed = !down && !up;
  const measured = failed
    ? {}
    : {
        downloadBitsPerSecond: bitsPerSecond(down),
        uploadBitsPerSecond: bitsPerSecond(up),
        latencyMs: latencyMs !== undefined && latencyMs > 0 ? latencyMs : undefined,
      };
  return [known({ atMs: row.time, wan: row.wan_networkgroup ?? row.interface_name, failed, ...measured })];
}

const bitsPerSecond = (mbps: number | undefined): number | undefined =>
  mbps !== undefined && mbps >= 0 ? Math.round(mbps * bitsPerMegabit) : undefined;
