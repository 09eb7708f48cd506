import type { FailureCode } from '../net/errors.ts';
import type { Fetched } from './integration.ts';

export type FetchedData = Exclude<Fetched, { failure: unknown }>;

/** What happened, for the log and the history. */
export type IntegrationResult =
  | { readonly name: string; readonly success: true; readonly durationMs: number; readonly data: FetchedData }
  | {
      readonly name: string;
      readonly success: false;
      readonly durationMs: number;
      readonly error: FailureCode;
      readonly detail: string;
    };

/** The words are a contract: they stand once per failed integration in the HTML part and once in the text part. */
export const unableToFetchData = 'Unable to fetch data';

/** What stands in the report. */
export type IntegrationSection =
  | {
      readonly name: string;
      readonly displayName: string;
      readonly success: true;
      readonly data: FetchedData;
    }
  | {
      readonly name: string;
      readonly displayName: string;
      readonly success: false;
      readonly errorMessage: typeof unableToFetchData;
      readonly reason: string;
    };

export interface IntegrationResults {
  /** In the order of the list, never of completion. */
  readonly sections: readonly IntegrationSection[];
  readonly results: readonly IntegrationResult[];
}

/** Whether any integration has something to show: false when all failed or succeeded with no block. */
export const hasData = (results: IntegrationResults): boolean =>
  results.sections.some((section) => section.success && section.data.blocks.length > 0);

/** The section of one integration; `undefined` when it is off. */
export const getSection = (results: IntegrationResults, name: string): IntegrationSection | undefined =>
  results.sections.find((section) => section.name === name);
