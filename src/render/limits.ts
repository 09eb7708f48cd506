import { smallestBody } from '../transfer-encoding.ts';

/** How much of a report is written out; what is left out is counted in its place. */
export interface Limits {
  /** Rows per table, items per list, things named in a finding. */
  readonly rows: number;
  /** Blocks per section. */
  readonly blocks: number;
  /** Findings, notices, sentences on what could not be read: what a reader must not miss. */
  readonly statements: number;
  /** Code points per text. */
  readonly textLength: number;
}

/**
 * From generous to tight: the first with which the mail fits is used. Rows go before whole blocks, which are answers to
 * questions of their own; statements are cut only when nothing else is left.
 */
export const limitSteps: readonly [Limits, ...Limits[]] = [
  { rows: 25, blocks: 40, statements: 30, textLength: 600 },
  { rows: 12, blocks: 40, statements: 30, textLength: 600 },
  { rows: 8, blocks: 40, statements: 30, textLength: 400 },
  { rows: 6, blocks: 40, statements: 30, textLength: 400 },
  { rows: 5, blocks: 40, statements: 30, textLength: 400 },
  { rows: 4, blocks: 40, statements: 30, textLength: 400 },
  { rows: 3, blocks: 20, statements: 30, textLength: 400 },
  { rows: 3, blocks: 10, statements: 30, textLength: 400 },
  { rows: 2, blocks: 4, statements: 30, textLength: 300 },
  { rows: 1, blocks: 1, statements: 30, textLength: 240 },
  { rows: 1, blocks: 0, statements: 30, textLength: 240 },
  { rows: 1, blocks: 0, statements: 15, textLength: 160 },
  { rows: 1, blocks: 0, statements: 8, textLength: 160 },
  { rows: 1, blocks: 0, statements: 4, textLength: 80 },
  { rows: 1, blocks: 0, statements: 2, textLength: 80 },
];

/** Gmail cuts a message off near 102 KB (libraries reference §2); this leaves some room. */
export const maxEncodedHtmlBytes = 90_000;

/** Whether a page, as the mailer sends it, stays below the limit. */
export const fitsIntoMail = (html: string): boolean => smallestBody(html).bytes < maxEncodedHtmlBytes;
