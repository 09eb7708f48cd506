import { describe, expect, test } from 'vitest';
import type { Period } from '../../src/period.ts';
import { readUsage } from '../../src/unifi/usage.ts';
import { collectFrom } from '../helpers/collected.ts';
import { consoleWith } from '../helpers/console-answers.ts';
import { type Answer, json } from '../helpers/console-server.ts';
import { deadline } from '../helpers/deadline.ts';
import { hourMs, minuteMs } from '../helpers/snapshot.ts';
import { legacy, legacyError, unifiFixture } from '../helpers/unifi-fixture.ts';

const dayMs = 24 * hourMs;
const toMs = Date.UTC(2026, 10, 21, 7);
const day: Period = { fromMs: toMs - dayMs, toMs };

const pathOf = (interval: string) => `POST /api/s/default/stat/report/${interval}.site`;

const read = async (answer: Answer, period = day, interval = 'hourly') => {
  const { console, server } = await consoleWith({ [pathOf(interval)]: answer });
  const usage = await readUsage(console, period, deadline());
  return { usage, asked: server.requests.find(({ path }) => path.includes('/stat/report/')) };
};

const rows = (...list: readonly unknown[]) => json(legacy(list));
const timesOf = ({ samples }: { readonly samples: readonly { readonly fromMs: number }[] }) =>
  samples.map(({ fromMs }) => fromMs);

test('a recorded answer comes through, its second row with fewer keys too', async () => {
  const recorded = json(unifiFixture('chris2ao-unifi-mcp/stat-report-hourly-site.json'));
  const { usage } = await read(recorded, { fromMs: 1_700_000_000_000, toMs: 1_700_000_000_000 + dayMs });
  expect(usage).toEqual({
    stepMs: hourMs,
    samples: [
      { fromMs: 1_700_000_000_000, uploadBytes: 1000, downloadBytes: 5000, clientCount: 7 },
      { fromMs: 1_700_003_600_000, uploadBytes: 2000, downloadBytes: 9000, clientCount: 9 },
    ],
  });
});

describe('what is asked for', () => {
  test.each([
    ['five minutes of an hour', hourMs, '5minutes', 5 * minuteMs],
    ['hours of a day', dayMs, 'hourly', hourMs],
    ['hours of a day of 25 hours', 25 * hourMs, 'hourly', hourMs],
    ['hours of a week in which the clocks change', 7 * dayMs + hourMs, 'hourly', hourMs],
    ['days of a month', 31 * dayMs, 'daily', dayMs],
  ])('is %s', async (_, lengthMs, interval, stepMs) => {
    const period = { fromMs: toMs - lengthMs, toMs };
    const { usage, asked } = await read(rows(), period, interval);

    expect(usage).toEqual({ stepMs, samples: [] });
    expect(JSON.parse(asked?.body ?? '')).toEqual({
      attrs: [
        'wan-rx_bytes',
        'wan-tx_bytes',
        'wan2-rx_bytes',
        'wan2-tx_bytes',
        'num_sta',
        'wlan-num_sta',
        'lan-num_sta',
        'time',
      ],
      start: period.fromMs - stepMs,
      end: toMs,
    });
  });

  test('begins with what only ends in the period, and the running hour is left to the next report', async () => {
    const hours = Array.from({ length: 27 }, (_, index) => ({ time: toMs - (26 - index) * hourMs }));
    const atHalfPast = 30 * minuteMs;
    const reportAt = (endMs: number) => read(rows(...hours), { fromMs: endMs - dayMs, toMs: endMs });
    const sharp = await reportAt(toMs);
    const late = await reportAt(toMs + atHalfPast);

    expect(timesOf(sharp.usage)).toEqual(hours.slice(2, 26).map(({ time }) => time));
    expect(timesOf(late.usage)).toEqual(timesOf(sharp.usage));
  });

  test('of two reports in a row every hour is in one of them, whatever minute they are made at', async () => {
    const hours = Array.from({ length: 60 }, (_, index) => ({ time: toMs - (50 - index) * hourMs }));
    const ends = [toMs - dayMs + 7 * minuteMs, toMs, toMs + 8 * hourMs + 59 * minuteMs];
    const [first, second] = await Promise.all(
      [0, 1].map((index) =>
        read(rows(...hours), { fromMs: ends[index] ?? 0, toMs: ends[index + 1] ?? 0 }, 'hourly'),
      ),
    );
    const both = [...timesOf(first?.usage ?? { samples: [] }), ...timesOf(second?.usage ?? { samples: [] })];

    expect(both).toHaveLength(32);
    expect(both).toEqual(Array.from(both, (_, index) => (both[0] ?? 0) + index * hourMs));
  });
});

