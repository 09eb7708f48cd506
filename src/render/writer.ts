import { unableToFetchData } from '../integrations/results.ts';
import type { Period } from '../period.ts';
import type { ReportedFinding } from '../report/comparison.ts';
import { formatChange, plainText } from '../report/format.ts';
import { formatTimeRange, type RangeOptions } from '../report/format-range.ts';
import { formatDateTime } from '../report/format-time.ts';
import type { Report } from '../report/report.ts';
import type { Block, Value } from '../report/section.ts';
import { writeValue } from '../report/write-value.ts';
import type { BlockView, CellView } from './block-view.ts';
import type { Series } from './chart/chart.ts';
import type { FindingView } from './finding-view.ts';

/** The one door every string of a report passes on its way into a template. */
export interface Writer {
  /** One clean line of at most `maxLength` code points. */
  text(text: string, maxLength?: number): string;
  /** A value with its unit, in the report's locale and time zone, of at most `maxLength` code points (80). */
  value(value: Value, maxLength?: number): string;
  /** "+12%": how much more than before, 0.12 for 12 %. */
  change(ratio: number): string;
  /** A point in time with its year, wherever it is. */
  fullTime(atMs: number): string;
  /** From one point in time to another, in the report's locale and time zone. */
  timeRange(fromMs: number, toMs: number, options: RangeOptions): string;
  /** No text is longer than this many code points, whatever is asked for. */
  readonly maxTextLength: number;
  /** What was made so far of this report, in this style. */
  readonly kept: Kept;
  /** How long texts must be allowed to be for all that were written so far to be as they are, in code points at most. */
  neededLength(): number;
  /** What the `src` of the series' picture is; empty where it has none. */
  pictureSource(series: Series): string;
}

/** What is the same for all limits with which a report is written. */
export interface Kept {
  /** Views of blocks, each by what its limits came to. */
  readonly views: Map<Block, Map<string, BlockView | undefined>>;
  /** The blocks of the figures, which are no part of the report itself. */
  readonly figures: Map<Report, readonly Block[]>;
  /** Views of findings, each by what its limits came to. */
  readonly findings: Map<ReportedFinding, Map<string, FindingView>>;
  /** Rows of tables whose sentences are not cut. */
  readonly rows: Map<readonly Value[], readonly CellView[]>;
}

export const createKept = (): Kept => ({
  views: new Map(),
  findings: new Map(),
  figures: new Map(),
  rows: new Map(),
});

export interface WriterSettings {
  readonly locale: string;
  readonly timeZone: string;
  /** Of the report; times near it are written without their year. */
  readonly period?: Period;
  /** No text is longer than this many code points, whatever is asked for. */
  readonly maxTextLength: number;
  readonly pictureSource?: Writer['pictureSource'];
  /** Shared by all writers of one report in one style; absent where it is written once. */
  readonly kept?: Kept;
}

/** Longest value where nothing else is asked for, in code points. */
export const valueMaxLength = 80;

export const createWriter = (settings: WriterSettings): Writer => {
  const { maxTextLength, pictureSource = () => '', kept = createKept(), ...style } = settings;
  let neededLength = 0;
  const text = (raw: string, maxLength: number = Number.POSITIVE_INFINITY): string => {
    neededLength = Math.max(neededLength, Math.min(raw.length, maxLength));
    return withoutContractWords(plainText(raw, Math.min(maxLength, maxTextLength)));
  };
  return {
    text,
    value: (value, maxLength = valueMaxLength) => text(writeValue(value, style), maxLength),
    fullTime: (atMs) => text(formatDateTime(atMs, { locale: style.locale, timeZone: style.timeZone })),
    change: (ratio) => text(formatChange(ratio, style.locale)),
    timeRange: (fromMs, toMs, options) => text(formatTimeRange(fromMs, toMs, style, options)),
    maxTextLength,
    kept,
    neededLength: () => neededLength,
    pictureSource,
  };
};

const contractWords = new RegExp(unableToFetchData.split(' ').join('\\s+'), 'giu');

/**
 * "Unable to fetch data" stands once per failed integration and nowhere else (DESIGN §4): readers and their mail
 * filters count on it, so neither a careless sentence nor a device of that name may say it.
 */
const withoutContractWords = (text: string): string =>
  text.length < unableToFetchData.length ? text : text.replace(contractWords, 'could not be read');

/** "and 312 more", or nothing when nothing was left out. */
export const andMore = (write: Writer, count: number): string =>
  count > 0 ? `and ${write.value({ number: count })} more` : '';

/** "1 warning", "2 warnings". */
export const counted = (write: Writer, count: number, noun: string): string =>
  `${write.value({ number: count })} ${noun}${count === 1 ? '' : 's'}`;
