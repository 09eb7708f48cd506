import { describe, expect, test } from 'vitest';
import { skippedTimes } from '../../src/schedule/schedule.ts';

const on = (expression: string, timeZone: string, now: string) =>
  skippedTimes({ expression, timeZone, catchUp: true }, Date.parse(now));

describe('a time of the schedule that the clock skips', () => {
  test.each([
    ['30 2 * * *', 'Europe/Berlin', '2026-11-21T12:00:00Z', '28 March 2027 at 02:30'],
    ['0 2 * * *', 'America/New_York', '2026-01-01T00:00:00Z', '8 March 2026 at 02:00'],
    // Half an hour only: 02:00 to 02:30.
    ['15 2 * * *', 'Australia/Lord_Howe', '2026-09-01T00:00:00Z', '4 October 2026 at 02:15'],
    ['30 2 * * 0', 'Europe/Berlin', '2026-03-20T12:00:00Z', '29 March 2026 at 02:30'],
    ['20 15 2 * * *', 'Europe/Berlin', '2026-11-21T12:00:00Z', '28 March 2027 at 02:15'],
    // Midnight itself is skipped there.
    ['0 0 * * *', 'Africa/Cairo', '2026-04-01T00:00:00Z', '24 April 2026 at 00:00'],
  ])('%s in %s is named, with its day', (expression, timeZone, now, day) => {
    expect(on(expression, timeZone, now)).toEqual([
      `REPORT_SCHEDULE: ${day} does not exist in ${timeZone}, because the clock goes forward then; there is no report at that time, and the next one covers it as well.`,
    ]);
  });

  test('is named though the year is nearly over until it comes', () => {
    expect(on('30 2 * * *', 'Europe/Berlin', '2026-03-29T12:00:00Z')).toHaveLength(1);
  });
});

describe('nothing is named', () => {
  test.each([
    ['for a time that always exists', '0 7 * * *', 'Europe/Berlin'],
    ['where the clock never changes', '30 2 * * *', 'Asia/Tokyo'],
    ['where another day is meant', '30 2 * * 1', 'Europe/Berlin'],
    ['for a schedule that is due again within the hour', '*/15 * * * *', 'Europe/Berlin'],
    ['for one that is due at the full hour', '0 * * * *', 'America/New_York'],
    ['for the hour that comes twice', '30 1 * * *', 'America/New_York'],
    ['beside the half hour that is skipped', '45 2 * * *', 'Australia/Lord_Howe'],
  ])('%s: %s in %s', (_why, expression, timeZone) => {
    expect(on(expression, timeZone, '2026-09-01T00:00:00Z')).toEqual([]);
  });
});
