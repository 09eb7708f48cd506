import { describe, expect, test } from 'vitest';
import { parseSchedule } from '../../src/schedule/schedule.ts';

const refusal = (value: string, timeZone = 'Europe/Berlin'): string => {
  const parsed = parseSchedule(value, timeZone);
  if (parsed.ok) throw new Error(`${value} was accepted as ${parsed.expression}`);
  return parsed.message;
};

describe('a schedule is', () => {
  test.each([
    ['daily', '0 7 * * *', 'daily'],
    ['weekly', '0 7 * * 1', 'weekly'],
    ['monthly', '0 7 1 * *', 'monthly'],
    ['  Daily ', '0 7 * * *', 'daily'],
  ])('a preset: %s', (value, expression, preset) => {
    expect(parseSchedule(value, 'Europe/Berlin')).toEqual({ ok: true, expression, preset });
  });

  test.each([
    ['30 6 * * 1-5', '30 6 * * 1-5'],
    ['*/15 * * * *', '*/15 * * * *'],
    ['0 30 6 * * *', '0 30 6 * * *'],
    ['0 7 * * mon,thu', '0 7 * * mon,thu'],
    ['0 7 L * *', '0 7 L * *'],
    ['0  7\t* * *', '0 7 * * *'],
    ['0 7 29 2 *', '0 7 29 2 *'],
    ['0 7 13 * 5', '0 7 13 * 5'],
    ['@hourly', '@hourly'],
  ])('a cron expression: %s', (value, expression) => {
    expect(parseSchedule(value, 'Europe/Berlin')).toEqual({ ok: true, expression });
  });
});

describe('a schedule is refused, with what would be right, when', () => {
  test.each([
    ['a field is out of range', '61 7 * * *', '61 is no valid minute'],
    ['several fields are', '0 25 32 * *', '25 is no valid hour; 32 is no valid day of month'],
    ['fields are missing', '0 7 *', 'expected 5 or 6 fields but got 3'],
    ['there are too many', '0 0 7 * * * 2026', 'expected 5 or 6 fields but got 7'],
    ['it is a word that we do not know', 'hourly', '"hourly" is not a schedule'],
    ['it holds what cron has not', '0 7 * * *; rm', 'illegal characters'],
    ['it is empty', ' ', '"" is not a schedule'],
    ['it is a property of every object', 'constructor', '"constructor" is not a schedule'],
  ])('%s', (_why, value, expected) => {
    const message = refusal(value);
    expect(message).toContain(expected);
    expect(message).toContain('write daily, weekly, monthly or a cron expression');
  });

  test.each([
    ['its day does not exist', '0 7 31 2 *', 'impossible day of month'],
    ['its day is always before the month', '0 7 L-30 2 *', 'less than once in four years'],
    ['day and weekday rarely meet', '0 7 29 2 1', 'less than once in four years'],
  ])('it never comes: %s', (_why, value, expected) => {
    expect(refusal(value)).toContain(expected);
  });

  test.each(['Mars/Phobos', '', 'CET-1CEST', 'Etc/Unknown'])('the time zone is none: %s', (timeZone) => {
    expect(refusal('daily', timeZone)).toContain(`"${timeZone}" is not a time zone`);
  });
});
