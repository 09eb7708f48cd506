import { describe, expect, test } from 'vitest';
import type { Period } from '../../src/period.ts';
import type { Block } from '../../src/report/section.ts';
import { networkSections } from '../../src/unifi/sections.ts';
import type { UsageSample } from '../../src/unifi/side-parts.ts';
import type { Snapshot } from '../../src/unifi/snapshot.ts';
import {
  detection,
  detections,
  hourMs,
  internet,
  minuteMs,
  missing,
  nowMs,
  ok,
  period,
  snapshot,
} from '../helpers/snapshot.ts';

type Series = Extract<Block, { kind: 'series' }>;

const dayMs = 24 * hourMs;
const lasting = (lengthMs: number): Period => ({ fromMs: nowMs - lengthMs, toMs: nowMs });

const blocksIn = (name: string, changes: Partial<Snapshot>): readonly Block[] =>
  networkSections(snapshot({ period, ...changes })).find((section) => section.name === name)?.blocks ?? [];

const seriesIn = (name: string, title: string, changes: Partial<Snapshot>): Series | undefined =>
  blocksIn(name, changes).find(
    (block): block is Series => block.kind === 'series' && block.title.startsWith(title),
  );

const amountsOf = (series: Series | undefined) => series?.points.map(({ amount }) => amount);

const hours = (count: number, of: (index: number) => Omit<UsageSample, 'fromMs'>) => ({
  stepMs: hourMs,
  samples: Array.from({ length: count }, (_, index) => ({
    fromMs: nowMs - (count - index) * hourMs,
    ...of(index),
  })),
});

describe('traffic', () => {
  const usage = ok(hours(24, (index) => ({ downloadBytes: (index + 1) * 9e8, uploadBytes: 45e7 })));

  test('is columns of both directions together, with the total beside them and the largest as the scale', () => {
    const series = seriesIn('internet', 'Traffic', { usage });

    expect(series).toMatchObject({
      title: 'Traffic per hour, in all',
      shape: 'columns',
      stepMs: hourMs,
      ...period,
      summary: { bytes: 300 * 9e8 + 24 * 45e7 },
      largest: { bytes: 24 * 9e8 + 45e7 },
    });
    expect(series?.points).toHaveLength(24);
    expect(series?.points[0]).toEqual({ atMs: period.fromMs, amount: 9e8 + 45e7 });
  });

  test('says how much in each direction, and how fast the line was in the busiest hour', () => {
    expect(blocksIn('internet', { usage })).toContainEqual({
      kind: 'facts',
      title: 'Traffic',
      items: [
        { label: 'Downloaded', value: { bytes: 300 * 9e8 } },
        { label: 'Uploaded', value: { bytes: 24 * 45e7 } },
        {
          label: 'Busiest hour',
          value: { bitsPerSecond: 49e6 },
          hint: 'on average, both ways together',
        },
      ],
    });
  });

  test('that the console does not tell of is a gap, and one direction alone is drawn', () => {
    const gap = hours(4, (index) => (index === 1 ? { clientCount: 3 } : { downloadBytes: index }));
    expect(seriesIn('internet', 'Traffic', { usage: ok(gap) })?.points.map(({ atMs }) => atMs)).toEqual([
      nowMs - 4 * hourMs,
      nowMs - 2 * hourMs,
      nowMs - hourMs,
    ]);
  });

  test('of an hour in which the line was down is a column of nothing, no gap', () => {
    const down = hours(3, (index) => ({ downloadBytes: index === 1 ? 0 : 5, uploadBytes: 0 }));
    expect(amountsOf(seriesIn('internet', 'Traffic', { usage: ok(down) }))).toEqual([5, 0, 5]);
  });

  test('of one stretch is figures without a picture', () => {
    const blocks = blocksIn('internet', { usage: ok(hours(1, () => ({ downloadBytes: 5 }))) });
    expect(blocks).toMatchObject([{ kind: 'note' }, { kind: 'facts', title: 'Traffic' }]);
  });

  test('without any record is a sentence, and nothing where no gateway counts or nothing was read', () => {
    expect(blocksIn('internet', { usage: ok(hours(0, () => ({}))) })).toContainEqual({
      kind: 'note',
      tone: 'neutral',
      text: 'The console has no record of the traffic and the clients of this period.',
    });
    const nothing = blocksIn('internet', { usage: missing('unsupported') });
    expect(nothing).toHaveLength(1);
    expect(blocksIn('internet', { usage: ok(hours(24, () => ({ clientCount: 4 }))) })).toEqual(nothing);
  });

  test('of a month is told by the day, and its axis begins where the first day does', () => {
    const fromMs = lasting(31 * dayMs).fromMs - 7 * hourMs;
    const samples = Array.from({ length: 31 }, (_, index) => ({
      fromMs: fromMs + index * dayMs,
      downloadBytes: 1,
    }));
    const month = { usage: ok({ stepMs: dayMs, samples }), period: lasting(31 * dayMs) };

    expect(seriesIn('internet', 'Traffic', month)).toMatchObject({
      title: 'Traffic per day, in all',
      fromMs,
      toMs: nowMs,
    });
    expect(JSON.stringify(blocksIn('internet', month))).toContain('Busiest day');
  });
});

