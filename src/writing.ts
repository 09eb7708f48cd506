import { collectOld } from './collect.ts';
import type { Config } from './config/config.ts';
import type { RenderIndex } from './deliver/report-index.ts';
import { createDrawing } from './drawing.ts';
import type { Log } from './net/log.ts';
import { readCompiledTemplates } from './render/compiled-templates.ts';
import { createRenderer, renderSavedReports } from './render/render.ts';
import { readShippedTemplate } from './render/templates.ts';
import { formatNumber } from './report/format.ts';
import { formatDateTime } from './report/format-time.ts';
import type { Email, Report } from './report/report.ts';
import { writeReport } from './write-report.ts';

/** What a report is found, written and drawn with. */
export interface Writing {
  readonly writeReport: typeof writeReport;
  /** @param savedName of the file that holds the whole report. @throws Error when a template cannot be read. */
  render(report: Report, savedName: string | undefined): Promise<Email>;
  /** @throws Error when a template cannot be read. */
  readonly renderIndex: RenderIndex;
}

/** Opened while the sources are asked: what only reads needs none of it, and a report waits for answers anyway. */
export const openWriting = (config: Pick<Config, 'report' | 'mail'>, log: Log): Writing => {
  const { locale, timeZone } = config.report;
  // `Intl` reads what it knows of languages when it is first used: now, while there is nothing to do but to wait.
  formatNumber(0, locale);
  formatDateTime(0, { locale, timeZone });
  const draw = createDrawing(log);
  const templates = { readTemplate: readShippedTemplate, compiled: readCompiledTemplates() };
  const renderer = createRenderer(templates);
  return {
    writeReport,
    render: async (report, savedName) => {
      // What the sources answered has become a report by now: a large network's would stand beside its mail.
      collectOld();
      return renderer.render(report, {
        locale,
        pictures: await draw(report),
        isMailed: config.mail !== undefined,
        ...(savedName === undefined ? {} : { savedName }),
      });
    },
    renderIndex: (reports) => renderSavedReports(reports, { locale }, templates),
  };
};
