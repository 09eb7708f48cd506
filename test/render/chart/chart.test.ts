import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chartSvg, type Series } from '../../../src/render/chart/chart.ts';

const hourMs = 3_600_000;
const startMs = Date.UTC(2026, 10, 20, 7);

/** One sample per hour from the start on; `undefined` is an hour without one. */
const series = (amounts: readonly (number | undefined)[], more: Partial<Series> = {}): Series => ({
  kind: 'series',
  title: 'Latency',
  summary: null,
  points: amounts.flatMap((amount, hour) =>
    amount === undefined ? [] : [{ atMs: startMs + hour * hourMs, amount }],
  ),
  ...more,
});

const svgOf = (of: Series): string => chartSvg(of) ?? '';
const pathsWith = (svg: string, attribute: string): readonly string[] =>
  [...svg.matchAll(/<path d="([^"]*)"([^>]*)>/g)].flatMap(([, path = '', rest = '']) =>
    rest.includes(attribute) ? [path] : [],
  );

/** Each line as its corners. */
const linesOf = (of: Series): readonly (readonly (readonly [x: number, y: number])[])[] =>
  pathsWith(svgOf(of), 'stroke-width="2"')
    .flatMap((path) => path.split('M').slice(1))
    .map((line) =>
      line.split('L').map((corner) => {
        const [x = Number.NaN, y = Number.NaN] = corner.split(' ').map(Number);
        return [x, y] as const;
      }),
    );

