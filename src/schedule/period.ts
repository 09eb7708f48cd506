import { Temporal } from 'temporal-polyfill';
import type { ScheduleConfig } from '../config/config.ts';
import type { Period } from '../period.ts';

export interface PeriodInput {
  readonly nowMs: number;
  /** Where the last delivered report ended; undefined before the first. */
  readonly lastMarkMs?: number | undefined;
  /** `--since`: how far back from now, milliseconds. */
  readonly sinceMs?: number | undefined;
  readonly schedule: ScheduleConfig;
  /** The next two times the schedule is due: their distance is its step when it is no preset. */
  readonly nextMs: readonly number[];
}

const longestDays = 31;
/** A monthly run starts seconds, or a late wake-up, after its slot: what came before the limit by that is not cut off. */
const limitGraceMs = 10 * 60_000;

const presetSteps = { daily: { days: 1 }, weekly: { weeks: 1 }, monthly: { months: 1 } } as const;

/**
 * The time a report covers (DESIGN §6). It ends now and starts where the last delivered report ended, at most 31 days
 * ago; with no such mark, or one in the future because the clock was moved, one step of the schedule ago. Days are
 * days on the wall clock of the report's zone, so one may have 23 or 25 hours. Never throws for a valid time zone.
 */
export const reportPeriod = ({ nowMs, lastMarkMs, sinceMs, schedule, nextMs }: PeriodInput): Period => {
  if (sinceMs !== undefined) return { fromMs: nowMs - sinceMs, toMs: nowMs };

  const now = Temporal.Instant.fromEpochMilliseconds(nowMs).toZonedDateTimeISO(schedule.timeZone);
  const earliestMs = now.subtract({ days: longestDays }).epochMilliseconds;
  if (lastMarkMs !== undefined && lastMarkMs < nowMs) {
    const fromMs = lastMarkMs >= earliestMs - limitGraceMs ? lastMarkMs : earliestMs;
    return { fromMs, toMs: nowMs };
  }
  const stepAgoMs = now.subtract(stepOf(schedule, nextMs)).epochMilliseconds;
  return { fromMs: Math.max(stepAgoMs, earliestMs), toMs: nowMs };
};

/** One step of the schedule: of the calendar where it is one of whole days, otherwise of exact time. */
const stepOf = (schedule: ScheduleConfig, nextMs: readonly number[]): Temporal.DurationLike => {
  if (schedule.preset !== undefined) return presetSteps[schedule.preset];
  const [firstMs, secondMs] = nextMs;
  if (firstMs === undefined || secondMs === undefined) return presetSteps.daily;

  const toWallClock = (atMs: number): Temporal.PlainDateTime =>
    Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO(schedule.timeZone).toPlainDateTime();
  const gap = toWallClock(firstMs).until(toWallClock(secondMs), { largestUnit: 'day' });
  const isWholeDays = gap.days > 0 && gap.total({ unit: 'hour' }) === gap.days * 24;
  return isWholeDays ? { days: gap.days } : { milliseconds: secondMs - firstMs };
};
