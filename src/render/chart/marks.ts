import type { SeriesMark } from '../../report/section.ts';
import { chartColours } from '../colours.ts';
import { chartSize, type Frame } from './frame.ts';
import { rectanglePath } from './path.ts';

/** An outage of a minute must still be seen in a week. */
const leastWidth = 3;
const capHeight = 3;
/** More bands would be one. */
const mostMarks = 200;

/** A band over the whole height for each stretch of time that is marked, with a cap that stands out by its shape too. */
export const markShapes = (marks: readonly SeriesMark[], { axis, xOf }: Frame): string => {
  const bands = marks
    .filter(({ fromMs, toMs }) => fromMs <= toMs && toMs >= axis.fromMs && fromMs <= axis.toMs)
    .slice(0, mostMarks)
    .map(({ fromMs, toMs }) => bandBetween(xOf(fromMs), xOf(toMs)));
  if (bands.length === 0) return '';
  const path = (height: number): string =>
    bands.map(({ x, width }) => rectanglePath({ x, y: 0, width, height })).join('');
  const { mark, bandOpacity } = chartColours;
  return `<path d="${path(chartSize.height)}" fill="${mark}" fill-opacity="${bandOpacity}"/><path d="${path(capHeight)}" fill="${mark}"/>`;
};

const bandBetween = (from: number, to: number): { readonly x: number; readonly width: number } => {
  const width = Math.max(leastWidth, to - from);
  const x = Math.min(chartSize.width - width, Math.max(0, (from + to - width) / 2));
  return { x, width };
};
