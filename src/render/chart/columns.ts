import { chartColours } from '../colours.ts';
import { type Frame, frameEdges } from './frame.ts';
import { type Rectangle, rectanglePath } from './path.ts';
import { type Axis, largestOf, type Sample } from './samples.ts';

/** More would be thinner than four pixels each; neighbours are then drawn as one, as high as the highest of them. */
const mostColumns = 146;
/** What is counted as 0 is a thin line, unlike what was not counted at all. */
const zeroHeight = 1.5;
const leastHeight = 2.5;
/** Between two columns: a part of their width, at most so many pixels. */
const spacing = { share: 0.2, most: 3 } as const;

/** One column per sample over the stretch that it counts; nothing where there is no sample. */
export const columnShapes = ({ samples, axis, xOf, yOf }: Frame): string => {
  const { samples: shown, stepMs } = merged(samples, axis);
  const path = shown.map(({ atMs, amount }, index) => {
    const nextMs = shown[index + 1]?.atMs ?? Number.POSITIVE_INFINITY;
    const from = xOf(atMs);
    return rectanglePath(column(from, xOf(Math.min(atMs + stepMs, nextMs)) - from, yOf(amount)));
  });
  return `<path d="${path.join('')}" fill="${chartColours.accent}"/>`;
};

const column = (from: number, width: number, top: number): Rectangle => {
  const gap = Math.min(spacing.most, width * spacing.share);
  const high = frameEdges.baseline - top;
  const height = high === 0 ? zeroHeight : Math.max(leastHeight, high);
  return { x: from + gap / 2, y: frameEdges.baseline - height, width: Math.max(1, width - gap), height };
};

const merged = (
  samples: readonly Sample[],
  { fromMs, toMs, stepMs }: Axis,
): { readonly samples: readonly Sample[]; readonly stepMs: number } => {
  const together = Math.ceil((toMs - fromMs) / stepMs / mostColumns);
  if (together <= 1) return { samples, stepMs };
  const widerMs = stepMs * together;
  const groups = Map.groupBy(samples, ({ atMs }) => Math.floor((atMs - fromMs) / widerMs));
  return {
    samples: [...groups].map(([index, group]) => ({
      atMs: fromMs + index * widerMs,
      amount: largestOf(group),
    })),
    stepMs: widerMs,
  };
};
