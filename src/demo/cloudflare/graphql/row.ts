export type DimensionValue = string | number;

/** One measured row; answers are made by filtering, grouping and adding up rows. */
export interface AnalyticsRow {
  readonly atMs: number;
  readonly dimensions: Readonly<Record<string, DimensionValue>>;
  readonly count: number;
  readonly sums: Readonly<Record<string, number>>;
  /** Breakdowns inside a sum, such as `responseStatusMap`. */
  readonly maps?: Readonly<Record<string, readonly Readonly<Record<string, DimensionValue>>[]>>;
  readonly uniques?: number;
}
