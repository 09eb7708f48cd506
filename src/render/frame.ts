import type { Report } from '../report/report.ts';
import { reportSubject } from '../report/subject.ts';
import { labelMaxLength } from './cell.ts';
import { type PastFindingsView, pastFindingsViews } from './changes.ts';
import { type Palette, palettes } from './colours.ts';
import { type FindingsView, findingsView } from './finding.ts';
import { footerLines, periodInWords } from './footer.ts';
import { type FullReport, fullReportLine } from './full-report.ts';
import type { Limits } from './limits.ts';
import { integrationSummary, isInShort, type SummaryView, summaryView } from './summary.ts';
import { type TilesView, tilesView } from './tiles.ts';
import { preheaderText, type VerdictView, verdictView } from './verdict.ts';
import { andMore, type Writer } from './writer.ts';

/** A report in written words, all of it but its sections, which are most of it. */
export interface FrameView {
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
  readonly coverage: readonly { readonly subject: string; readonly sentence: string }[];
  readonly moreCoverage: string;
  /** Where the full report is, in a mail. */
  readonly fullReport: string;
  readonly footer: readonly string[];
}

/** @param fullReport absent where this is the full report */
export const frameView = (
  report: Report,
  write: Writer,
  limits: Limits,
  fullReport: FullReport | undefined,
): FrameView => ({
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
  summaries: summaryViews(report, write, limits),
  coverage: report.coverage.slice(0, limits.statements).map(({ subject, sentence }) => ({
    subject: write.text(subject, labelMaxLength),
    sentence: write.text(sentence),
  })),
  moreCoverage: andMore(write, report.coverage.length - limits.statements),
  fullReport: fullReport === undefined ? '' : fullReportLine(fullReport, write),
  footer: footerLines(report, write),
});

const summaryViews = (report: Report, write: Writer, limits: Limits): readonly SummaryView[] =>
  isInShort(report, limits)
    ? [
        ...report.network.map(({ title, blocks }) => summaryView(title, blocks, write, limits)),
        ...report.integrations.map((section) => integrationSummary(section, write, limits)),
      ]
    : [];

/** The zone is named once, here; every time in the report is in it. */
const periodLine = ({ period, timeZone }: Report, write: Writer): string =>
  `${periodInWords(period, write)} (${write.text(timeZone, labelMaxLength)})`;

const noticeLines = (notices: readonly string[], write: Writer, limits: Limits): readonly string[] => {
  const shown = notices.slice(0, limits.statements).map((notice) => write.text(notice));
  const more = andMore(write, notices.length - limits.statements);
  return more === '' ? shown : [...shown, more];
};
