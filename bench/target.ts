/** One figure of the bench beside what it should be. */
export interface Row {
  readonly what: string;
  /** As it is written: "2.3 × floor". */
  readonly measured: string;
  readonly target: string;
  readonly isMet: boolean;
}

/** At most so much of something: "2.3 × floor", at most "3 × floor". Nothing that is not a number is ever met. */
export const atMost = (what: string, value: number, most: number, unit: string): Row => {
  const digits = unit === 'ms' ? 1 : 2;
  return {
    what,
    measured: `${value.toFixed(digits)} ${unit}`.trim(),
    target: `≤ ${most} ${unit}`.trim(),
    isMet: value <= most,
  };
};
