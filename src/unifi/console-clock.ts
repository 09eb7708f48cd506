import type { Part } from '../console/part.ts';
import type { Period } from '../period.ts';
import { formatDuration } from '../report/format.ts';

/** Below this a clock is right: answers take their time, and `Date` has whole seconds (UniFi API reference §7.4). */
const toleratedMs = 2 * 60_000;

/** The report's period as the console's clock has it, and what is to be said about that. */
export interface ConsolePeriod {
  readonly period: Period;
  readonly notes: readonly string[];
}

/**
 * A clock that is off shifts the whole window, so that nothing falls between two reports (DESIGN §6).
 * @param skewMs how far the console's clock is ahead; undefined where it is not known
 */
export function onConsoleClock({ fromMs, toMs }: Period, skewMs = 0): ConsolePeriod {
  if (Math.abs(skewMs) <= toleratedMs) return { period: { fromMs, toMs }, notes: [] };
  const off = `${formatDuration(Math.abs(skewMs))} ${skewMs > 0 ? 'ahead' : 'behind'}`;
  return {
    period: { fromMs: fromMs + skewMs, toMs: toMs + skewMs },
    notes: [`The console’s clock is ${off}: its own times are shown, and the period is taken by that clock.`],
  };
}

/** The part with these notes before its own; a missing one has no times. */
export const withNotes = <T>(part: Part<T>, notes: readonly string[]): Part<T> =>
  part.status === 'missing' || notes.length === 0 ? part : { ...part, notes: [...notes, ...part.notes] };
