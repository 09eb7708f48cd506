const secondMs = 1_000;
const minuteMs = 60 * secondMs;
const dayMs = 24 * 60 * minuteMs;
const daysAhead = 366;

/** What the search needs to know of a schedule. */
export interface WallClockTimes {
  /** Whether it is due at this instant. */
  readonly isDue: (atMs: number) => boolean;
  /** Whether it names this time on the wall clock, which is given as if it were UTC. */
  readonly isNamed: (wallClockMs: number) => boolean;
  /** The seconds of its field. */
  readonly seconds: readonly number[];
  readonly timeZone: string;
}

/**
 * Times of a schedule, on the wall clock as if it were UTC, that do not exist within the next year, because the clock goes
 * forward over them: node-cron leaves them out (libraries reference §1.1). One for each change of the clock, and none
 * where the schedule is due again within the time that was skipped, as an hourly one is.
 */
export const findSkippedTimes = (times: WallClockTimes, nowMs: number): readonly number[] => {
  const wallClockOf = createWallClock(times.timeZone);
  const offsetAt = (atMs: number): number => wallClockOf(atMs) - atMs;
  const firstMs = Math.floor(nowMs / minuteMs) * minuteMs;

  const skipped: number[] = [];
  for (let day = 0; day < daysAhead; day += 1) {
    const [fromMs, toMs] = [firstMs + day * dayMs, firstMs + (day + 1) * dayMs];
    const gapMs = offsetAt(toMs) - offsetAt(fromMs);
    if (gapMs <= 0) continue;
    const changeMs = findChange(offsetAt, fromMs, toMs);
    if (firstWithin(times.isDue, times.seconds, changeMs, gapMs) !== undefined) continue;
    const missing = firstWithin(times.isNamed, times.seconds, changeMs + offsetAt(fromMs), gapMs);
    if (missing !== undefined) skipped.push(missing);
  }
  return skipped;
};

const firstWithin = (
  matches: (atMs: number) => boolean,
  seconds: readonly number[],
  fromMs: number,
  lengthMs: number,
): number | undefined => {
  for (let minuteAtMs = fromMs; minuteAtMs < fromMs + lengthMs; minuteAtMs += minuteMs) {
    const second = seconds.find((candidate) => matches(minuteAtMs + candidate * secondMs));
    if (second !== undefined) return minuteAtMs + second * secondMs;
  }
  return undefined;
};

/** The minute at which the offset of a zone becomes what it is at `toMs`. */
const findChange = (offsetAt: (atMs: number) => number, fromMs: number, toMs: number): number => {
  let [before, after] = [fromMs / minuteMs, toMs / minuteMs];
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (offsetAt(middle * minuteMs) === offsetAt(toMs)) after = middle;
    else before = middle;
  }
  return after * minuteMs;
};

const createWallClock = (timeZone: string): ((atMs: number) => number) => {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  return (atMs) => {
    const parts = new Map(format.formatToParts(atMs).map(({ type, value }) => [type, Number(value)]));
    const part = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) ?? 0;
    const date = [part('year'), part('month') - 1, part('day')] as const;
    return Date.UTC(...date, part('hour'), part('minute'), part('second'));
  };
};
