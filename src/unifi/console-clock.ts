import { clockWindow } from '../console/clock-window.ts';
import type { Part } from '../console/part.ts';
import type { Period } from '../period.ts';
import { formatDuration } from '../report/format.ts';

/** The report's period as the console's clock has it, and what is to be said about that. */
export interface ConsolePeriod {
  readonly period: Period;
  readonly notes: readonly string[];
}

/** @param skewMs how far the console's clock is ahead; undefined where it is not known */
export function onConsoleClock(reportPeriod: Period, skewMs: number | undefined): ConsolePeriod {
  const { period, offMs } = clockWindow(reportPeriod, skewMs);
  if (offMs === undefined) return { period, notes: [] };
  const off = `${formatDuration(Math.abs(offMs))} ${offMs > 0 ? 'ahead' : 'behind'}`;
  return {
    period,
    notes: [`The console’s clock is ${off}: its own times are shown, and the period is taken by that clock.`],
  };
}

/** The part with these notes before its own; a missing one has no times. */
export const withNotes = <T>(part: Part<T>, notes: readonly string[]): Part<T> =>
  part.status === 'missing' || notes.length === 0 ? part : { ...part, notes: [...notes, ...part.notes] };
