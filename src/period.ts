/** The time a report covers: half-open, `fromMs` included, `toMs` not. Milliseconds since 1970 (UTC). */
export interface Period {
  readonly fromMs: number;
  readonly toMs: number;
}

const hourMs = 3_600_000;

/** The hours that hold a period, at least one, for questions that ask by whole hours. */
export const wholeHoursOf = ({ fromMs, toMs }: Period): number =>
  Math.max(1, Math.ceil((toMs - fromMs) / hourMs));
