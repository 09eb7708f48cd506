import type { PastFinding } from './comparison.ts';
import type { Finding } from './section.ts';

/** A finding of this report, and who found it. */
export interface FoundFinding {
  readonly finding: Finding;
  /** `network`, or the name of an integration. */
  readonly origin: string;
  /** Kept out of the report by `FINDINGS_FILE`; it is there all the same. */
  readonly muted: boolean;
  /** The id of the finding that names its cause: it is told below that one. */
  readonly explainedBy?: string;
}

/** A finding as it is remembered from report to report. */
export interface RememberedFinding extends PastFinding {
  readonly origin: string;
  readonly things: readonly string[];
  readonly muted: boolean;
  /** The id of the finding below which that report told it. */
  readonly explainedBy?: string;
  /** When a report last found it: before the report that remembers it where that one could not know. */
  readonly lastSeenMs: number;
}

/** What it means that a finding is not found any more. */
export type Absence =
  | 'gone'
  /** What it was read from could not be read, or not completely. */
  | 'not known'
  /** Nobody looks any more: the integration was switched off. */
  | 'not watched';

export interface ToldFindings {
  /** When that report was made. */
  readonly atMs: number;
  readonly findings: readonly RememberedFinding[];
}
