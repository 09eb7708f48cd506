/**
 * What a reader sees, before it has a look: sources speak in blocks, the renderer turns them into HTML and text.
 * All strings may come from the network: they are escaped and stripped of control characters by the renderer, once.
 */

/** critical: act now · warning: act this week · notice: good to know. */
export const severities = ['critical', 'warning', 'notice'] as const;
export type Severity = (typeof severities)[number];

/** Colour follows meaning; a tone is never the only sign of a state, the word says it too. */
export type Tone = 'good' | 'warning' | 'critical' | 'neutral';

/** A value with its unit; how it is written (locale, time zone, decimal places) is the renderer's business. */
export type Value =
  | string
  | { readonly text: string; readonly tone?: Tone }
  | { readonly number: number; readonly tone?: Tone }
  | { readonly bytes: number }
  | { readonly bitsPerSecond: number }
  /** 0.25 is 25 %. */
  | { readonly ratio: number; readonly tone?: Tone }
  /** A length of time. */
  | { readonly durationMs: number }
  /** A delay, such as a latency: always in milliseconds. */
  | { readonly latencyMs: number }
  /** A point in time, milliseconds since 1970. */
  | { readonly atMs: number }
  | { readonly celsius: number; readonly tone?: Tone }
  /** Nothing is known; written as a dash, never as 0. */
  | null;

export interface FactItem {
  readonly label: string;
  readonly value: Value;
  /** A short explanation in smaller type. */
  readonly hint?: string;
}

export interface Column {
  readonly title: string;
  readonly align?: 'start' | 'end';
  /** Background: the HTML part of a mail, which must be readable on a phone, leaves it to the full report and names it. */
  readonly isDetail?: boolean;
}

/** A stretch of time in a series, such as an outage. */
export interface SeriesMark {
  readonly fromMs: number;
  readonly toMs: number;
  /** A word or two: "outage". The renderer writes the times beside it. */
  readonly label: string;
}

/** Of every block but a note. */
interface Rank {
  /** Background rather than news: a mail in which not everything has room leaves it to the full report and counts it. */
  readonly isDetail?: boolean;
}

export type Block =
  | (Rank & { readonly kind: 'facts'; readonly title?: string; readonly items: readonly FactItem[] })
  | (Rank & {
      readonly kind: 'table';
      readonly title?: string;
      readonly columns: readonly Column[];
      readonly rows: readonly (readonly Value[])[];
      /** What was left out, in words: "and 12 more with less traffic". */
      readonly more?: string;
      /**
       * What the rows in which all is well are called where they are only counted, as in a mail: "and 12 more devices,
       * online and well". A row is well where at least one cell is good and none has another tone.
       */
      readonly well?: { readonly one: string; readonly many: string };
    })
  | (Rank & {
      readonly kind: 'bars';
      readonly title?: string;
      /** Drawn relative to the largest `amount` (never negative); `value` is what is written beside the bar. */
      readonly items: readonly { readonly label: string; readonly amount: number; readonly value: Value }[];
      readonly more?: string;
    })
  | (Rank & {
      readonly kind: 'series';
      readonly title: string;
      readonly points: readonly { readonly atMs: number; readonly amount: number }[];
      /** Largest, mean … as written beside the line. */
      readonly summary: Value;
      /** `line` (default) for levels such as a latency, `columns` for what was counted per stretch of time. */
      readonly shape?: 'line' | 'columns';
      /** The stretch that a point stands for, from `atMs` on: what is further apart has a gap between. */
      readonly stepMs?: number;
      /** The largest amount as a reader writes it, the label of the scale; absent: no label. */
      readonly largest?: Value;
      readonly marks?: readonly SeriesMark[];
      /** The time axis, where it is longer than the points: the period of the report. */
      readonly fromMs?: number;
      readonly toMs?: number;
    })
  | { readonly kind: 'note'; readonly tone: Tone; readonly text: string };

/** Something a rule can compare across sources and over time; never shown as such. */
export type Fact =
  | { readonly kind: 'attacker'; readonly ip: string; readonly count: number; readonly lastAtMs: number }
  | {
      readonly kind: 'outage';
      readonly what: string;
      readonly sinceMs: number;
      /** Absent while it lasts. */
      readonly untilMs?: number;
      /** The id of the finding by which the same source tells of it. */
      readonly findingId?: string;
    }
  | { readonly kind: 'metric'; readonly key: string; readonly value: number; readonly unit: string };

/** A fact and who told it. The runner names the source: no integration can speak for another. */
export type SourcedFact = Fact & { readonly source: FactSource };

export interface FactSource {
  /** The key of the integration. */
  readonly name: string;
  readonly displayName: string;
  /** It is asked over the internet: without that it cannot answer. */
  readonly isRemote: boolean;
  /** The fact is that the source itself could not be reached in this run. */
  readonly isUnreachable: boolean;
  /** The finding of this source that tells of the outage, where there is one. */
  readonly finding?: Pick<Finding, 'id' | 'severity'>;
}

/** One thing worth a person's attention. */
export interface Finding {
  /** Stable from report to report: `<subject>.<rule>[:<thing>]`, e.g. `devices.offline:02:00:5e:00:00:01`. */
  readonly id: string;
  readonly severity: Severity;
  /** One line that stands alone: "AP-Garage has been offline for 3 hours". */
  readonly title: string;
  /** The same as short as a subject line wants it: "AP-Garage offline 3 h". */
  readonly short?: string;
  /** What it means, in plain English. */
  readonly meaning: string;
  /** What to do about it. */
  readonly advice: string;
  /** The things concerned, by name. */
  readonly things: readonly string[];
  readonly sinceMs?: number;
  /** Where it was found, when that may be another console than the report's own. */
  readonly place?: ConsolePlace;
  /** The id by which the report's own rules tell the same of the report's own console. */
  readonly ownRuleId?: string;
  /** Ids of findings of which this one names the cause. Rules of the report's own only: an integration explains nothing. */
  readonly explains?: readonly string[];
}

/** One site of one console; `host` as configured. */
export interface ConsolePlace {
  readonly host: string;
  /** The short name; absent where it could not be asked for. */
  readonly site?: string;
}

/** One part of the report about the network itself. */
export interface NetworkSection {
  readonly name: string;
  readonly title: string;
  readonly blocks: readonly Block[];
}
