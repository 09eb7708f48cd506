import { describe, expect, test } from 'vitest';
import { WindowError } from '../../../src/integrations/cloudflare/errors.ts';
import { readWithin } from '../../../src/integrations/cloudflare/reading.ts';
import {
  clampWindow,
  dayMs,
  graphqlDate,
  graphqlTime,
  hourMs,
  isEmpty,
  parseDurationMs,
  secondMs,
  windowOf,
} from '../../../src/integrations/cloudflare/windows.ts';
import { SourceError } from '../../../src/net/errors.ts';
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

  test('all of it when it reaches far enough', () => {
    expect(clampWindow(day, { maxDurationMs: dayMs, notOlderThanMs: 2 * dayMs }, nowMs, secondMs)).toEqual(
      day,
    );
  });

  test('the newest part when it is too wide', () => {
    const allowed = clampWindow(day, { maxDurationMs: hourMs, notOlderThanMs: 2 * dayMs }, nowMs, secondMs);
    expect(allowed).toEqual(between('2026-05-26T05:50:00Z', '2026-05-26T06:50:00Z'));
  });

  test('what is safely inside its reach', () => {
    const allowed = clampWindow(day, { maxDurationMs: dayMs, notOlderThanMs: dayMs }, nowMs, secondMs);
    expect(allowed).toEqual(between('2026-05-25T07:05:00Z', '2026-05-26T06:50:00Z'));
  });

  test('whole steps only, never more than allowed', () => {
    const hours = windowOf({ fromMs: nowMs - 10 * dayMs, toMs: nowMs }, hourMs);
    const allowed = clampWindow(
      hours,
      { maxDurationMs: 90 * minuteMs, notOlderThanMs: dayMs },
      nowMs,
      hourMs,
    );
    expect(allowed).toEqual(between('2026-05-26T05:00:00Z', '2026-05-26T06:00:00Z'));
  });
});

describe('asking within what the plan allows', () => {
  const nowMs = at('2026-05-26T07:00:00Z');
  const reach = {
    period: { fromMs: nowMs - dayMs, toMs: nowMs },
    stepMs: secondMs,
    limits: { maxDurationMs: 7 * dayMs, notOlderThanMs: 8 * dayMs },
    nowMs,
  };
  const widthsAskedFor = async (error: Error, successes = 1) => {
    const hours: number[] = [];
    const reading = readWithin(reach, async ({ fromMs, toMs }) => {
      hours.push((toMs - fromMs) / hourMs);
      if (hours.length > successes) return 'data';
      throw error;
    });
    return { hours, reading: await reading.catch((thrown: unknown) => thrown) };
  };

  test('a server that turns out to allow less is asked once more, for that much', async () => {
    const { hours, reading } = await widthsAskedFor(
      new WindowError('too wide', { maxDurationMs: 6 * hourMs }),
    );
    expect(hours).toEqual([24, 6]);
    expect(reading).toEqual({
      window: between('2026-05-26T00:50:00Z', '2026-05-26T06:50:00Z'),
      cutTo: 'what the plan keeps',
      data: 'data',
    });
  });

  test('and only once', async () => {
    const error = new WindowError('too wide', { maxDurationMs: 6 * hourMs });
    const { hours, reading } = await widthsAskedFor(error, 9);
    expect(hours).toEqual([24, 6]);
    expect(reading).toBe(error);
  });

  test.each([
    new WindowError('no limit told', {}),
    new WindowError('a limit that is no narrower', { maxDurationMs: 48 * hourMs }),
    new WindowError('a limit that leaves nothing', { notOlderThanMs: minuteMs }),
    new SourceError('http_error', 'something else'),
  ])('not again after: $message', async (error) => {
    const { hours, reading } = await widthsAskedFor(error);
    expect(hours).toEqual([24]);
    expect(reading).toBe(error);
  });

  test('an empty window is not asked for: there is nothing yet', async () => {
    const period = { fromMs: nowMs - 20 * minuteMs, toMs: nowMs - 5 * minuteMs };
    const reading = await readWithin({ ...reach, period, stepMs: hourMs }, () =>
      Promise.reject(new Error('asked')),
    );
    expect(reading).toEqual({ window: between('2026-05-26T06:00:00Z', '2026-05-26T06:00:00Z') });
  });

  test('a plan that keeps nothing of the period is not the same as nothing yet', async () => {
    const limits = { maxDurationMs: dayMs, notOlderThanMs: 2 * minuteMs };
    const attempt = readWithin({ ...reach, limits }, () => Promise.reject(new Error('asked')));
    await expect(attempt).rejects.toMatchObject({
      code: 'unsupported',
      message: expect.stringContaining('plan'),
    });
  });
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
