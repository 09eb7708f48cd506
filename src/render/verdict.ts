import type { Report } from '../report/report.ts';
import { type Severity, severities } from '../report/section.ts';
import { type ShadeView, shadeOfSeverity, shadeView } from './colours.ts';
import { counted, type Writer } from './writer.ts';

export interface VerdictView {
  readonly headline: string;
  /** "1 critical, 2 warnings and 3 notices". */
  readonly counts: string;
  readonly shade: ShadeView;
}

export const verdictView = ({ verdict }: Report, write: Writer): VerdictView => ({
  headline: write.text(verdict.headline),
  counts: countsInWords(verdict.counts, write),
  shade: shadeView(shadeOfSeverity(verdict.severity)),
});

/** What a mail client shows beside the subject: the worst thing first, in so many words. */
export const preheaderText = (report: Report, write: Writer): string => {
  const worst = report.findings[0]?.title;
  const sentences = [report.consoleFailure, report.verdict.headline, worst ?? 'Nothing needs you.'];
  return write.text(sentences.filter((sentence) => sentence !== undefined).join(' · '), preheaderMaxLength);
};

const preheaderMaxLength = 160;

const countsInWords = (counts: Readonly<Record<Severity, number>>, write: Writer): string => {
  const words = severities
    .filter((severity) => counts[severity] > 0)
    .map((severity) =>
      severity === 'critical'
        ? `${write.value({ number: counts.critical })} critical`
        : counted(write, counts[severity], severity),
    );
  if (words.length === 0) return 'No findings in this period.';
  return new Intl.ListFormat('en-GB', { type: 'conjunction' }).format(words);
};
