import type { Period } from '../period.ts';
import type { Block } from '../report/section.ts';

type Series = Extract<Block, { kind: 'series' }>;

/** A picture over the period. One point shows nothing over time: then there is none. */
export function seriesBlocks(
  series: Omit<Series, 'kind' | 'fromMs' | 'toMs'> & { readonly stepMs: number },
  period: Period | undefined,
): readonly Block[] {
  const first = series.points.at(0);
  const last = series.points.at(-1);
  if (first === undefined || last === undefined || first === last) return [];
  return [{ kind: 'series', ...series, ...axisOf(first.atMs, last.atMs, series, period) }];
}

/** The whole period, and what began before it: a stretch counts to the period in which it ends. */
function axisOf(
  firstMs: number,
  lastMs: number,
  { shape, stepMs }: Pick<Series, 'shape'> & { readonly stepMs: number },
  period: Period | undefined,
): Pick<Series, 'fromMs' | 'toMs'> {
  if (period === undefined) return {};
  const endMs = shape === 'columns' ? lastMs + stepMs : lastMs;
  return { fromMs: Math.min(period.fromMs, firstMs), toMs: Math.max(period.toMs, endMs) };
}
