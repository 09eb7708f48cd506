import type { Report } from '../report/report.ts';
import { reportSubject } from '../report/subject.ts';
import { labelMaxLength } from './cell.ts';
import { type PastFindingsView, pastFindingsViews } from './changes.ts';
import { type Palette, palettes } from './colours.ts';
import { figuresView } from './figures.ts';
import { type FindingsView, findingsView } from './finding.ts';
import { footerLines, periodInWords } from './footer.ts';
import { type FullReport, fullReportLine } from './full-report.ts';
import type { Limits } from './limits.ts';
import { integrationView, networkView, type SectionView } from './sections.ts';
import { integrationSummary, type SummaryView, summaryView } from './summary.ts';
import { type TilesView, tilesView } from './tiles.ts';
import { preheaderText, type VerdictView, verdictView } from './verdict.ts';
import { andMore, createWriter, type Writer, type WriterSettings } from './writer.ts';

/**
 * One report in written words, in the order in which it is read; both parts of the mail are laid out from it.
 * Plain objects and strings only. An empty string or list is "none".
 */
export interface ReportView {
  readonly light: Palette;
  readonly dark: Palette;
  readonly subject: string;
  readonly preheader: string;
  readonly title: string;
  readonly period: string;
  readonly consoleFailure: string;
  readonly verdict: VerdictView;
  readonly notices: readonly string[];
  readonly tiles: TilesView;
  readonly findings: FindingsView;
  readonly pastFindings: readonly PastFindingsView[];
  /** With an all-clear, in a mail: every section in a line or two instead of at its length. */
  readonly summaries: readonly SummaryView[];
  readonly sections: readonly SectionView[];
  readonly coverage: readonly { readonly subject: string; readonly sentence: string }[];
  readonly moreCoverage: string;
  /** Where the full report is, in a mail. */
  readonly fullReport: string;
  readonly footer: readonly string[];
}

export interface ViewSettings extends Pick<WriterSettings, 'locale' | 'pictureSource' | 'views'> {
  readonly limits: Limits;
  /** Absent where this is the full report. */
  readonly fullReport?: FullReport;
}

export const reportView = (report: Report, { limits, fullReport, ...style }: ViewSettings): ReportView => {
  const { timeZone, period } = report;
  const write = createWriter({ ...style, timeZone, period, maxTextLength: limits.textLength });
  return {
    ...palettes,
    subject: write.text(reportSubject(report)),
    preheader: preheaderText(report, write),
    title: write.text(report.title, labelMaxLength),
    period: periodLine(report, write),
    consoleFailure: write.text(report.consoleFailure ?? ''),
    verdict: verdictView(report, write),
    notices: noticeLines(report.notices, write, limits),
    tiles: tilesView(report, write),
    findings: findingsView(report.findings, write, limits),
    pastFindings: pastFindingsViews(report.comparison, write, limits),
    ...sectionsView(report, write, limits),
    coverage: report.coverage.slice(0, limits.statements).map(({ subject, sentence }) => ({
      subject: write.text(subject, labelMaxLength),
      sentence: write.text(sentence),
    })),
    moreCoverage: andMore(write, report.coverage.length - limits.statements),
    fullReport: fullReport === undefined ? '' : fullReportLine(fullReport, write),
    footer: footerLines(report, write),
  };
};

/** With an all-clear a mail tells in a line or two what is in the full report at its length. */
const sectionsView = (
  report: Report,
  write: Writer,
  limits: Limits,
): Pick<ReportView, 'summaries' | 'sections'> => {
  const { network, integrations, verdict } = report;
  if (limits.form === 'mail' && verdict.severity === 'clear') {
    return {
      summaries: [
        ...network.map(({ title, blocks }) => summaryView(title, blocks, write, limits)),
        ...integrations.map((section) => integrationSummary(section, write, limits)),
      ],
      sections: [],
    };
  }
  return {
    summaries: [],
    sections: [
      ...network.map((section) => networkView(section, write, limits)),
      ...integrations.map((section) => integrationView(section, write, limits)),
      ...figuresView(report, write, limits),
    ],
  };
};

/** The zone is named once, here; every time in the report is in it. */
const periodLine = ({ period, timeZone }: Report, write: Writer): string =>
  `${periodInWords(period, write)} (${write.text(timeZone, labelMaxLength)})`;

const noticeLines = (notices: readonly string[], write: Writer, limits: Limits): readonly string[] => {
  const shown = notices.slice(0, limits.statements).map((notice) => write.text(notice));
  const more = andMore(write, notices.length - limits.statements);
  return more === '' ? shown : [...shown, more];
};
