import { describe, expect, test } from 'vitest';
import type { ScheduleConfig } from '../../src/config/config.ts';
import { reportPeriod } from '../../src/schedule/period.ts';
import { createSchedule } from '../../src/schedule/schedule.ts';
import { recordingLog } from '../helpers/log.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

const daily: ScheduleConfig = {
  expression: '0 7 * * *',
  preset: 'daily',
  timeZone: 'Europe/Berlin',
  catchUp: true,
};
const weekly: ScheduleConfig = { ...daily, expression: '0 7 * * 1', preset: 'weekly' };
const monthly: ScheduleConfig = { ...daily, expression: '0 7 1 * *', preset: 'monthly' };
const cron = (expression: string, timeZone = 'Europe/Berlin'): ScheduleConfig => ({
  expression,
  timeZone,
  catchUp: true,
});

const at = (iso: string): number => Date.parse(iso);

interface Input {
  readonly now: string;
  readonly mark?: string;
  readonly sinceMs?: number;
  readonly schedule?: ScheduleConfig;
  readonly next?: readonly string[];
}

const periodOf = ({ now, mark, sinceMs, schedule = daily, next = [] }: Input) => {
  const { fromMs, toMs } = reportPeriod({
    nowMs: at(now),
    lastMarkMs: mark === undefined ? undefined : at(mark),
    sinceMs,
    schedule,
    nextMs: () => next.map(at),
  });
  return {
    from: new Date(fromMs).toISOString(),
    to: new Date(toMs).toISOString(),
    hours: (toMs - fromMs) / hourMs,
  };
};

describe('a period', () => {
  test('starts where the last delivered report ended, and ends now', () => {
    expect(periodOf({ now: '2026-11-21T06:00:05Z', mark: '2026-11-20T06:00:09.123Z' })).toMatchObject({
      from: '2026-11-20T06:00:09.123Z',
      to: '2026-11-21T06:00:05.000Z',
    });
  });

  test('reaches back 31 days at most', () => {
    expect(periodOf({ now: '2026-08-21T06:00:00Z', mark: '2026-01-01T00:00:00Z' })).toMatchObject({
      from: '2026-07-21T06:00:00.000Z',
      hours: 31 * 24,
    });
  });

  test('of a month of 31 days loses nothing to a change of the clock or a late start', () => {
    // Berlin, 1 October 07:00:09 to 1 November 07:00:05: 31 days, one hour and less four seconds.
    expect(
      periodOf({ now: '2026-11-01T06:00:05Z', mark: '2026-10-01T05:00:09Z', schedule: monthly }).from,
    ).toBe('2026-10-01T05:00:09.000Z');
    expect(
      periodOf({ now: '2026-11-01T06:00:30Z', mark: '2026-10-01T05:00:09Z', schedule: monthly }).from,
    ).toBe('2026-10-01T05:00:09.000Z');
  });

  test('starts one step ago when the clock was moved and the mark lies in the future', () => {
    expect(periodOf({ now: '2026-11-21T06:00:00Z', mark: '2030-01-01T00:00:00Z' })).toMatchObject({
      hours: 24,
    });
  });

  test('is replaced by --since, whatever the mark', () => {
    expect(
      periodOf({ now: '2026-11-21T06:00:00Z', mark: '2026-11-20T06:00:00Z', sinceMs: 3 * hourMs }),
    ).toMatchObject({ from: '2026-11-21T03:00:00.000Z', hours: 3 });
    expect(periodOf({ now: '2026-11-21T06:00:00Z', sinceMs: 90 * dayMs }).hours).toBe(90 * 24);
  });
});

describe('the first period of a daily schedule is the same wall-clock time yesterday', () => {
  test.each([
    ['Europe/Berlin', '2026-11-21T06:00:00Z', 24],
    ['Europe/Berlin', '2026-03-29T05:00:00Z', 23],
    ['Europe/Berlin', '2026-10-25T06:00:00Z', 25],
    ['America/New_York', '2026-03-08T11:00:00Z', 23],
    ['America/New_York', '2026-11-01T12:00:00Z', 25],
    // Clocks on Lord Howe move by half an hour: to summer on 4 October, back on 5 April.
    ['Australia/Lord_Howe', '2026-10-03T20:00:00Z', 23.5],
    ['Australia/Lord_Howe', '2026-04-04T20:30:00Z', 24.5],
  ])('%s at %s: %d hours', (timeZone, now, hours) => {
    expect(periodOf({ now, schedule: { ...daily, timeZone } }).hours).toBe(hours);
  });

  test('and exists when that time of yesterday does not', () => {
    // 02:30 on 29 March 2026 was skipped in Berlin; the report is made on 30 March at 02:30.
    expect(periodOf({ now: '2026-03-30T00:30:00Z' }).from).toBe('2026-03-29T01:30:00.000Z');
  });
});

