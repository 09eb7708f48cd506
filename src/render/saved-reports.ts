import { type Palette, palettes, type ShadeView, shadeOfSeverity, shadeView } from './colours.ts';
import { countsInWords } from './counts.ts';
import { createWriter, type Writer } from './writer.ts';

/** One saved report as its list knows it; what is absent could not be read. */
export interface SavedReportInput {
  /** The name of its files without extension. */
  readonly stem: string;
  /** `2026-11-21-070000`, by the clock of its zone. */
  readonly time: string;
  readonly extensions: readonly ('html' | 'txt' | 'json')[];
  readonly title?: string;
  readonly severity?: 'critical' | 'warning' | 'notice' | 'clear';
  readonly headline?: string;
  readonly summary?: string;
  readonly counts?: { readonly critical: number; readonly warning: number; readonly notice: number };
}

export interface SavedReportsView {
  readonly light: Palette;
  readonly dark: Palette;
  /** "3 reports, newest first". */
  readonly lead: string;
  readonly reports: readonly SavedReportView[];
}

interface SavedReportView {
  readonly time: string;
  readonly title: string;
  readonly verdict: string;
  readonly counts: string;
  readonly summary: string;
  readonly shade: ShadeView;
  /** The whole report for a browser; empty where it is not there. */
  readonly page: string;
  readonly files: readonly { readonly name: string; readonly label: string }[];
}

const longestText = 200;

/** The page over all saved reports, in written words. */
export const savedReportsView = (reports: readonly SavedReportInput[], locale: string): SavedReportsView => {
  // Their times are those of the clock in the zone of each report: nothing is to be shifted.
  const write = createWriter({ locale, timeZone: 'UTC', maxTextLength: longestText });
  return {
    ...palettes,
    lead: `${write.value({ number: reports.length })} ${reports.length === 1 ? 'report' : 'reports'}, newest first`,
    reports: reports.map((report) => reportView(report, write)),
  };
};

const reportView = (report: SavedReportInput, write: Writer): SavedReportView => {
  const { stem, time, extensions, severity } = report;
  const fileOf = (extension: 'txt' | 'json', label: string) =>
    extensions.includes(extension) ? [{ name: `${stem}.${extension}`, label }] : [];
  return {
    time: write.value({ atMs: clockMs(time) }),
    title: write.text(report.title ?? ''),
    verdict: write.text(report.headline ?? '') || 'Not known',
    counts: report.counts === undefined ? '' : countsInWords(report.counts, write),
    summary: severity === 'clear' ? '' : write.text(report.summary ?? ''),
    shade: shadeView(severity === undefined ? 'neutral' : shadeOfSeverity(severity)),
    page: extensions.includes('html') ? `${stem}.html` : '',
    files: [...fileOf('txt', 'text'), ...fileOf('json', 'JSON')],
  };
};

/** `2026-11-21-070000` as if it were UTC. */
const clockMs = (time: string): number => Date.parse(time.replace(/^(.{10})-(..)(..)(..)$/, '$1T$2:$3:$4Z'));
