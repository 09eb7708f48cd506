import type { Period } from '../period.ts';

/** Below this a clock is right: answers take their time, and `Date` has whole seconds (UniFi API reference §7.4). */
const toleratedMs = 2 * 60_000;

/** The report's period as the console's clock has it. */
export interface ClockWindow {
  readonly period: Period;
  /** How far the console's clock is ahead, below 0 when it is behind; absent where it is right or not known. */
  readonly offMs?: number;
}

/**
 * A clock that is off shifts the whole window, so that nothing falls between two reports (DESIGN §6).
 * @param skewMs how far the console's clock is ahead; undefined where it is not known
 */
export function clockWindow({ fromMs, toMs }: Period, skewMs = 0): ClockWindow {
  if (Math.abs(skewMs) <= toleratedMs) return { period: { fromMs, toMs } };
  return { period: { fromMs: fromMs + skewMs, toMs: toMs + skewMs }, offMs: skewMs };
}
