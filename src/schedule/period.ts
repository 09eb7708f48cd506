// Functions of their own, not the classes: a bundle holds only those that are used, a third of the package.
import { fromEpochMilliseconds, toZonedDateTimeISO } from 'temporal-polyfill/fns/Instant';
import { diffDays } from 'temporal-polyfill/fns/PlainDateTime';
import {
  subtractDays,
  subtractMilliseconds,
  subtractMonths,
  subtractWeeks,
  toPlainDateTime,
} from 'temporal-polyfill/fns/ZonedDateTime';
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
  nextMs(): readonly number[];
}

const longestDays = 31;
/** A monthly run starts seconds, or a late wake-up, after its slot: what came before the limit by that is not cut off. */
const limitGraceMs = 10 * 60_000;

type ZonedTime = ReturnType<typeof toZonedDateTimeISO>;
type StepBack = (from: ZonedTime) => ZonedTime;

const presetSteps = {
  daily: (from) => subtractDays(from, 1),
  weekly: (from) => subtractWeeks(from, 1),
  monthly: (from) => subtractMonths(from, 1),
} satisfies Record<string, StepBack>;

/**
 * The time a report covers (DESIGN §6). It ends now and starts where the last delivered report ended, at most 31 days
 * ago; with no such mark, or one in the future because the clock was moved, one step of the schedule ago. Days are
 * days on the wall clock of the report's zone, so one may have 23 or 25 hours. Never throws for a valid time zone.
 */
export const reportPeriod = ({ nowMs, lastMarkMs, sinceMs, schedule, nextMs }: PeriodInput): Period => {
  if (sinceMs !== undefined) return { fromMs: nowMs - sinceMs, toMs: nowMs };

  const now = zoned(nowMs, schedule.timeZone);
  const earliestMs = subtractDays(now, longestDays).epochMilliseconds;
  if (lastMarkMs !== undefined && lastMarkMs < nowMs) {
    const fromMs = lastMarkMs >= earliestMs - limitGraceMs ? lastMarkMs : earliestMs;
    return { fromMs, toMs: nowMs };
  }
  const stepBack = stepOf(schedule, nextMs);
  return { fromMs: Math.max(stepBack(now).epochMilliseconds, earliestMs), toMs: nowMs };
};

const zoned = (atMs: number, timeZone: string): ZonedTime =>
  toZonedDateTimeISO(fromEpochMilliseconds(atMs), timeZone);

/** One step of the schedule: of the calendar where it is one of whole days, otherwise of exact time. */
const stepOf = (schedule: ScheduleConfig, nextMs: () => readonly number[]): StepBack => {
  if (schedule.preset !== undefined) return presetSteps[schedule.preset];
  const [firstMs, secondMs] = nextMs();
  if (firstMs === undefined || secondMs === undefined) return presetSteps.daily;

  const onWallClock = (atMs: number) => toPlainDateTime(zoned(atMs, schedule.timeZone));
  const days = diffDays(onWallClock(firstMs), onWallClock(secondMs));
  const isWholeDays = days > 0 && Number.isInteger(days);
  return (from) => (isWholeDays ? subtractDays(from, days) : subtractMilliseconds(from, secondMs - firstMs));
};
