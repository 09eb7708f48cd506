import type { Detection } from '../../console/detections.ts';

/** Hits, not rows: one row of the flow log stands for several. */
export interface Hits {
  readonly all: number;
  readonly blocked: number;
  readonly detected: number;
  /** The console does not say what was done. */
  readonly untold: number;
}

export function hitsOf(rows: readonly Detection[]): Hits {
  const sumOf = (action: Detection['action']) => sum(rows.filter((row) => row.action === action));
  return {
    all: sum(rows),
    blocked: sumOf('blocked'),
    detected: sumOf('detected'),
    untold: sumOf('unknown'),
  };
}

const sum = (rows: readonly Detection[]): number => rows.reduce((total, { count }) => total + count, 0);
