const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/** What the backward scan needs to know of a cron expression. */
export interface DueTimes {
  /** Whether the schedule names this instant, in its own zone. */
  readonly matches: (atMs: number) => boolean;
  /** The minutes and seconds of its fields: they make the scan skip what cannot match. */
  readonly minutes: readonly number[];
  readonly seconds: readonly number[];
  readonly timeZone: string;
}

/**
 * The latest instant, not after `nowMs` and after `sinceMs`, at which a schedule was due; undefined when there is none.
 * node-cron runs no slot that was missed (libraries reference §1.1), so what was due is found by looking back.
 */
export const findLastDueMs = (due: DueTimes, nowMs: number, sinceMs: number): number | undefined => {
  // Offsets of time zones are whole quarters of an hour, so a local minute shows in UTC up to those.
  const quarterMinutes = new Set(due.minutes.map((minute) => minute % 15));
  const seconds = due.seconds.toSorted((a, b) => b - a);
  const isRepeated = repeatedWallClock(due.timeZone);

  for (let minute = Math.floor(nowMs / minuteMs); minute * minuteMs > sinceMs - minuteMs; minute -= 1) {
    if (!quarterMinutes.has(minute % 15)) continue;
    for (const second of seconds) {
      const atMs = minute * minuteMs + second * 1000;
      if (atMs > nowMs || atMs <= sinceMs) continue;
      if (due.matches(atMs) && !isRepeated(atMs)) return atMs;
    }
  }
  return undefined;
};

/** When clocks go back, an hour (half of one on Lord Howe) reads the same twice; node-cron fires in the first only. */
const repeatedWallClock = (timeZone: string): ((atMs: number) => boolean) => {
  const format = new Intl.DateTimeFormat('en-GB', { timeZone, dateStyle: 'short', timeStyle: 'medium' });
  return (atMs) => {
    const wallClock = format.format(atMs);
    return [hourMs / 2, hourMs].some((agoMs) => format.format(atMs - agoMs) === wallClock);
  };
};
