import type { Detection } from '../console/detections.ts';
import type { Period } from '../period.ts';
import type { Block } from '../report/section.ts';
import { seriesBlocks } from './section-series.ts';
import type { Snapshot } from './snapshot.ts';
import { stretchOf } from './stretch.ts';

/** More columns than this are no picture; no report of a schedule has so many. */
const mostStretches = 400;

/** Detections over the period, blocked or not. Nothing where there were none, which the figures above say. */
export function threatsOverTimeBlocks({ detections, period }: Snapshot): readonly Block[] {
  if (detections.status === 'missing' || period === undefined) return [];
  const { rows, isCut = false } = detections.data;
  if (rows.length === 0) return [];
  const { stepMs, per } = stretchOf(period);
  if ((period.toMs - period.fromMs) / stepMs > mostStretches) return [];
  const points = pointsOf(rows, period, stepMs, isCut);
  const amounts = points.map(({ amount }) => amount);
  return seriesBlocks(
    {
      title: `Threats ${per}, ${isCut ? 'of those that were read' : 'in all'}`,
      points,
      summary: { number: amounts.reduce((sum, amount) => sum + amount, 0) },
      shape: 'columns',
      stepMs,
      largest: { number: Math.max(...amounts) },
    },
    period,
  );
}

/**
 * One point per stretch of the period, 0 where nothing was detected. Lists are read from the newest row on: of one that
 * was cut, what is before its oldest row is not known, and has no point.
 */
function pointsOf(rows: readonly Detection[], { fromMs, toMs }: Period, stepMs: number, isCut: boolean) {
  const stretchAt = (atMs: number) => Math.floor((atMs - fromMs) / stepMs);
  const counts = new Map<number, number>();
  for (const { atMs, count } of rows) counts.set(stretchAt(atMs), (counts.get(stretchAt(atMs)) ?? 0) + count);
  const firstKnown = isCut ? Math.min(...counts.keys()) : 0;
  return Array.from({ length: Math.ceil((toMs - fromMs) / stepMs) }, (_, index) => index)
    .filter((index) => index >= firstKnown)
    .map((index) => ({ atMs: fromMs + index * stepMs, amount: counts.get(index) ?? 0 }));
}
