import * as v from 'valibot';
import type { Console } from '../console/console.ts';
import { known, number, requiredRows, timeMs } from '../console/fields.ts';
import type { Deadline } from '../net/guard.ts';
import type { Period } from '../period.ts';
import type { Usage, UsageSample } from './side-parts.ts';
import { stretchOf } from './stretch.ts';

/** What is asked for, of both lines; a console leaves out what it does not have (UniFi API reference §4). */
const attrs = [
  'wan-rx_bytes',
  'wan-tx_bytes',
  'wan2-rx_bytes',
  'wan2-tx_bytes',
  'num_sta',
  'wlan-num_sta',
  'lan-num_sta',
  'time',
] as const;

/** One row of `POST stat/report/….site`: what was counted from `time` on. */
const rowSchema = v.object({
  time: timeMs,
  'wan-rx_bytes': number,
  'wan-tx_bytes': number,
  'wan2-rx_bytes': number,
  'wan2-tx_bytes': number,
  num_sta: number,
  'wlan-num_sta': number,
  'lan-num_sta': number,
});

/** Twice as many as the longest period has stretches: a console that sends more makes no sense. */
const mostSamples = 400;

/**
 * Traffic of the internet line and clients over the period. A stretch belongs to the period in which it ends: a running
 * hour is left to the next report, so that nothing falls between two reports and nothing counts twice (DESIGN §6).
 * @throws SourceError `unsupported` on versions without it
 */
export async function readUsage(console: Console, period: Period, deadline: Deadline): Promise<Usage> {
  const { stepMs, interval } = stretchOf(period);
  const rows = await console.read(
    {
      surface: 'legacy',
      operation: 'read traffic and clients over time',
      path: `stat/report/${interval}.site`,
      body: { attrs, start: period.fromMs - stepMs, end: period.toMs },
    },
    deadline,
  );
  const samples = requiredRows(rowSchema, rows)
    .flatMap(toSample)
    .filter(({ fromMs }) => fromMs + stepMs > period.fromMs && fromMs + stepMs <= period.toMs);
  const byTime = new Map(samples.map((sample) => [sample.fromMs, sample]));
  const oldestFirst = [...byTime.values()].toSorted((a, b) => a.fromMs - b.fromMs);
  return { stepMs, samples: oldestFirst.slice(-mostSamples) };
}

function toSample(row: v.InferOutput<typeof rowSchema>): UsageSample[] {
  const { time: fromMs } = row;
  if (fromMs === undefined) return [];
  return [
    known({
      fromMs,
      downloadBytes: sumOf(row['wan-rx_bytes'], row['wan2-rx_bytes']),
      uploadBytes: sumOf(row['wan-tx_bytes'], row['wan2-tx_bytes']),
      clientCount: countable(row.num_sta) ?? sumOf(row['wlan-num_sta'], row['lan-num_sta']),
    }),
  ];
}

/** Of what is told; absent when nothing is. */
function sumOf(...values: readonly (number | undefined)[]): number | undefined {
  const told = values.flatMap((value) => countable(value) ?? []);
  return told.length === 0 ? undefined : countable(told.reduce((sum, value) => sum + value, 0));
}

/** Consoles send averages as fractions; what is negative or beyond counting makes no sense. */
const countable = (value: number | undefined): number | undefined =>
  value !== undefined && value >= 0 && value <= Number.MAX_SAFE_INTEGER ? Math.round(value) : undefined;
