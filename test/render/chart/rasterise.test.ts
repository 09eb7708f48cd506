import { beforeAll, describe, expect, test } from 'vitest';
import { chartSvg, type Series } from '../../../src/render/chart/chart.ts';
import { encodePng } from '../../../src/render/png.ts';
import { openRasteriser, type Rasterise } from '../../../src/render/rasterise.ts';
import { type Decoded, decodePng } from './png-pixels.ts';

let rasterise: Rasterise = () => new Uint8Array();
beforeAll(async () => {
  rasterise = await openRasteriser();
});

const hourMs = 3_600_000;
const columns: Series = {
  kind: 'series',
  title: 'Threats',
  summary: null,
  shape: 'columns',
  stepMs: hourMs,
  points: [0, 1, 3].map((hour) => ({ atMs: hour * hourMs, amount: hour === 0 ? 10 : 5 })),
  marks: [{ fromMs: 2 * hourMs, toMs: 3 * hourMs, label: 'outage' }],
};
const pictureOf = (series: Series): Decoded => decodePng(rasterise(chartSvg(series) ?? ''));

test('what draws is loaded without a look at the names of all open connections', async () => {
  let header: object = {};
  await openRasteriser(async () => {
    const report: { header: object } = Object(process.report.getReport());
    header = report.header;
    return import('@resvg/resvg-js');
  });
  expect(header).toHaveProperty('nodejsVersion');
  expect(header).not.toHaveProperty('networkInterfaces');
});

describe('a picture', () => {
  test('has twice the pixels that it takes up on the page', () => {
    const { width, height } = pictureOf(columns);
    expect([width, height]).toEqual([2 * 584, 2 * 72]);
  });

  test('shows columns, their height and their gap in exactly the colours of the palette', () => {
    const picture = pictureOf(columns);
    const quarter = 2 * 146;
    const middle = [0, 1, 2, 3].map((column) => column * quarter + quarter / 2);
    expect(middle.map((x) => picture.at(x, 132))).toEqual([
      '#3388eeff',
      '#3388eeff',
      '#ee444466',
      '#3388eeff',
    ]);
    expect(middle.map((x) => picture.at(x, 40))).toEqual(['#3388eeff', '', '#ee444466', '']);
    expect(picture.at(2.5 * quarter, 2)).toBe('#ee4444ff');
  });

  test('has no background of its own', () => {
    const picture = pictureOf({ ...columns, marks: [] });
    expect(picture.at(2.5 * 292, 50)).toBe('');
    expect(picture.at(2, 2)).toBe('');
  });

  test.each([
    ['a steady line', 3, 5_000],
    ['nothing but noise', 23, 12_500],
  ])('of %s, a sample every five minutes, weighs little', (_, spread, mostBytes) => {
    const points = Array.from({ length: 288 }, (_, index) => ({
      atMs: index * 300_000,
      amount: 12 + ((index * 7919) % spread),
    }));
    const line: Series = { kind: 'series', title: 'Latency', summary: null, stepMs: 300_000, points };
    expect(rasterise(chartSvg(line) ?? '').length).toBeLessThan(mostBytes);
  });

  test('is the same whenever it is drawn', () => {
    expect(rasterise(chartSvg(columns) ?? '')).toEqual(rasterise(chartSvg(columns) ?? ''));
  });
});

test('where the library cannot be loaded opening it fails, and says why', async () => {
  await expect(
    openRasteriser(() => Promise.reject(new Error("Cannot find module '@resvg/resvg-js-sunos-sparc'"))),
  ).rejects.toThrow('sunos-sparc');
});

test('what is no SVG is an error', () => {
  expect(() => rasterise('<svg')).toThrow();
});

test('a bitmap of more colours than a palette holds keeps them as far as they go', () => {
  const rgba = new Uint8Array(64 * 64 * 4);
  for (let at = 0; at < rgba.length; at += 4) {
    const pixel = at / 4;
    rgba.set([(pixel % 64) * 4, Math.floor(pixel / 64) * 4, (pixel * 31) % 256, 255], at);
  }
  const picture = decodePng(encodePng({ width: 64, height: 64, rgba }));
  expect(picture.at(0, 0)).toBe('#000000ff');
  expect(picture.at(63, 63)).toMatch(/^#ffff..ff$/);
});
