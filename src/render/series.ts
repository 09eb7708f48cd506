import { type Axis, axisOf, type Sample, type Series, samplesOf } from './chart/samples.ts';

/** Half an hour each for the report of a day. */
const mostStretches = 48;

/**
 * A series as at most 48 equally long stretches of its time axis, each with its largest sample as a share of the largest
 * of all (0–1). `null` is a stretch without a sample: a gap, never a zero.
 */
export const seriesShares = (series: Series): readonly (number | null)[] => {
  const samples = samplesOf(series);
  if (samples.length === 0) return [];
  const axis = axisOf(series, samples);
  const lengthMs = axis.toMs - axis.fromMs;
  const steps = Math.round(lengthMs / axis.stepMs) + (series.shape === 'columns' ? 0 : 1);
  const count = Math.min(mostStretches, Math.max(1, steps));

  const largest: (number | null)[] = Array.from({ length: count }, () => null);
  for (const { atMs, amount } of samples) {
    const stretch = Math.min(count - 1, Math.floor(((atMs - axis.fromMs) / lengthMs) * count));
    largest[stretch] = Math.max(largest[stretch] ?? 0, amount);
  }
  const middleMs = (index: number): number => axis.fromMs + ((index + 0.5) / count) * lengthMs;
  return asShares(largest.map((amount, index) => amount ?? amountBetween(samples, middleMs(index), axis)));
};

/** Samples come a little early or late: a stretch that they only just miss has no gap. */
const amountBetween = (samples: readonly Sample[], atMs: number, { gapMs }: Axis): number | null => {
  const before = samples.findLast((sample) => sample.atMs <= atMs);
  const after = samples.find((sample) => sample.atMs > atMs);
  if (before === undefined || after === undefined) return null;
  return after.atMs - before.atMs > gapMs ? null : before.amount;
};

/** Amounts as shares of the largest, 0–1; negative amounts count as 0. */
export const asShares = (amounts: readonly (number | null)[]): readonly (number | null)[] => {
  const top = amounts.reduce<number>((most, amount) => Math.max(most, finiteOrZero(amount)), 0);
  return amounts.map((amount) => (amount === null ? null : shareOf(finiteOrZero(amount), top)));
};

const finiteOrZero = (amount: number | null): number =>
  amount !== null && Number.isFinite(amount) ? Math.max(0, amount) : 0;

const shareOf = (amount: number, top: number): number => (top > 0 ? amount / top : 0);
