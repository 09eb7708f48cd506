import type { ReportedFinding } from '../report/comparison.ts';
import type { Finding, Severity } from '../report/section.ts';
import { shadeOfSeverity, shadeView } from './colours.ts';
import { countsInWords } from './counts.ts';
import type { FindingView } from './finding-view.ts';
import type { Limits } from './limits.ts';
import { findingKey } from './same-view.ts';
import { andMore, type Writer } from './writer.ts';

/** As a reader sees them. */
export const severityWords: Readonly<Record<Severity, string>> = {
  critical: 'Critical',
  warning: 'Warning',
  notice: 'Notice',
};

const thingMaxLength = 60;

export interface FindingsView {
  /** What needs somebody. */
  readonly cards: readonly FindingView[];
  /** What is good to know; in a mail without its meaning. */
  readonly notices: readonly FindingView[];
  /** "and 12 more: 3 warnings and 9 notices", so that nobody takes what is shown for the whole. */
  readonly more: string;
}

/** @param findings worst first, so that a cut takes notices before warnings */
export const findingsView = (
  findings: readonly ReportedFinding[],
  write: Writer,
  limits: Limits,
): FindingsView => {
  const shown = findings.slice(0, limits.statements);
  return {
    cards: shown
      .filter(({ severity }) => severity !== 'notice')
      .map((finding) => findingView(finding, write, limits)),
    notices: shown
      .filter(({ severity }) => severity === 'notice')
      .map((finding) => noticeView(finding, write, limits)),
    more: moreFindings(findings.slice(limits.statements), write),
  };
};

const moreFindings = (findings: readonly Pick<Finding, 'severity'>[], write: Writer): string => {
  if (findings.length === 0) return '';
  const counts = { critical: 0, warning: 0, notice: 0 };
  for (const { severity } of findings) counts[severity] += 1;
  return `${andMore(write, findings.length)}: ${countsInWords(counts, write)}`;
};

/** Where other limits came to the same, it is the very view that was made for them. */
const findingView = (finding: ReportedFinding, write: Writer, limits: Limits): FindingView => {
  const key = findingKey(finding, limits);
  const views = write.kept.findings.get(finding) ?? new Map<string, FindingView>();
  write.kept.findings.set(finding, views);
  const view = views.get(key) ?? newView(finding, write, limits);
  views.set(key, view);
  return view;
};

const newView = (finding: ReportedFinding, write: Writer, limits: Limits): FindingView => ({
  word: severityWords[finding.severity],
  shade: shadeView(shadeOfSeverity(finding.severity)),
  title: write.text(finding.title),
  meaning: write.text(finding.meaning),
  advice: write.text(finding.advice),
  things: thingsLine(finding, write, limits),
  explained: explainedLines(finding, write, limits),
  isNew: finding.history?.status === 'new',
  since: sinceInWords(finding, write),
});

const noticeView = (finding: ReportedFinding, write: Writer, limits: Limits): FindingView => {
  const whole = findingView(finding, write, limits);
  return limits.form === 'page' ? whole : { ...whole, meaning: '' };
};

/** "ongoing since 19 Nov 2026, 07:00" · "since 21 Nov 2026, 03:10". */
const sinceInWords = ({ history, sinceMs }: ReportedFinding, write: Writer): string => {
  if (history?.status === 'ongoing')
    return `ongoing since ${write.value({ atMs: Math.min(history.firstSeenMs, sinceMs ?? history.firstSeenMs) })}`;
  return sinceMs === undefined ? '' : `since ${write.value({ atMs: sinceMs })}`;
};

const explainedLines = ({ explained = [] }: ReportedFinding, write: Writer, limits: Limits): string[] => {
  const shown = explained
    .slice(0, limits.rows)
    .map(({ severity, title }) => `${severityWords[severity]}: ${write.text(title)}`);
  const more = andMore(write, explained.length - limits.rows);
  return more === '' ? shown : [...shown, more];
};

const thingsLine = (
  { title, meaning, things }: Pick<Finding, 'title' | 'meaning' | 'things'>,
  write: Writer,
  limits: Limits,
): string => {
  const isSaid = (thing: string) => title.includes(thing) || meaning.includes(thing);
  if (things.every(isSaid)) return '';
  const shown = things.slice(0, limits.rows).map((thing) => write.text(thing, thingMaxLength));
  const more = andMore(write, things.length - limits.rows);
  return more === '' ? shown.join(', ') : `${shown.join(', ')} ${more}`;
};
