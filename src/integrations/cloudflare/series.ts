import type { Period } from '../../period.ts';
import type { Block, Value } from '../../report/section.ts';

interface Columns {
  readonly title: string;
  readonly points: readonly { readonly atMs: number; readonly amount: number }[];
  readonly summary: Value;
  /** How much time each point counts. */
  readonly stepMs: number;
  /** What was asked for. */
  readonly window: Period;
}

/** What was counted, over the time that was asked for. Of one point, or of nothing but zeros, there is no picture. */
export function columns({ title, points, summary, stepMs, window }: Columns): readonly Block[] {
  const most = points.reduce((highest, { amount }) => Math.max(highest, amount), 0);
  const first = points.at(0);
  const last = points.at(-1);
  if (first === undefined || last === undefined || first === last || most === 0) return [];
  return [
    {
      kind: 'series',
      title,
      points,
      summary,
      shape: 'columns',
      stepMs,
      largest: { number: most },
      fromMs: Math.min(window.fromMs, first.atMs),
      toMs: Math.max(window.toMs, last.atMs + stepMs),
    },
  ];
}

/** From the beginning of the earliest to the end of the latest; of at least one. */
export const windowOfAll = (zones: readonly { readonly window: Period }[]): Period => ({
  fromMs: Math.min(...zones.map(({ window }) => window.fromMs)),
  toMs: Math.max(...zones.map(({ window }) => window.toMs)),
});
