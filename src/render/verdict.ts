import type { Report } from '../report/report.ts';
import { type ShadeView, shadeOfSeverity, shadeView } from './colours.ts';
import { countsInWords } from './counts.ts';
import type { Writer } from './writer.ts';

export interface VerdictView {
  readonly headline: string;
  /** "1 critical, 2 warnings and 3 notices". */
  readonly counts: string;
  readonly shade: ShadeView;
}

export const verdictView = ({ verdict }: Report, write: Writer): VerdictView => ({
  headline: write.text(verdict.headline),
  counts: countsInWords(verdict.counts, write) || 'No findings in this period.',
  shade: shadeView(shadeOfSeverity(verdict.severity)),
});

/** What a mail client shows beside the subject: the worst thing first, in so many words. */
export const preheaderText = (report: Report, write: Writer): string => {
  const worst = report.findings[0]?.title;
  const sentences = [report.consoleFailure, report.verdict.headline, worst ?? 'Nothing needs you.'];
  return write.text(sentences.filter((sentence) => sentence !== undefined).join(' · '), preheaderMaxLength);
};

const preheaderMaxLength = 160;