describe('clients over the period', () => {
  test('are a line with the most of them beside it', () => {
    const usage = ok(hours(24, (index) => (index === 5 ? {} : { clientCount: index })));
    const series = seriesIn('clients', 'Clients', { usage });

    expect(series).toMatchObject({ shape: 'line', summary: { number: 23 }, largest: { number: 23 } });
    expect(series?.points).toHaveLength(23);
  });

  test('are drawn although those that are here now could not be read', () => {
    const usage = ok(hours(24, () => ({ clientCount: 7 })));
    expect(blocksIn('clients', { usage, clients: missing('forbidden') })).toMatchObject([
      { kind: 'note' },
      { kind: 'series' },
    ]);
  });
});

describe('threats', () => {
  const at = (hoursAgo: number, count = 1) => detection({ atMs: nowMs - hoursAgo * hourMs, count });
  const over = (lengthMs: number, ...rows: readonly ReturnType<typeof at>[]) =>
    seriesIn('security', 'Threats', { detections: ok(detections(rows)), period: lasting(lengthMs) });

  test('are counted by the hour, blocked or not, and an hour without any is 0', () => {
    const rows = [at(23.5, 4), { ...at(23.1), action: 'detected' as const }, at(0.5, 2)];
    const series = over(dayMs, ...rows);

    expect(series).toMatchObject({
      title: 'Threats per hour, in all',
      shape: 'columns',
      stepMs: hourMs,
      ...lasting(dayMs),
      summary: { number: 7 },
      largest: { number: 5 },
    });
    expect(amountsOf(series)).toEqual([5, ...Array(22).fill(0), 2]);
  });

  test.each([
    ['an hour', hourMs, 'Threats per 5 minutes', 12],
    ['a day', dayMs, 'Threats per hour', 24],
    ['a day that the change of the clocks makes longer', 25 * hourMs, 'Threats per hour', 25],
    ['a day that it makes shorter', 23 * hourMs, 'Threats per hour', 23],
    ['a week', 7 * dayMs, 'Threats per hour', 168],
    ['a month', 31 * dayMs, 'Threats per day', 31],
  ])('of %s', (_, lengthMs, title, columns) => {
    const series = over(lengthMs, at(0.1));
    expect(series?.title).toContain(title);
    expect(series?.points).toHaveLength(columns);
    expect(series?.points.at(-1)?.amount ?? 0).toBe(lengthMs === hourMs ? 0 : 1);
    expect(series?.summary).toEqual({ number: 1 });
  });

  test('of a list that was cut have no column before the oldest that was read, and say so', () => {
    const cut = ok({ ...detections([at(2.5), at(0.5)]), isCut: true as const }, ['Only 2 were read.']);
    const series = seriesIn('security', 'Threats', { detections: cut });

    expect(series).toMatchObject({ title: 'Threats per hour, of those that were read', ...period });
    expect(series?.points).toEqual([
      { atMs: nowMs - 3 * hourMs, amount: 1 },
      { atMs: nowMs - 2 * hourMs, amount: 0 },
      { atMs: nowMs - hourMs, amount: 1 },
    ]);
  });

  test('that there are none of, or of years, are no picture', () => {
    expect(over(dayMs)).toBeUndefined();
    expect(over(9 * 365 * dayMs, at(1))).toBeUndefined();
  });
});