describe('odd answers', () => {
  const at = toMs - 3 * hourMs;

  test.each<readonly [string, object, object]>([
    [
      'numbers as text',
      { time: `${at}`, 'wan-rx_bytes': '5000', num_sta: '7' },
      { downloadBytes: 5000, clientCount: 7 },
    ],
    ['seconds', { time: at / 1000, num_sta: 7 }, { clientCount: 7 }],
    ['fractions', { time: at, num_sta: 7.4, 'wan-tx_bytes': 10.6 }, { clientCount: 7, uploadBytes: 11 }],
    ['nulls', { time: at, num_sta: null, 'wan-tx_bytes': null, 'wan-rx_bytes': null }, {}],
    ['what is below nothing', { time: at, num_sta: -1, 'wan-rx_bytes': -5 }, {}],
    ['more than can be counted', { time: at, 'wan-rx_bytes': 9e18 }, {}],
    [
      'two lines',
      { time: at, 'wan-rx_bytes': 5, 'wan2-rx_bytes': '7', 'wan2-tx_bytes': 2 },
      { downloadBytes: 12, uploadBytes: 2 },
    ],
    ['only how they are connected', { time: at, 'wlan-num_sta': 5, 'lan-num_sta': 2 }, { clientCount: 7 }],
    ['objects for numbers', { time: at, num_sta: {}, 'wan-rx_bytes': [1] }, {}],
  ])('%s', async (_, row, sample) => {
    expect((await read(rows(row))).usage.samples).toEqual([{ fromMs: at, ...sample }]);
  });

  test('rows without a time, of another time and of no kind are left out; of one time the last counts', async () => {
    const { usage } = await read(
      rows(
        { time: at + hourMs, num_sta: 2 },
        7,
        null,
        { num_sta: 3 },
        { time: toMs + hourMs, num_sta: 4 },
        { time: at, num_sta: 1 },
        { time: at, num_sta: 5 },
      ),
    );
    expect(usage.samples).toEqual([
      { fromMs: at, clientCount: 5 },
      { fromMs: at + hourMs, clientCount: 2 },
    ]);
  });

  test('a flood of rows is bounded', async () => {
    const flood = Array.from({ length: 20_000 }, (_, index) => ({ time: at + index, num_sta: 1 }));
    expect((await read(rows(...flood))).usage.samples.length).toBeLessThanOrEqual(400);
  });

  test.each<readonly [string, Answer, string]>([
    ['an object for a list', json(legacy({ rows: [] })), 'invalid_response'],
    ['a list of something else', rows('a', 'b'), 'invalid_response'],
    ['a refusal', json(legacyError('api.err.NoPermission'), 403), 'forbidden'],
    ['a console that does not know it', json(legacyError('api.err.NotFound'), 404), 'unsupported'],
  ])('%s is a failed part: %s', async (_, answer, code) => {
    await expect(read(answer)).rejects.toMatchObject({ code });
  });
});

test('a console without it is read all the same', async () => {
  const { snapshot, lines } = await collectFrom({});
  expect(snapshot.usage).toMatchObject({ status: 'missing', code: 'unsupported' });
  expect(lines.filter(({ level }) => level === 'error')).toEqual([]);
});
