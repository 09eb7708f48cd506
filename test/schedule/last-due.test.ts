import { describe, expect, test } from 'vitest';
import type { ScheduleConfig } from '../../src/config/config.ts';
import { isReportOwed, lastDueMs } from '../../src/schedule/schedule.ts';

const scheduleOf = (expression: string, timeZone: string, catchUp = true): ScheduleConfig => ({
  expression,
  timeZone,
  catchUp,
});

const at = (iso: string): number => Date.parse(iso);
const lastDue = (expression: string, timeZone: string, now: string, since = '2020-01-01T00:00:00Z') => {
  const dueMs = lastDueMs(scheduleOf(expression, timeZone), at(now), at(since));
  return dueMs === undefined ? undefined : new Date(dueMs).toISOString();
};

describe('the last time a schedule was due', () => {
  test.each([
    ['later the same day', '0 7 * * *', 'Europe/Berlin', '2026-11-21T12:00:00Z', '2026-11-21T06:00:00.000Z'],
    [
      'at this very instant',
      '0 7 * * *',
      'Europe/Berlin',
      '2026-11-21T06:00:00Z',
      '2026-11-21T06:00:00.000Z',
    ],
    ['a moment before it', '0 7 * * *', 'Europe/Berlin', '2026-11-21T05:59:59Z', '2026-11-20T06:00:00.000Z'],
    ['over a weekend', '30 6 * * 1-5', 'Europe/Berlin', '2026-11-22T12:00:00Z', '2026-11-20T05:30:00.000Z'],
    ['for a month', '0 7 1 * *', 'Europe/Berlin', '2026-11-30T12:00:00Z', '2026-11-01T06:00:00.000Z'],
    ['for most of a year', '0 7 1 1 *', 'UTC', '2026-12-31T12:00:00Z', '2026-01-01T07:00:00.000Z'],
    ['with seconds', '*/20 * * * * *', 'UTC', '2026-11-21T12:00:45Z', '2026-11-21T12:00:40.000Z'],
    [
      'in a zone of quarter hours',
      '0 7 * * *',
      'Asia/Kathmandu',
      '2026-11-21T12:00:00Z',
      '2026-11-21T01:15:00.000Z',
    ],
    [
      'across the spring change',
      '0 7 * * *',
      'Europe/Berlin',
      '2026-03-29T04:59:00Z',
      '2026-03-28T06:00:00.000Z',
    ],
    [
      'after the spring change',
      '0 7 * * *',
      'Europe/Berlin',
      '2026-03-29T12:00:00Z',
      '2026-03-29T05:00:00.000Z',
    ],
  ])('%s', (_when, expression, timeZone, now, expected) => {
    expect(lastDue(expression, timeZone, now)).toBe(expected);
  });

  test('is not one that lies in the hour that spring skips', () => {
    expect(lastDue('30 2 * * *', 'America/New_York', '2026-03-08T12:00:00Z')).toBe(
      '2026-03-07T07:30:00.000Z',
    );
  });

  test.each([
    ['America/New_York', '30 1 * * *', '2026-11-01T12:00:00Z', '2026-11-01T05:30:00.000Z'],
    ['Europe/Berlin', '30 2 * * *', '2026-10-25T12:00:00Z', '2026-10-25T00:30:00.000Z'],
    ['Australia/Lord_Howe', '45 1 * * *', '2026-04-05T01:00:00Z', '2026-04-04T14:45:00.000Z'],
  ])('is the first of two equal ones in autumn: %s', (timeZone, expression, now, expected) => {
    expect(lastDue(expression, timeZone, now)).toBe(expected);
  });

  test('is none when nothing was due since', () => {
    expect(lastDue('0 7 * * *', 'UTC', '2026-11-21T12:00:00Z', '2026-11-21T07:00:00Z')).toBeUndefined();
    expect(lastDue('0 7 * * *', 'UTC', '2026-11-21T12:00:00Z', '2026-11-21T06:59:59.999Z')).toBe(
      '2026-11-21T07:00:00.000Z',
    );
  });
});

describe('at start a report is owed', () => {
  const nowMs = at('2026-11-21T08:00:00Z');
  const daily = scheduleOf('0 7 * * *', 'UTC');

  test('when there has never been one', () => {
    expect(isReportOwed(daily, nowMs, undefined)).toBe(true);
  });

  test('when a slot passed since the last one', () => {
    expect(isReportOwed(daily, nowMs, at('2026-11-20T07:00:05Z'))).toBe(true);
  });

  test('but not when the last one is younger than the slot', () => {
    expect(isReportOwed(daily, nowMs, at('2026-11-21T07:00:05Z'))).toBe(false);
  });

  test('but not when the clock went back since', () => {
    expect(isReportOwed(daily, nowMs, at('2027-01-01T00:00:00Z'))).toBe(false);
  });

  test('but not when catching up is switched off', () => {
    expect(isReportOwed(scheduleOf('0 7 * * *', 'UTC', false), nowMs, undefined)).toBe(false);
  });
});
