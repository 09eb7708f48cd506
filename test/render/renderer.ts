import { createRenderer } from '../../src/render/render.ts';
import { readShippedTemplate } from '../../src/render/templates.ts';
import type { Email, Report } from '../../src/report/report.ts';

const renderer = createRenderer({ readTemplate: readShippedTemplate });

/** A report through the shipped templates. */
export const rendered = (report: Report): Email => renderer.render(report, { locale: 'en-GB' });

export const occurrences = (text: string, words: string): number => text.split(words).length - 1;