describe('latency', () => {
  const every = (stepMs: number, lengthMs: number, isUp: (atMs: number) => boolean = () => true) =>
    Array.from({ length: Math.floor(lengthMs / stepMs) }, (_, index) => ({
      atMs: nowMs - lengthMs + index * stepMs,
      latencyMs: 9 + (index % 3),
    })).filter(({ atMs }) => isUp(atMs));
  const outage = { fromMs: nowMs - 4 * hourMs - 13 * minuteMs, toMs: nowMs - 4 * hourMs };
  const isUp = (atMs: number) => atMs < outage.fromMs || atMs >= outage.toMs;
  const drawn = (changes: Parameters<typeof internet>[0], more: Partial<Snapshot> = {}) =>
    seriesIn('internet', 'Latency over', { internet: ok(internet(changes)), ...more });

  test('of a day is drawn as sampled: an outage is marked to the second and leaves a gap', () => {
    const latency = every(5 * minuteMs, dayMs, isUp);
    const series = drawn({ latency, outages: [outage] });
    const steps = series?.points.slice(1).map(({ atMs }, index) => atMs - (series.points[index]?.atMs ?? 0));

    expect(series).toMatchObject({
      shape: 'line',
      stepMs: 5 * minuteMs,
      ...period,
      summary: { latencyMs: 10 },
      largest: { latencyMs: 11 },
      marks: [{ ...outage, label: 'outage' }],
    });
    expect(series?.points).toHaveLength(latency.length);
    expect(steps?.filter((step) => step > 5 * minuteMs)).toEqual([15 * minuteMs]);
  });

  test('of a week is means of longer stretches, and a gap of hours stays one', () => {
    const isUpThen = (atMs: number) => atMs < nowMs - 3 * dayMs || atMs >= nowMs - 2.5 * dayMs;
    const latency = every(5 * minuteMs, 7 * dayMs, isUpThen);
    const series = drawn({ latency }, { period: lasting(7 * dayMs) });
    const stepMs = series?.stepMs ?? 0;
    const gaps = series?.points
      .slice(1)
      .map(({ atMs }, index) => atMs - (series.points[index]?.atMs ?? 0))
      .filter((step) => step > 1.5 * stepMs);

    expect(series?.points.length).toBeLessThanOrEqual(300);
    expect(stepMs).toBeCloseTo(
      series ? (latency.at(-1)?.atMs ?? 0) / 300 - (latency[0]?.atMs ?? 0) / 300 : 0,
      -1,
    );
    expect(gaps).toHaveLength(1);
    expect(gaps?.[0]).toBeGreaterThan(11 * hourMs);
  });

  test('an outage without an end is marked to the end of the period, one from before from its beginning', () => {
    const outages = [
      { fromMs: period.fromMs - hourMs, toMs: period.fromMs + minuteMs, wan: 'WAN2' },
      { fromMs: nowMs - hourMs },
    ];
    expect(drawn({ latency: every(hourMs, dayMs), outages })?.marks).toEqual([
      { fromMs: period.fromMs, toMs: period.fromMs + minuteMs, label: 'WAN2 outage' },
      { fromMs: nowMs - hourMs, toMs: nowMs, label: 'outage' },
    ]);
  });

  test('of one sample is figures without a picture', () => {
    const latency = [{ atMs: nowMs - hourMs, latencyMs: 12 }];
    expect(drawn({ latency })).toBeUndefined();
    expect(JSON.stringify(blocksIn('internet', { internet: ok(internet({ latency })) }))).toContain(
      'Typical',
    );
  });
});
