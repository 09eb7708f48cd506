import type { Report } from '../report/report.ts';
import { figuresView } from './figures.ts';
import { type FrameView, frameView } from './frame.ts';
import type { FullReport } from './full-report.ts';
import type { Limits } from './limits.ts';
import { integrationView, networkView, type SectionView } from './sections.ts';
import { isInShort } from './summary.ts';
import { createWriter, type Writer, type WriterSettings } from './writer.ts';

/**
 * One report in written words, in the order in which it is read; both parts of the mail are laid out from it.
 * Plain objects and strings only. An empty string or list is "none".
 */
export interface ReportView extends FrameView {
  readonly sections: readonly SectionView[];
}

export interface ViewSettings extends Pick<WriterSettings, 'locale' | 'pictureSource' | 'kept'> {
  readonly limits: Limits;
  /** Absent where this is the full report. */
  readonly fullReport?: FullReport;
}

export const reportView = (report: Report, settings: ViewSettings): ReportView => {
  const write = writerFor(report, settings);
  const { limits, fullReport } = settings;
  return {
    ...frameView(report, write, limits, fullReport),
    sections: sectionViews(report, write, limits),
  };
};

/** What writes a report within these limits. */
export const writerFor = (
  { timeZone, period }: Report,
  { limits, fullReport: _, ...style }: ViewSettings,
): Writer => createWriter({ ...style, timeZone, period, maxTextLength: limits.textLength });

/** With an all-clear a mail has none: what they tell is in the summaries of its frame. */
export const sectionViews = (report: Report, write: Writer, limits: Limits): readonly SectionView[] =>
  isInShort(report, limits)
    ? []
    : [
        ...report.network.map((section) => networkView(section, write, limits)),
        ...report.integrations.map((section) => integrationView(section, write, limits)),
        ...figuresView(report, write, limits),
      ];
