import { chartColours } from '../colours.ts';
import { type Frame, frameEdges } from './frame.ts';
import { linePath, rounded, type Spot } from './path.ts';
import type { Sample } from './samples.ts';

/** No two samples of one line are drawn closer than this, in pixels. */
const leastDistance = 2;
const dotRadius = 2.5;

/** A line over a tinted surface, interrupted where samples are missing; a sample without neighbours is a dot. */
export const lineShapes = ({ samples, axis, xOf, yOf }: Frame): string => {
  const runs = runsOf(samples, axis.gapMs).map((run) =>
    thinned(run.map(({ atMs, amount }) => ({ x: xOf(atMs), y: yOf(amount) }))),
  );
  const lines = runs.filter((run) => run.length > 1);
  const dots = runs.flatMap((run) => (run.length === 1 ? run : []));
  const { accent, surfaceOpacity } = chartColours;
  const surface = lines.map(surfacePath).join('');
  const line = lines.map(linePath).join('');
  return [
    ...(lines.length === 0
      ? []
      : [
          `<path d="${surface}" fill="${accent}" fill-opacity="${surfaceOpacity}"/>`,
          `<path d="${line}" fill="none" stroke="${accent}" stroke-width="2" stroke-linejoin="round"/>`,
        ]),
    ...dots.map(
      ({ x, y }) => `<circle cx="${rounded(x)}" cy="${rounded(y)}" r="${dotRadius}" fill="${accent}"/>`,
    ),
  ].join('');
};

/** Samples that follow each other without a gap. */
const runsOf = (samples: readonly Sample[], gapMs: number): readonly (readonly Sample[])[] => {
  const runs: Sample[][] = [];
  for (const sample of samples) {
    const run = runs.at(-1);
    const before = run?.at(-1);
    if (run === undefined || before === undefined || sample.atMs - before.atMs > gapMs) runs.push([sample]);
    else run.push(sample);
  }
  return runs;
};

/** Of samples closer than a screen can tell apart, the lowest and the highest stay: no peak is lost. */
const thinned = (spots: readonly Spot[]): readonly Spot[] => {
  const groups = Map.groupBy(spots, ({ x }) => Math.floor(x / leastDistance));
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined || group.length <= 2) return group;
    const highest = group.reduce((most, spot) => (spot.y < most.y ? spot : most), first);
    const lowest = group.reduce((least, spot) => (spot.y > least.y ? spot : least), first);
    return highest.x <= lowest.x ? [highest, lowest] : [lowest, highest];
  });
};

const surfacePath = (spots: readonly Spot[]): string => {
  const [first] = spots;
  const last = spots.at(-1);
  if (first === undefined || last === undefined) return '';
  const floor = rounded(frameEdges.baseline);
  return `${linePath(spots)}L${rounded(last.x)} ${floor}L${rounded(first.x)} ${floor}z`;
};
