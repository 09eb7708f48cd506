import type { IntegrationSection } from '../integrations/results.ts';
import type { Period } from '../period.ts';
import type { ChangeCounts, Comparison, ReportedFinding } from './comparison.ts';
import type { Figures } from './figures.ts';
import type { NetworkSection, Severity } from './section.ts';

/** Something that could not be read, or not completely, in one sentence. Never uses the words of a failed integration. */
export interface CoverageNote {
  /** "Intrusion detections", "Clients" … */
  readonly subject: string;
  readonly sentence: string;
}

/** Everything that is written, before it has a look. */
export interface Report {
  /** `REPORT_TITLE`, else the site's name, else the host. */
  readonly title: string;
  readonly generatedAtMs: number;
  readonly period: Period;
  readonly timeZone: string;
  readonly verdict: Verdict;
  /** It was due while the process was down or asleep. */
  readonly isDelayed?: true;
  /** Set when devices and health are both unreadable: the report's first line. */
  readonly consoleFailure?: string;
  /** Something that should have been read was not: neither an all-clear nor silence holds for it. */
  readonly incomplete: boolean;
  /** Warnings about this very report, e.g. that certificates are not verified. */
  readonly notices: readonly string[];
  /** Worst first. */
  readonly findings: readonly ReportedFinding[];
  /** What has changed since the last delivered report. */
  readonly comparison: Comparison;
  /** The numbers of this report beside those of the period before. */
  readonly figures: Figures;
  readonly network: readonly NetworkSection[];
  readonly integrations: readonly IntegrationSection[];
  readonly coverage: readonly CoverageNote[];
  readonly footer: ReportFooter;
}

export interface Verdict {
  /** `clear` when there is no critical finding and no warning. */
  readonly severity: Severity | 'clear';
  /** "All clear" · "All clear in what could be read" · "2 things need you" · "The console could not be read". */
  readonly headline: string;
  /** What stands in the subject after the title: the worst finding in short, or "nothing needs you, 1 notice". */
  readonly summary: string;
  readonly counts: Readonly<Record<Severity, number>>;
  /** Since the last delivered report; absent where there is none to compare with. */
  readonly changes?: ChangeCounts;
}

export interface ReportFooter {
  readonly programVersion: string;
  readonly console?: string;
  readonly tookMs: number;
  /** Findings that `FINDINGS_FILE` keeps out of the report. */
  readonly mutedCount: number;
  readonly nextRunAtMs?: number;
  /** The site's own time zone, where its clock shows another time than the report's. */
  readonly siteTimeZone?: string;
}

/** A picture that the HTML part shows as `cid:` and its content id (RFC 2392). */
export interface MailImage {
  /** Without angle brackets. */
  readonly contentId: string;
  readonly fileName: string;
  readonly png: Uint8Array;
}

/** One report, written out: as a mail, and as one page for a browser. */
export interface Email {
  readonly subject: string;
  /** The HTML part, cut to what mail clients show in one piece. */
  readonly html: string;
  readonly text: string;
  readonly images: readonly MailImage[];
  /** The whole report as one file for a browser: nothing is cut, the pictures are inside. */
  readonly page: string;
  /** The file name under which the mail carries the page; absent where it does not. */
  readonly attachedAs?: string;
}
