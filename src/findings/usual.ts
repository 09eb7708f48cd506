import { measure } from '../measurements/measure.ts';
import type { Measurement, PastMeasurement } from '../measurements/measurement.ts';
import type { FindingContext } from './rule.ts';

/** A measurement of this report beside what is usual here. Totals are per day, whatever the length of the periods. */
export interface BesideUsual {
  readonly key: string;
  readonly unit: string;
  readonly now: number;
  /** The median of the latest reports. */
  readonly usual: number;
}

const hourMs = 60 * 60 * 1000;
const dayMs = 24 * hourMs;

/** A rate of a few minutes says nothing about a day. */
const shortestPeriodMs = hourMs;

/** Those measurements of this report that enough earlier ones have as well; none before there are so many. */
export function besideUsual(
  context: FindingContext,
  wanted: (measurement: Measurement) => boolean,
): BesideUsual[] {
  const { period, previous, thresholds } = context;
  const periodMs = period.toMs - period.fromMs;
  return measurementsOf(context)
    .filter(wanted)
    .flatMap((measurement) => {
      const { key, unit } = measurement;
      const now = perDay({ ...measurement, periodMs });
      const past = (previous?.measurements?.get(key) ?? [])
        .filter((one) => one.unit === unit)
        .flatMap((one) => perDay(one) ?? []);
      if (now === undefined || past.length < thresholds.usualReports) return [];
      return [{ key, unit, now, usual: medianOf(past) }];
    });
}

/** Every rule asks for them, and thousands of clients are counted for them: once for each report. */
const measured = new WeakMap<FindingContext, readonly Measurement[]>();

function measurementsOf(context: FindingContext): readonly Measurement[] {
  const known = measured.get(context);
  if (known !== undefined) return known;
  const measurements = measure(context.snapshot, context.facts);
  measured.set(context, measurements);
  return measurements;
}

function perDay({ kind, value, periodMs }: PastMeasurement): number | undefined {
  if (kind === 'level') return value;
  return periodMs < shortestPeriodMs ? undefined : (value * dayMs) / periodMs;
}

/** Of at least one number. */
function medianOf(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
}
