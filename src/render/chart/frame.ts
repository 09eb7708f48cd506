import { type Axis, axisOf, largestOf, type Sample, type Series, samplesOf } from './samples.ts';

/** Pixels of the mail's widest column; a narrow window shows the picture smaller. */
export const chartSize = { width: 584, height: 72 } as const;

/** Where nothing of the series is drawn: room for the caps of marks above, and for half a line at each edge. */
const inset = { top: 7, bottom: 1.5, side: 1 } as const;

const baseline = chartSize.height - inset.bottom;

/** A series on its axes: what is drawn, and where its times and amounts are in the picture. */
export interface Frame {
  readonly samples: readonly Sample[];
  readonly axis: Axis;
  /** Pixels from the left. */
  xOf(atMs: number): number;
  /** Pixels from the top; the scale begins at 0 and ends at the largest amount. */
  yOf(amount: number): number;
}

export const frameEdges = { top: inset.top, baseline } as const;

/** Nothing where there is no sample to draw. */
export const frameOf = (series: Series): Frame | undefined => {
  const samples = samplesOf(series);
  if (samples.length === 0) return undefined;
  const axis = axisOf(series, samples);
  const top = largestOf(samples);
  const width = chartSize.width - 2 * inset.side;
  return {
    samples,
    axis,
    xOf: (atMs) => inset.side + width * between(0, (atMs - axis.fromMs) / (axis.toMs - axis.fromMs), 1),
    yOf: (amount) => baseline - (top > 0 ? amount / top : 0) * (baseline - inset.top),
  };
};

const between = (least: number, value: number, most: number): number =>
  Math.min(most, Math.max(least, value));
