import { createRenderer } from '../src/render/render.ts';
import { readShippedTemplate } from '../src/render/templates.ts';
import type { Report } from '../src/report/report.ts';
import { median } from './measure.ts';

export interface Rendering {
  /** The first one of a process, templates included. */
  readonly firstMs: number;
  /** Of the others: median of what those of a series took on average. */
  readonly usualMs: number;
}

/** Many together, because a kernel may count the time of a thread in steps of 4 ms. */
const inSeries = 20;

/**
 * What it takes to make a mail of a report, again and again in this process: time of this thread, not of the machine. Each
 * time it is a copy that was never rendered before, as each morning's report is: of what is kept of one only the formats and
 * the few numbers that come in every report are of use to it.
 * @param series of twenty renderings each, after the first one
 */
export const measureRendering = (report: Report, series: number): Rendering => {
  const timed = (work: () => void): number => {
    const before = process.threadCpuUsage();
    work();
    const { user, system } = process.threadCpuUsage(before);
    return (user + system) / 1000;
  };
  let render = (_report: Report): void => undefined;
  const firstMs = timed(() => {
    const renderer = createRenderer({ readTemplate: readShippedTemplate });
    render = (one) => void renderer.render(one, { locale: 'en-GB' });
    render(report);
  });
  const seriesMs = Array.from({ length: series }, () => {
    const copies = Array.from({ length: inSeries }, () => structuredClone(report));
    return timed(() => copies.forEach(render));
  });
  return { firstMs, usualMs: median(seriesMs) / inSeries };
};
