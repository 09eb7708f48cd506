import { describe, expect, test } from 'vitest';
import { createDrawing } from '../src/drawing.ts';
import { openRasteriser } from '../src/render/rasterise.ts';
import type { Report } from '../src/report/report.ts';
import { recordingLog } from './helpers/log.ts';
import { quietReport } from './helpers/report.ts';
import { rendered } from './render/renderer.ts';

const reportWithSeries = (): Report =>
  quietReport({
    verdict: { ...quietReport().verdict, severity: 'notice' },
    network: [
      {
        name: 'internet',
        title: 'Internet',
        blocks: [
          {
            kind: 'series',
            title: 'Latency',
            summary: { latencyMs: 12 },
            points: [0, 1, 2].map((at) => ({ atMs: at, amount: at })),
          },
        ],
      },
    ],
  });

describe('the pictures of a report', () => {
  test('are drawn with what is opened once and at once, before there is a report', async () => {
    let openings = 0;
    const draw = createDrawing(recordingLog().log, () => {
      openings += 1;
      return openRasteriser();
    });

    expect(openings).toBe(1);
    expect((await draw(quietReport())).size).toBe(0);
    expect((await draw(reportWithSeries())).size).toBe(1);
    expect((await draw(reportWithSeries())).size).toBe(1);
    expect(openings).toBe(1);
  });

  test('are missing where there is nothing to draw with, and the report goes out with bars and a warning', async () => {
    const { log, lines } = recordingLog();
    const draw = createDrawing(log, () =>
      openRasteriser(() => Promise.reject(new Error("Cannot find module '@resvg/resvg-js-aix-ppc64'"))),
    );
    const report = reportWithSeries();
    const pictures = await draw(report);
    const { html, page, images } = rendered(report, { pictures });

    expect(images).toEqual([]);
    for (const written of [html, page]) {
      expect(written).toContain('border-bottom:36px solid');
      expect(written).not.toContain('<img');
    }
    expect(lines).toMatchObject([{ level: 'warn', fields: { event: 'pictures_not_drawn' } }]);
  });

  test('that nobody needs are not missed where there is nothing to draw with', async () => {
    const { log, lines } = recordingLog();
    const draw = createDrawing(log, () => Promise.reject(new Error('no such package')));

    expect((await draw(quietReport())).size).toBe(0);
    expect(lines).toEqual([]);
  });

  test('are missing where one cannot be drawn', async () => {
    const { log, lines } = recordingLog();
    const draw = createDrawing(log, async () => () => {
      throw new Error('out of memory');
    });

    expect((await draw(reportWithSeries())).size).toBe(0);
    expect(lines).toMatchObject([{ level: 'warn', fields: { event: 'pictures_not_drawn' } }]);
  });
});
