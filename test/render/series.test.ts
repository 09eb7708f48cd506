import { describe, expect, test } from 'vitest';
import type { Series } from '../../src/render/chart/chart.ts';
import { noPictures } from '../../src/render/pictures.ts';
import { seriesShares } from '../../src/render/series.ts';
import { quietReport } from '../helpers/report.ts';
import { parseHtml } from './html-elements.ts';
import { rendered } from './renderer.ts';

const series = (points: Series['points'], more: Partial<Series> = {}): Series => ({
  kind: 'series',
  title: 'Latency',
  points,
  summary: { text: 'typical 4 ms' },
  ...more,
});
const reportOf = (...blocks: readonly Series[]) =>
  quietReport({
    network: [{ name: 'x', title: 'Section', blocks }],
    verdict: { ...quietReport().verdict, severity: 'notice' },
  });
const sharesOf = (points: Series['points'], more: Partial<Series> = {}) => seriesShares(series(points, more));

const hourMs = 3_600_000;
const startMs = Date.UTC(2026, 10, 20, 6);
const hourly = (amounts: readonly (number | undefined)[]): Series['points'] =>
  amounts.flatMap((amount, hour) =>
    amount === undefined ? [] : [{ atMs: startMs + hour * hourMs, amount }],
  );

describe('the stretches of a series', () => {
  test('are drawn relative to the largest sample', () => {
    expect(sharesOf(hourly([5, 10, 0]))).toEqual([0.5, 1, 0]);
  });

  test('keep the peak of every stretch, in at most 48 of them', () => {
    const points = Array.from({ length: 10_000 }, (_, atMs) => ({ atMs, amount: atMs === 5_000 ? 40 : 10 }));
    const shares = sharesOf(points);
    expect(shares).toHaveLength(48);
    expect(shares.filter((share) => share === 1)).toHaveLength(1);
    expect(shares.filter((share) => share === 0.25)).toHaveLength(47);
  });

  test('without samples are a gap, not zero', () => {
    const points = [0, 1, 2, 7, 8].map((atMs) => ({ atMs, amount: 4 }));
    expect(sharesOf(points)).toEqual([1, 1, 1, null, null, null, null, 1, 1]);
    expect(sharesOf(hourly([4, 0, undefined, 4]), { shape: 'columns', stepMs: hourMs })).toEqual([
      1,
      0,
      null,
      1,
    ]);
  });

  test('that a late sample only just misses are no gap', () => {
    const points = hourly([4, 4, 4, 4]).map(({ atMs, amount }, index) => ({
      atMs: atMs + index * index * 300_000,
      amount,
    }));
    expect(sharesOf(points, { stepMs: hourMs })).not.toContain(null);
  });

  test('reach over the whole time axis', () => {
    const shares = sharesOf(hourly([4, 4]), { stepMs: hourMs, toMs: startMs + 4 * hourMs });
    expect(shares).toEqual([1, 1, null, null, null]);
  });

  test('survive samples that are no numbers, are negative or come unordered', () => {
    const points = [
      { atMs: 2, amount: Number.NaN },
      { atMs: 1, amount: -5 },
      { atMs: 0, amount: 8 },
      { atMs: Number.POSITIVE_INFINITY, amount: 1 },
    ];
    expect(sharesOf(points)).toEqual([1, 0]);
    expect(sharesOf([])).toEqual([]);
  });
});

describe('in the text part a series', () => {
  test('is a sparkline with its summary, its time and its marks', () => {
    const of = series(hourly([1, 4, undefined, undefined, undefined, 8]), {
      stepMs: hourMs,
      marks: [{ fromMs: startMs + 2 * hourMs, toMs: startMs + 4.5 * hourMs, label: 'outage' }],
    });
    expect(rendered(reportOf(of)).text).toContain(
      [
        'Latency: typical 4 ms',
        '  ▂▅···█',
        '  20 Nov, 07:00 – 20 Nov, 12:00',
        '  outage 09:00–11:30',
        '',
      ].join('\n'),
    );
  });

  test('without any sample says "none"', () => {
    expect(rendered(reportOf(series([]))).text).toContain('Latency: none');
    expect(rendered(reportOf(series(hourly([Number.NaN])))).text).toContain('Latency: none');
  });

  test('counts the marks that it does not name', () => {
    const marks = [0, 1, 2, 3, 4].map((hour) => ({
      fromMs: startMs + hour * hourMs,
      toMs: startMs + hour * hourMs + 60_000,
      label: 'outage',
    }));
    expect(rendered(reportOf(series(hourly([1, 1, 1, 1, 1]), { marks }))).text).toContain(
      'outage 07:00–07:01, outage 08:00–08:01, outage 09:00–09:01 and 2 more',
    );
  });

  test('says on which day a mark was where it shows more than one', () => {
    const of = series(hourly(Array.from({ length: 72 }, () => 1)), {
      marks: [{ fromMs: startMs + 30 * hourMs, toMs: startMs + 31 * hourMs, label: 'outage' }],
    });
    expect(rendered(reportOf(of)).text).toContain('outage 21 Nov, 13:00–14:00');
  });
});

describe('in the HTML part a series', () => {
  const of = series(hourly([1, 4, 2]), {
    largest: { latencyMs: 48 },
    marks: [{ fromMs: startMs, toMs: startMs + hourMs, label: 'outage' }],
  });

  test('is a picture of a fixed size that shrinks with the window, and says its figures in words', () => {
    const { html } = rendered(reportOf(of));
    const [image, ...others] = parseHtml(html).filter(({ tag }) => tag === 'img');
    expect(others).toEqual([]);
    expect(image?.attributes.get('alt')).toBe('Chart: typical 4 ms, at most 48 ms, outage 07:00–08:00');
    expect(image?.attributes.get('width')).toBe('584');
    expect(image?.attributes.get('height')).toBe('72');
    expect(image?.attributes.get('style')).toMatch(/max-width:100%;height:auto/);
  });

  test('does not repeat in its words what its summary says', () => {
    const { html } = rendered(reportOf({ ...of, summary: 'typical 4 ms, highest 48 ms' }));
    expect(html).toContain('alt="Chart: typical 4 ms, highest 48 ms, outage 07:00–08:00"');
  });

  test('is bars with the same words where there is no picture', () => {
    const { html } = rendered(reportOf(of), { pictures: noPictures });
    expect(html).not.toContain('<img');
    expect(html.match(/border-bottom:\d+px solid/gu)).toHaveLength(3);
    expect(html).toContain('role="img" aria-label="Chart: typical 4 ms, at most 48 ms, outage 07:00–08:00"');
  });

  test('cannot be given a title, label or summary that breaks out of an attribute', () => {
    const evil = '"><script>alert(1)</script><img src=x onerror=y alt="';
    const { html, page } = rendered(
      reportOf({
        ...of,
        title: evil,
        summary: evil,
        largest: evil,
        marks: [{ fromMs: startMs, toMs: startMs, label: evil }],
      }),
    );
    for (const written of [html, page]) {
      expect(written).not.toContain('<script');
      expect(parseHtml(written).filter(({ tag }) => tag === 'img')).toHaveLength(1);
    }
  });
});
