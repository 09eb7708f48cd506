import type { Report } from '../report/report.ts';
import { changesInWords } from './changes.ts';
import { type ShadeView, shadeOfSeverity, shadeView } from './colours.ts';
import { countsInWords } from './counts.ts';
import type { Writer } from './writer.ts';

export interface VerdictView {
  readonly headline: string;
  /** "1 critical, 2 warnings and 3 notices"; empty where nothing was found because nothing was read. */
  readonly counts: string;
  /** "2 new, 1 ongoing, 3 resolved"; may be empty. */
  readonly changes: string;
  readonly shade: ShadeView;
}

export const verdictView = ({ verdict, consoleFailure, comparison }: Report, write: Writer): VerdictView => ({
  headline: write.text(verdict.headline),
  counts:
    countsInWords(verdict.counts, write) ||
    (consoleFailure === undefined ? 'No findings in this period.' : ''),
  changes: changesInWords(comparison, write),
  shade: shadeView(shadeOfSeverity(verdict.severity)),
});

/** What a mail client shows beside the subject: the worst thing first, in so many words. */
export const preheaderText = (report: Report, write: Writer): string => {
  const { consoleFailure, verdict, incomplete, findings } = report;
  const nothing = consoleFailure === undefined && !incomplete ? 'Nothing needs you.' : undefined;
  const sentences = [consoleFailure, verdict.headline, findings[0]?.title ?? nothing];
  return write.text(sentences.filter((sentence) => sentence !== undefined).join(' · '), preheaderMaxLength);
};

const preheaderMaxLength = 160;
