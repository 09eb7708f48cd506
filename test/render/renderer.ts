import { drawPictures } from '../../src/render/pictures.ts';
import { openRasteriser } from '../../src/render/rasterise.ts';
import { createRenderer } from '../../src/render/render.ts';
import { readShippedTemplate } from '../../src/render/templates.ts';
import type { RenderOptions } from '../../src/render/write-email.ts';
import type { Email, Report } from '../../src/report/report.ts';

const renderer = createRenderer({ readTemplate: readShippedTemplate });
const rasterise = await openRasteriser();

/** A report through the shipped templates, with its pictures. */
export const rendered = (report: Report, options: Partial<RenderOptions> = {}): Email =>
  renderer.render(report, { locale: 'en-GB', pictures: drawPictures(report, rasterise), ...options });

export const occurrences = (text: string, words: string): number => text.split(words).length - 1;
