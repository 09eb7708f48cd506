import { smallestOf, type TextSize } from '../transfer-encoding.ts';

/** Key figures are each an answer of its own, and short: they may stay longer than the rows of a list. */
export const factsPerRow = 3;

/** How much of a report is written out; what is left out is counted in its place. */
export interface Limits {
  /**
   * The mail is read in a minute: rows in which all is well are only counted, notices are short, and with an all-clear a
   * section is a line or two. The page is the whole report.
   */
  readonly form: 'mail' | 'page';
  /** Rows per table, things named in a finding. */
  readonly rows: number;
  /** Bars per list of bars. */
  readonly bars: number;
  /** Whether blocks are written that are background rather than news. */
  readonly details: boolean;
  /** Blocks per section. */
  readonly blocks: number;
  /** Findings, notices, sentences on what could not be read: what a reader must not miss. */
  readonly statements: number;
  /** Code points per text. */
  readonly textLength: number;
}

const mail = {
  form: 'mail',
  details: true,
  rows: 6,
  bars: 5,
  blocks: 40,
  statements: 30,
  textLength: 600,
} as const;

/** A mail that is full is long as well: it is short lists that are read in a minute. */
const withoutDetails = { ...mail, details: false, bars: 3 } as const;

/**
 * From generous to tight: the first with which the mail fits is used. Background goes first, then rows, then whole blocks,
 * which are answers to questions of their own; statements are cut only when nothing else is left.
 */
export const limitSteps: readonly [Limits, ...Limits[]] = [
  mail,
  { ...withoutDetails, rows: 5 },
  { ...withoutDetails, rows: 4, textLength: 400 },
  { ...withoutDetails, rows: 3, textLength: 400 },
  { ...withoutDetails, rows: 3, blocks: 20, textLength: 400 },
  { ...withoutDetails, rows: 3, blocks: 10, textLength: 400 },
  { ...withoutDetails, rows: 2, bars: 2, blocks: 4, textLength: 300 },
  { ...withoutDetails, rows: 1, bars: 1, blocks: 1, textLength: 240 },
  { ...withoutDetails, rows: 1, bars: 1, blocks: 0, textLength: 240 },
  { ...withoutDetails, rows: 1, bars: 1, blocks: 0, statements: 15, textLength: 160 },
  { ...withoutDetails, rows: 1, bars: 1, blocks: 0, statements: 8, textLength: 160 },
  { ...withoutDetails, rows: 1, bars: 1, blocks: 0, statements: 4, textLength: 80 },
  { ...withoutDetails, rows: 1, bars: 1, blocks: 0, statements: 2, textLength: 80 },
];

/** Of the page: everything, however large the network; bounds are there only for what no network can mean. */
export const uncutLimits: Limits = {
  form: 'page',
  details: true,
  rows: 5_000,
  bars: 500,
  blocks: 500,
  statements: 2_000,
  textLength: 1_000,
};

/** For a page that would be larger than any attachment or browser should have to bear. */
export const pageSteps: readonly [Limits, ...Limits[]] = [
  uncutLimits,
  { ...uncutLimits, rows: 500, bars: 100, statements: 500 },
  { ...uncutLimits, rows: 50, bars: 25, blocks: 100, statements: 200 },
  ...limitSteps,
];

/** Gmail cuts a message off near 102 KB (libraries reference §2); this leaves some room. */
export const maxEncodedHtmlBytes = 90_000;

/** Whether HTML of pieces of these sizes, as the mailer sends it, stays below the limit. */
export const fitsIntoMail = (pieces: Iterable<TextSize>): boolean => {
  const whole = { canonical: 0, quotedPrintable: 0 };
  for (const { canonical, quotedPrintable } of pieces) {
    whole.canonical += canonical;
    whole.quotedPrintable += quotedPrintable;
    if (smallestOf(whole).bytes >= maxEncodedHtmlBytes) return false;
  }
  return true;
};

/** Characters; what a browser still opens at once. */
const longestPage = 20_000_000;

export const fitsOnPage = (html: string): boolean => html.length < longestPage;
