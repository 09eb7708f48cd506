import { describe, expect, test } from 'vitest';
import {
  clampToReach,
  dayMs,
  graphqlDate,
  graphqlTime,
  hourMs,
  isEmpty,
  isWithin,
  parseDurationMs,
  secondMs,
  splitWindow,
  windowBefore,
  windowOf,
} from '../../../src/integrations/cloudflare/windows.ts';
import type { Period } from '../../../src/period.ts';

const at = (text: string) => Date.parse(text);
const between = (from: string, to: string): Period => ({ fromMs: at(from), toMs: at(to) });
const minuteMs = 60_000;

describe('the window of a period', () => {
  test('is shifted as a whole by the lag and rounded down at both ends', () => {
    const period = between('2026-05-25T07:00:00.500Z', '2026-05-26T07:00:00.900Z');
    expect(windowOf(period, secondMs)).toEqual(between('2026-05-25T06:50:00Z', '2026-05-26T06:50:00Z'));
    expect(windowOf(period, hourMs)).toEqual(between('2026-05-25T06:00:00Z', '2026-05-26T06:00:00Z'));
    expect(windowOf(period, dayMs)).toEqual(between('2026-05-25T00:00:00Z', '2026-05-26T00:00:00Z'));
  });

  test.each([secondMs, hourMs, dayMs])('touches that of the next report (steps of %d ms)', (stepMs) => {
    const marks = [
      '2026-03-28T06:00:00Z',
      '2026-03-29T05:00:00Z',
      '2026-03-29T05:07:31.250Z',
      '2026-03-31T23:59:59Z',
    ].map(at);
    const windows = marks
      .slice(1)
      .map((toMs, index) => windowOf({ fromMs: marks[index] ?? 0, toMs }, stepMs));
    expect(windows.slice(1).map(({ fromMs }) => fromMs)).toEqual(
      windows.slice(0, -1).map(({ toMs }) => toMs),
    );
  });

  test('is empty while no whole step of it is complete', () => {
    expect(isEmpty(windowOf(between('2026-05-26T07:15:00Z', '2026-05-26T07:40:00Z'), hourMs))).toBe(true);
    expect(isEmpty(windowOf(between('2026-05-26T06:15:00Z', '2026-05-26T07:10:00Z'), hourMs))).toBe(false);
  });
});

describe('what a plan allows of a window', () => {
  const nowMs = at('2026-05-26T07:00:00Z');
  const day = between('2026-05-25T06:50:00Z', '2026-05-26T06:50:00Z');
  const reach = (notOlderThanMs: number) => ({ maxDurationMs: hourMs, notOlderThanMs });

  test('all of it when it reaches far enough, however wide', () => {
    expect(clampToReach(day, reach(2 * dayMs), nowMs, secondMs)).toEqual(day);
  });

  test('what is safely inside its reach', () => {
    expect(clampToReach(day, reach(dayMs), nowMs, secondMs)).toEqual(
      between('2026-05-25T07:05:00Z', '2026-05-26T06:50:00Z'),
    );
  });

  test('whole steps only, never more than allowed', () => {
    const hours = windowOf({ fromMs: nowMs - 10 * dayMs, toMs: nowMs }, hourMs);
    expect(clampToReach(hours, reach(90 * minuteMs), nowMs, hourMs)).toEqual(
      between('2026-05-26T06:00:00Z', '2026-05-26T06:00:00Z'),
    );
    expect(clampToReach(hours, reach(dayMs), nowMs, hourMs)).toEqual(
      between('2026-05-25T08:00:00Z', '2026-05-26T06:00:00Z'),
    );
  });

  test.each([
    [day, dayMs, 2 * dayMs, true],
    [day, dayMs - secondMs, 2 * dayMs, false],
    [day, dayMs, dayMs + 15 * minuteMs, true],
    [day, dayMs, dayMs + 14 * minuteMs, false],
  ])('a window is given whole when it is neither too wide nor too old', (window, width, keeps, expected) => {
    expect(isWithin(window, { maxDurationMs: width, notOlderThanMs: keeps }, nowMs)).toBe(expected);
  });
});

describe('a window that is too wide', () => {
  const window = between('2026-05-20T06:50:00Z', '2026-05-26T06:50:00Z');
  const limits = (maxDurationMs: number) => ({ maxDurationMs, notOlderThanMs: 31 * dayMs });

  test('is split into allowed pieces that touch, the newest first', () => {
    expect(splitWindow(window, limits(2.5 * dayMs), secondMs)).toEqual([
      between('2026-05-23T18:50:00Z', '2026-05-26T06:50:00Z'),
      between('2026-05-21T06:50:00Z', '2026-05-23T18:50:00Z'),
      between('2026-05-20T06:50:00Z', '2026-05-21T06:50:00Z'),
    ]);
  });

  test('is split at whole steps', () => {
    const hours = between('2026-05-26T00:00:00Z', '2026-05-26T03:00:00Z');
    expect(splitWindow(hours, limits(100 * minuteMs), hourMs)).toEqual([
      between('2026-05-26T02:00:00Z', '2026-05-26T03:00:00Z'),
      between('2026-05-26T01:00:00Z', '2026-05-26T02:00:00Z'),
      between('2026-05-26T00:00:00Z', '2026-05-26T01:00:00Z'),
    ]);
  });

  test('has no pieces when not even one step is allowed', () => {
    expect(splitWindow(window, limits(30 * minuteMs), hourMs)).toEqual([]);
  });

  test('one that is allowed is its own only piece', () => {
    expect(splitWindow(window, limits(6 * dayMs), secondMs)).toEqual([window]);
  });
});

test('the window before is as long and ends where this one begins', () => {
  expect(windowBefore(between('2026-03-28T23:00:00Z', '2026-03-29T22:00:00Z'))).toEqual(
    between('2026-03-28T00:00:00Z', '2026-03-28T23:00:00Z'),
  );
});

test.each([
  ['1d', dayMs],
  ['1w', 7 * dayMs],
  ['52w1d1h', 365 * dayMs + hourMs],
  ['13w2d, but your query time range spans 38w2d15h32m42s924ms', 93 * dayMs],
  ['2678400s', 31 * dayMs],
  [' 38w2d15h32m42s924ms', 268 * dayMs + 15 * hourMs + 32 * minuteMs + 42_924],
  ['soon', undefined],
  ['', undefined],
  ['3 days', undefined],
])('the length of time %j is read', (text, ms) => {
  expect(parseDurationMs(text)).toBe(ms);
});

test('bounds are written as GraphQL wants them', () => {
  expect(graphqlTime(at('2026-05-26T06:50:00Z'))).toBe('2026-05-26T06:50:00Z');
  expect(graphqlDate(at('2026-05-26T23:59:59Z'))).toBe('2026-05-26');
});