describe('the first period of another schedule is one step of it', () => {
  test('a week on the calendar', () => {
    expect(periodOf({ now: '2026-03-30T05:00:00Z', schedule: weekly }).hours).toBe(7 * 24 - 1);
  });

  test('a month on the calendar, with its last day when it is shorter', () => {
    expect(periodOf({ now: '2026-03-01T06:00:00Z', schedule: monthly }).from).toBe(
      '2026-02-01T06:00:00.000Z',
    );
    expect(periodOf({ now: '2026-03-31T05:00:00Z', schedule: monthly }).from).toBe(
      '2026-02-28T06:00:00.000Z',
    );
  });

  test('the gap between the next two runs', () => {
    const every6Hours = {
      schedule: cron('0 */6 * * *'),
      next: ['2026-11-21T11:00:00Z', '2026-11-21T17:00:00Z'],
    };
    expect(periodOf({ now: '2026-11-21T06:00:00Z', ...every6Hours }).hours).toBe(6);
  });

  test('whole days of the calendar when that gap is such, even when the clock changes in it or before it', () => {
    const schedule = cron('30 6 * * *');
    const nextAcross = ['2026-10-24T04:30:00Z', '2026-10-25T05:30:00Z'];
    expect(periodOf({ now: '2026-10-23T04:30:00Z', schedule, next: nextAcross }).hours).toBe(24);
    const nextPlain = ['2026-10-26T05:30:00Z', '2026-10-27T05:30:00Z'];
    expect(periodOf({ now: '2026-10-25T05:30:00Z', schedule, next: nextPlain }).hours).toBe(25);
  });

  test('31 days when it is longer', () => {
    const yearly = {
      schedule: cron('0 7 1 1 *', 'UTC'),
      next: ['2027-01-01T07:00:00Z', '2028-01-01T07:00:00Z'],
    };
    expect(periodOf({ now: '2026-11-21T06:00:00Z', ...yearly }).hours).toBe(31 * 24);
  });

  test('a day when nothing is known of the next runs', () => {
    expect(periodOf({ now: '2026-11-21T06:00:00Z', schedule: cron('0 7 * * *') }).hours).toBe(24);
  });

  test('of a preset is known without a look at the next runs', () => {
    const nowMs = at('2026-11-21T06:00:00Z');
    const period = reportPeriod({ nowMs, schedule: daily, nextMs: () => expect.unreachable() });
    expect(period).toEqual({ fromMs: nowMs - dayMs, toMs: nowMs });
  });

  test('what the schedule itself says of its next runs fits', () => {
    const schedule = cron('*/5 * * * *');
    const nextMs = () => createSchedule(schedule, { log: recordingLog().log, now: Date.now }).next(2);
    const nowMs = at('2026-11-21T06:00:00Z');
    expect(reportPeriod({ nowMs, schedule, nextMs }).fromMs).toBe(nowMs - 5 * 60_000);
  });
});

test('periods follow each other without a gap and without overlap, across both changes of the clock', () => {
  let markMs: number | undefined;
  let coveredMs = 0;
  const first = at('2026-01-01T06:00:00Z');
  for (let day = 0; day < 365; day += 1) {
    const nowMs = first + day * dayMs + (day % 7) * 1000;
    const { fromMs, toMs } = reportPeriod({ nowMs, lastMarkMs: markMs, schedule: daily, nextMs: () => [] });
    if (markMs !== undefined) expect(fromMs).toBe(markMs);
    coveredMs += toMs - fromMs;
    markMs = toMs;
  }
  expect(coveredMs).toBe((markMs ?? 0) - first + dayMs);
});
