import { createRenderer } from '../src/render/render.ts';
import { readShippedTemplate } from '../src/render/templates.ts';
import type { Report } from '../src/report/report.ts';
import { median } from './measure.ts';

export interface Rendering {
  /** The first one of a process, templates included. */
  readonly firstMs: number;
  /** Median of the others. */
  readonly usualMs: number;
}

/** What it takes to make a mail of a report, again and again in this process: time of this thread, not of the machine. */
export const measureRendering = (report: Report, times: number): Rendering => {
  const timed = (work: () => void): number => {
    const before = process.threadCpuUsage();
    work();
    const { user, system } = process.threadCpuUsage(before);
    return (user + system) / 1000;
  };
  let render = (): void => undefined;
  const firstMs = timed(() => {
    const renderer = createRenderer({ readTemplate: readShippedTemplate });
    render = () => void renderer.render(report, { locale: 'en-GB' });
    render();
  });
  return { firstMs, usualMs: median(Array.from({ length: times }, () => timed(render))) };
};
