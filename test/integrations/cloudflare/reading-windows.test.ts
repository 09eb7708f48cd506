import { describe, expect, test } from 'vitest';
import { WindowError } from '../../../src/integrations/cloudflare/errors.ts';
import { type Pieces, readWithin } from '../../../src/integrations/cloudflare/reading.ts';
import { dayMs, hourMs, secondMs } from '../../../src/integrations/cloudflare/windows.ts';
import { SourceError } from '../../../src/net/errors.ts';
import type { Period } from '../../../src/period.ts';

const at = (text: string) => Date.parse(text);
const between = (from: string, to: string): Period => ({ fromMs: at(from), toMs: at(to) });
const minuteMs = 60_000;

const nowMs = at('2026-05-26T07:00:00Z');
const reach = {
  period: { fromMs: nowMs - dayMs, toMs: nowMs },
  stepMs: secondMs,
  limits: { maxDurationMs: 7 * dayMs, notOlderThanMs: 8 * dayMs },
  nowMs,
};
const neverAsked = { ask: () => Promise.reject(new Error('asked')) };

describe('a server that turns out to allow less', () => {
  /** The first answers are the error. */
  const widthsAskedFor = async (error: Error, failures = 1) => {
    const hours: number[] = [];
    const ask: Pieces<string>['ask'] = async ({ fromMs, toMs }) => {
      hours.push((toMs - fromMs) / hourMs);
      if (hours.length > failures) return 'data';
      throw error;
    };
    return { hours, reading: await readWithin(reach, { ask }).catch((thrown: unknown) => thrown) };
  };

  test('is asked once more, for that much', async () => {
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
    new WindowError('a limit that is no narrower', { maxDurationMs: 7 * dayMs }),
    new WindowError('a limit that leaves nothing', { notOlderThanMs: minuteMs }),
    new SourceError('http_error', 'something else'),
  ])('not again after: $message', async (error) => {
    const { hours, reading } = await widthsAskedFor(error);
    expect(hours).toEqual([24]);
    expect(reading).toBe(error);
  });

  test('is asked in pieces where they can be joined', async () => {
    const asked: Period[] = [];
    const reading = await readWithin(reach, {
      ask: async (window) => {
        asked.push(window);
        if (asked.length === 1) throw new WindowError('too wide', { maxDurationMs: 12 * hourMs });
        return 1;
      },
      join: (newer, older) => newer + older,
    });
    expect(asked.slice(1)).toEqual([
      between('2026-05-25T18:50:00Z', '2026-05-26T06:50:00Z'),
      between('2026-05-25T06:50:00Z', '2026-05-25T18:50:00Z'),
    ]);
    expect(reading).toEqual({ window: between('2026-05-25T06:50:00Z', '2026-05-26T06:50:00Z'), data: 2 });
  });
});

describe('a period wider than one question', () => {
  const week = {
    ...reach,
    period: { fromMs: nowMs - 7 * dayMs, toMs: nowMs },
    limits: { maxDurationMs: 2 * dayMs, notOlderThanMs: 31 * dayMs },
  };
  const days = ({ fromMs, toMs }: Period) => (toMs - fromMs) / dayMs;
  const add = (newer: number, older: number) => newer + older;

  test('is asked for in pieces that are added up', async () => {
    const reading = await readWithin(week, { ask: async (window) => days(window), join: add });
    expect(reading).toEqual({ window: between('2026-05-19T06:50:00Z', '2026-05-26T06:50:00Z'), data: 7 });
  });

  test('only its newest piece is asked for where numbers do not add up, which is labelled', async () => {
    const reading = await readWithin(week, { ask: async (window) => days(window) });
    expect(reading).toEqual({
      window: between('2026-05-24T06:50:00Z', '2026-05-26T06:50:00Z'),
      cutTo: 'what the plan keeps',
      data: 2,
    });
  });

  test('keeps what was read when an older piece fails, and says so', async () => {
    let asked = 0;
    const ask = async (window: Period) => {
      asked += 1;
      if (asked === 3) throw new SourceError('http_error', 'unavailable');
      return days(window);
    };
    expect(await readWithin(week, { ask, join: add })).toEqual({
      window: between('2026-05-22T06:50:00Z', '2026-05-26T06:50:00Z'),
      cutTo: 'what could be read',
      data: 4,
    });
    expect(asked).toBe(3);
  });

  test('a bug in reading an older piece is not taken for a failure of the server', async () => {
    let asked = 0;
    const ask = async () => {
      asked += 1;
      if (asked === 2) throw new TypeError('a bug');
      return 1;
    };
    await expect(readWithin(week, { ask, join: add })).rejects.toThrow('a bug');
  });

  test('ends where a page is full: what is older would leave a gap', async () => {
    const reading = await readWithin(week, {
      ask: async (window) => days(window),
      join: add,
      pageEnd: () => ({ fromMs: at('2026-05-25T12:00:00Z'), cutTo: 'the newest 1000 events' }),
    });
    expect(reading).toEqual({
      window: between('2026-05-25T12:00:00Z', '2026-05-26T06:50:00Z'),
      cutTo: 'the newest 1000 events',
      data: 2,
    });
  });

  test('a page end that makes no sense moves no window out of what was asked', async () => {
    const endsAt = async (fromMs: number) => {
      const { window } = await readWithin(reach, {
        ask: async () => 1,
        pageEnd: () => ({ fromMs, cutTo: '' }),
      });
      return window;
    };
    expect(await endsAt(0)).toEqual(between('2026-05-25T06:50:00Z', '2026-05-26T06:50:00Z'));
    expect(await endsAt(nowMs + dayMs)).toEqual(between('2026-05-26T06:50:00Z', '2026-05-26T06:50:00Z'));
  });

  test('of very many pieces only the newest are asked for, which is labelled', async () => {
    let asked = 0;
    const ask = async (window: Period) => {
      asked += 1;
      return (window.toMs - window.fromMs) / hourMs;
    };
    const limits = { maxDurationMs: hourMs, notOlderThanMs: 31 * dayMs };
    const reading = await readWithin({ ...week, limits }, { ask, join: add });
    expect(asked).toBe(6);
    expect(reading).toMatchObject({ data: 6, cutTo: 'what one report may ask for' });
  });
});

test('an empty window is not asked for: there is nothing yet', async () => {
  const period = { fromMs: nowMs - 20 * minuteMs, toMs: nowMs - 5 * minuteMs };
  const reading = await readWithin({ ...reach, period, stepMs: hourMs }, neverAsked);
  expect(reading).toEqual({ window: between('2026-05-26T06:00:00Z', '2026-05-26T06:00:00Z') });
});

test('a plan that keeps nothing of the period is not the same as nothing yet', async () => {
  const limits = { maxDurationMs: dayMs, notOlderThanMs: 2 * minuteMs };
  await expect(readWithin({ ...reach, limits }, neverAsked)).rejects.toMatchObject({
    code: 'unsupported',
    message: expect.stringContaining('plan'),
  });
});
