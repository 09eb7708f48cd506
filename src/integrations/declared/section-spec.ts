import type { Severity } from '../../report/section.ts';

/**
 * How a value is written: `bytes` of a number of bytes, `duration` of a number of seconds, `percent` of a number from 0 to
 * 100, `date` and `since` (the time that has passed) of an ISO 8601 text or of seconds or milliseconds since 1970.
 */
export const valueFormats = ['number', 'bytes', 'duration', 'percent', 'date', 'since'] as const;
export type ValueFormat = (typeof valueFormats)[number];

export interface ValueSpec {
  /** RFC 9535. */
  readonly path: string;
  /** Absent: as it is. */
  readonly format?: ValueFormat;
  /** A number is multiplied by it first: 0.001 makes seconds of milliseconds, 100 percent of a share. */
  readonly scale?: number;
}

/** JSONPaths start at the object with one member per operation; those inside rows (`table`, `bars`, `series`) at the row. */
export type SectionBlockSpec =
  | {
      readonly kind: 'facts';
      readonly title?: string;
      readonly items: readonly { readonly label: string; readonly value: ValueSpec }[];
    }
  | {
      readonly kind: 'table';
      readonly title?: string;
      readonly rows: string;
      readonly columns: readonly ColumnSpec[];
      /** Most rows to show; absent = the report's own limit. */
      readonly limit?: number;
    }
  | {
      readonly kind: 'bars';
      readonly title?: string;
      readonly rows: string;
      readonly label: string;
      readonly value: ValueSpec;
      readonly limit?: number;
    }
  | {
      readonly kind: 'series';
      /** Absent: the integration's title. */
      readonly title?: string;
      readonly rows: string;
      /** ISO 8601, or seconds or milliseconds since 1970. */
      readonly at: string;
      readonly value: ValueSpec;
      /** What is written beside the line. */
      readonly summary: SeriesSummary;
    };

export interface ColumnSpec {
  readonly title: string;
  readonly value: ValueSpec;
}

export const seriesSummaries = ['last', 'largest', 'smallest', 'mean', 'total'] as const;
export type SeriesSummary = (typeof seriesSummaries)[number];

export interface DeclaredFindingSpec {
  /** An RFC 9535 filter expression; `@` is the object with one member per operation. */
  readonly when: string;
  readonly severity: Severity;
  readonly title: string;
  readonly advice?: string;
}