interface Column {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const rectanglesOf = (path = ''): readonly Column[] =>
  [...path.matchAll(/M([\d.]+) ([\d.]+)h([\d.]+)v([\d.]+)h-[\d.]+z/g)].map(([, ...numbers]) => {
    const [x = 0, y = 0, width = 0, height = 0] = numbers.map(Number);
    return { x, y, width, height };
  });

const columnsOf = (of: Series): readonly Column[] =>
  rectanglesOf(pathsWith(svgOf({ ...of, shape: 'columns' }), 'fill="#38e"')[0]);
const capsOf = (of: Series): readonly Column[] => rectanglesOf(pathsWith(svgOf(of), 'fill="#e44"')[1]);
const dotsOf = (of: Series): number => svgOf(of).split('<circle').length - 1;

const baseline = 70.5;
const top = 7;

describe('a line', () => {
  test('goes from zero at the baseline to the largest sample at the top', () => {
    expect(linesOf(series([0, 5, 10]))).toEqual([
      [[1, baseline], [292, (baseline + top) / 2].map((pixels) => Math.round(pixels * 10) / 10), [583, top]],
    ]);
  });

  test('is interrupted where a sample of a known step is missing', () => {
    const lines = linesOf(series([4, 4, 4, undefined, 4, 4], { stepMs: hourMs }));
    expect(lines.map((line) => line.length)).toEqual([3, 2]);
  });

  test('whose step is not known is interrupted only where the times between samples say so', () => {
    expect(linesOf(series([4, 4, undefined, 4, 4, 4]))).toHaveLength(1);
    expect(linesOf(series([4, 4, 4, undefined, undefined, undefined, undefined, 4, 4]))).toHaveLength(2);
  });

  test('shows a sample without neighbours as a dot', () => {
    const of = series([4, 4, undefined, 4, undefined, 4, 4], { stepMs: hourMs });
    expect(linesOf(of)).toHaveLength(2);
    expect(dotsOf(of)).toBe(1);
    expect(dotsOf(series([7]))).toBe(1);
  });

  test('of samples that are all equal runs along the top, of zeros along the baseline', () => {
    expect(linesOf(series([3, 3, 3]))[0]?.map(([, y]) => y)).toEqual([top, top, top]);
    expect(linesOf(series([0, 0, 0]))[0]?.map(([, y]) => y)).toEqual([baseline, baseline, baseline]);
  });

  test('of 10,000 samples keeps its one peak and its one dip, in no more corners than a screen shows', () => {
    const points = Array.from({ length: 10_000 }, (_, index) => ({
      atMs: startMs + index * 60_000,
      amount: index === 5_001 ? 40 : index === 7_003 ? 2 : 10,
    }));
    const [line = [], ...others] = linesOf({ ...series([]), points });
    const heights = line.map(([, y]) => y);
    expect(others).toEqual([]);
    expect(line.length).toBeLessThan(600);
    expect(heights.filter((y) => y === top)).toHaveLength(1);
    expect(heights.filter((y) => y > 65)).toHaveLength(1);
    expect(line.map(([x]) => x)).toEqual(line.map(([x]) => x).toSorted((a, b) => a - b));
  });

  test('lies where it belongs on an axis that is longer than the samples', () => {
    const of = series([undefined, 1, 2], { fromMs: startMs, toMs: startMs + 4 * hourMs });
    expect(linesOf(of)[0]?.map(([x]) => x)).toEqual([146.5, 292]);
  });

  test('is drawn whole though its axis was said to be shorter', () => {
    const of = series([1, 2, 3], { fromMs: startMs + hourMs, toMs: startMs + hourMs });
    expect(linesOf(of)[0]?.map(([x]) => x)).toEqual([1, 292, 583]);
  });
});

describe('columns', () => {
  test('stand on the baseline, as high as their share of the largest and as wide as their step', () => {
    const [low, high, ...others] = columnsOf(series([5, 10], { stepMs: hourMs }));
    expect(others).toEqual([]);
    expect([low?.y, high?.y]).toEqual([38.8, 7]);
    for (const column of [low, high]) expect((column?.y ?? 0) + (column?.height ?? 0)).toBeCloseTo(70.5, 0);
    expect(low?.width).toBe(288);
  });

  test('of zero are thin, and where there is no sample there is none', () => {
    const columns = columnsOf(series([4, 0, undefined, undefined, 4], { stepMs: hourMs }));
    expect(columns.map(({ height }) => height)).toEqual([63.5, 1.5, 63.5]);
    const [, zero, last] = columns;
    expect((last?.x ?? 0) - (zero?.x ?? 0)).toBeCloseTo((3 * 582) / 5, 0);
  });

  test('of next to nothing can be told from zero', () => {
    expect(columnsOf(series([1_000_000, 1, 0])).map(({ height }) => height)).toEqual([63.5, 2.5, 1.5]);
  });

  test('do not overlap on the day that has only 23 hours', () => {
    const days = [0, 24, 47, 71].map((hours) => ({ atMs: startMs + hours * hourMs, amount: 1 }));
    const columns = columnsOf({ ...series([]), points: days, stepMs: 24 * hourMs });
    expect(columns).toHaveLength(4);
    for (const [index, { x, width }] of columns.entries())
      expect(x + width).toBeLessThan(columns[index + 1]?.x ?? 584);
  });

  test('too many to be seen are drawn together, as high as the highest of them', () => {
    const amounts = Array.from({ length: 5_000 }, (_, index) => (index === 4_321 ? 8 : 4));
    const columns = columnsOf(series(amounts, { stepMs: hourMs }));
    expect(columns.length).toBeLessThanOrEqual(146);
    expect(columns.filter(({ y }) => y === top)).toHaveLength(1);
  });
});

describe('a mark', () => {
  const marked = (fromHour: number, toHour: number) =>
    series([1, 1, 1, 1, 1], {
      marks: [
        { fromMs: startMs + fromHour * hourMs, toMs: startMs + toHour * hourMs, label: '<b>outage</b>' },
      ],
    });

  test('is a band over its stretch of time', () => {
    expect(capsOf(marked(1, 2))).toEqual([{ x: 146.5, y: 0, width: 145.5, height: 3 }]);
  });

  test('of a minute can still be seen', () => {
    expect(capsOf(marked(2, 2.01))[0]?.width).toBe(3);
  });

  test('that begins before the axis or ends after it stays inside the picture', () => {
    const stretches = [
      { from: -9, to: 1 },
      { from: 3, to: 90 },
      { from: -9, to: 90 },
      { from: 4, to: 4 },
    ];
    for (const { from, to } of stretches) {
      const [cap] = capsOf(marked(from, to));
      expect(cap?.x).toBeGreaterThanOrEqual(0);
      expect((cap?.x ?? 0) + (cap?.width ?? 999)).toBeLessThanOrEqual(584);
    }
  });

  test('outside the axis, or one that ends before it begins, is not drawn', () => {
    expect(capsOf(marked(-9, -8))).toEqual([]);
    expect(capsOf(marked(8, 9))).toEqual([]);
    expect(capsOf(marked(3, 1))).toEqual([]);
    expect(capsOf(marked(Number.NaN, 1))).toEqual([]);
  });
});

describe('whatever comes', () => {
  test('there is no picture without a sample', () => {
    expect(chartSvg(series([]))).toBeUndefined();
    expect(chartSvg(series([Number.NaN, Number.POSITIVE_INFINITY]))).toBeUndefined();
  });

  test('a picture holds numbers and nothing that came from outside', () => {
    const wild = fc.oneof(
      fc.double(),
      fc.integer(),
      fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, 8.64e15, -8.64e15, 1e300, 5e-324),
    );
    const anySeries: fc.Arbitrary<Series> = fc.record(
      {
        kind: fc.constant('series' as const),
        title: fc.string(),
        summary: fc.string(),
        points: fc.array(fc.record({ atMs: wild, amount: wild }), { maxLength: 40 }),
        shape: fc.constantFrom('line' as const, 'columns' as const),
        stepMs: wild,
        fromMs: wild,
        toMs: wild,
        marks: fc.array(fc.record({ fromMs: wild, toMs: wild, label: fc.string() }), { maxLength: 4 }),
      },
      { requiredKeys: ['kind', 'title', 'summary', 'points'] },
    );
    const harmless =
      /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" width="1168" height="144" viewBox="0 0 584 72">(<(path|circle)( (d|fill|fill-opacity|stroke|stroke-opacity|stroke-width|stroke-linejoin|stroke-dasharray|cx|cy|r)="([MLHhvz\d. -]*|#[0-9a-f]{3}|none|round)")+\/>)*<\/svg>$/;
    fc.assert(
      fc.property(anySeries, (of) => {
        const svg = chartSvg(of);
        if (svg === undefined) return;
        expect(svg).toMatch(harmless);
        expect(svg.length).toBeLessThan(40_000);
        for (const [number] of svg.matchAll(/-?\d+(\.\d+)?/g))
          expect(Math.abs(Number(number))).toBeLessThan(2_001);
      }),
      { numRuns: 500 },
    );
  });
});
