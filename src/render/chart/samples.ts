import type { Block } from '../../report/section.ts';

export type Series = Extract<Block, { kind: 'series' }>;

export interface Sample {
  readonly atMs: number;
  /** Never negative. */
  readonly amount: number;
}

/** The range of `Date`, ECMA-262 §21.4.1.1. */
const latestDateMs = 8.64e15;

const isTime = (atMs: number): boolean => Math.abs(atMs) <= latestDateMs;

/** What can be drawn, oldest first; a negative amount counts as 0, what is no number is left out. */
export const samplesOf = ({ points }: Pick<Series, 'points'>): readonly Sample[] => {
  const samples = known.get(points) ?? drawable(points);
  known.set(points, samples);
  return samples;
};

/** Found once for whatever is written and drawn of a series. */
const known = new WeakMap<Series['points'], readonly Sample[]>();

const drawable = (points: Series['points']): readonly Sample[] =>
  points
    .filter(({ atMs, amount }) => isTime(atMs) && Number.isFinite(amount))
    .map(({ atMs, amount }) => ({ atMs, amount: Math.max(0, amount) }))
    .toSorted((a, b) => a.atMs - b.atMs);

/** The time axis of a series, and the stretch of time that one sample stands for. */
export interface Axis {
  readonly fromMs: number;
  readonly toMs: number;
  readonly stepMs: number;
  /** Samples further apart than this have a gap between them. */
  readonly gapMs: number;
}

/** No source counts finer; what is smaller is no time that a date can tell apart. */
const leastStepMs = 1;

/** Of a stretch that is known: a sample may be late, but not by as much as a whole one. */
const gapInSteps = 1.75;
/** Of a stretch that was only guessed from the samples themselves. */
const gapInGuessedSteps = 3;

/** @param samples at least one, oldest first */
export const axisOf = (series: Series, samples: readonly Sample[]): Axis => {
  const first = samples[0]?.atMs ?? 0;
  const last = samples.at(-1)?.atMs ?? first;
  const { stepMs: known } = series;
  const isKnown = known !== undefined && known >= leastStepMs && isTime(known);
  const stepMs = isKnown ? known : usualStepMs(samples);
  const endMs = series.shape === 'columns' ? last + stepMs : last;
  const fromMs = Math.min(first, timeOr(series.fromMs, first));
  return {
    fromMs,
    toMs: Math.max(fromMs + 1, endMs, timeOr(series.toMs, endMs)),
    stepMs,
    gapMs: stepMs * (isKnown ? gapInSteps : gapInGuessedSteps),
  };
};

const timeOr = (atMs: number | undefined, otherMs: number): number =>
  atMs !== undefined && isTime(atMs) ? atMs : otherMs;

/** A lone sample stands for an hour. */
const loneStepMs = 3_600_000;

/** The median of the times between samples. */
const usualStepMs = (samples: readonly Sample[]): number => {
  const steps = samples
    .map(({ atMs }, index) => atMs - (samples[index - 1]?.atMs ?? atMs))
    .filter((stepMs) => stepMs >= leastStepMs)
    .toSorted((a, b) => a - b);
  return steps[Math.floor(steps.length / 2)] ?? loneStepMs;
};

export const largestOf = (samples: readonly Sample[]): number =>
  samples.reduce((most, { amount }) => Math.max(most, amount), 0);
