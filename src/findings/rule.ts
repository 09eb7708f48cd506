import type { Part } from '../console/part.ts';
import type { PastMeasurement } from '../measurements/measurement.ts';
import type { Period } from '../period.ts';
import type { Finding, SourcedFact } from '../report/section.ts';
import type { Snapshot } from '../unifi/snapshot.ts';
import type { Thresholds } from './thresholds.ts';

/** All a rule may know. */
export interface FindingContext {
  readonly snapshot: Snapshot;
  /** What the integrations told, for rules across sources. */
  readonly facts: readonly SourcedFact[];
  /** IANA name; for the few times that stand in a sentence. */
  readonly timeZone: string;
  readonly period: Period;
  readonly nowMs: number;
  /** The defaults, with what `FINDINGS_FILE` sets over them. */
  readonly thresholds: Thresholds;
  /** What earlier reports knew; absent for the first one. Without it nothing is new and nothing has changed. */
  readonly previous?: Previous;
}

/** What rules compare with the last report. */
export interface Previous {
  /** Public addresses by line (`WAN`, `WAN2` …). */
  readonly wanAddresses: Readonly<Record<string, string>>;
  /** Ids of the clients that reports up to the last one had met; absent where they could not be read. */
  readonly clientIds?: readonly string[];
  /** What reports measured, oldest first, by key: for what is out of the ordinary. */
  readonly measurements?: ReadonlyMap<string, readonly PastMeasurement[]>;
}

/**
 * One thing that may deserve a person's attention: pure and total. What could not be read leads to no finding; it stands
 * in the report's coverage.
 */
export type Rule = (context: FindingContext) => readonly Finding[];

/** What a part holds, or nothing: missing is not the same as empty. */
export function known<T>(part: Part<T>): T | undefined {
  return part.status === 'ok' ? part.data : undefined;
}
