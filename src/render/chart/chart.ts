import { chartColours } from '../colours.ts';
import { columnShapes } from './columns.ts';
import { chartSize, frameEdges, frameOf } from './frame.ts';
import { lineShapes } from './line.ts';
import { markShapes } from './marks.ts';
import type { Series } from './samples.ts';

export { chartSize } from './frame.ts';
export type { Series } from './samples.ts';

/** Pixels of the picture per pixel of the page: sharp on the screens of phones. */
const density = 2;

/**
 * One series as an SVG without any text: figures and labels stand beside it, in the mail's own type. The background is
 * transparent and the colours hold on light and dark cards. Nothing but numbers goes into it: no title, label or other
 * text that came over the network.
 * @returns nothing where there is no sample to draw
 */
export const chartSvg = (series: Series): string | undefined => {
  const frame = frameOf(series);
  if (frame === undefined) return undefined;
  const { width, height } = chartSize;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width * density}" height="${height * density}" viewBox="0 0 ${width} ${height}">`,
    grid,
    markShapes(series.marks ?? [], frame),
    series.shape === 'columns' ? columnShapes(frame) : lineShapes(frame),
    '</svg>',
  ].join('');
};

const { top, baseline } = frameEdges;
const level = (y: number): string => `M0 ${y}H${chartSize.width}`;
const { line, gridOpacity } = chartColours;
const grid = `<path d="${level(top)}${level((top + baseline) / 2)}" stroke="${line}" stroke-opacity="${gridOpacity}" stroke-dasharray="2 4"/><path d="${level(baseline + 1)}" stroke="${line}"/>`;
