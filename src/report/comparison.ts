import type { Finding, Severity } from './section.ts';

/** Whether a finding is told for the first time since the last delivered report. */
export type FindingHistory =
  | { readonly status: 'new' }
  | {
      readonly status: 'ongoing';
      /** When a report first found it, without a break since. */
      readonly firstSeenMs: number;
    };

/** A finding as it is reported; without history in a first report, and where nothing is compared. */
export interface ReportedFinding extends Omit<Finding, 'explains'> {
  readonly history?: FindingHistory;
  /** Findings of which this one is the cause: they are no further things that need a person. */
  readonly explained?: readonly ReportedFinding[];
}

/** A finding of an earlier report, in the words of that report. */
export interface PastFinding {
  readonly id: string;
  readonly severity: Severity;
  readonly title: string;
  readonly firstSeenMs: number;
}

/** A finding of the last report that is not found any more. */
export interface ResolvedFinding extends PastFinding {
  /** It happened then, and not again: nobody knows whether it was put right. */
  readonly happened: boolean;
}

export interface ChangeCounts {
  readonly new: number;
  readonly ongoing: number;
  readonly resolved: number;
  /** What they were read from could not be read: neither ongoing nor resolved. */
  readonly notKnown: number;
}

/** What has changed since the last report that was delivered. */
export type Comparison =
  /** The report covers a time of its own (`--since`), or nothing can be remembered. */
  | { readonly kind: 'none' }
  /** The first report of this console and site: the next one is compared with it. */
  | { readonly kind: 'baseline' }
  | {
      readonly kind: 'compared';
      /** When the report that this one is compared with was made. */
      readonly lastReportAtMs: number;
      readonly counts: ChangeCounts;
      /** Worst first, as below. */
      readonly resolved: readonly ResolvedFinding[];
      readonly notKnown: readonly PastFinding[];
    };
