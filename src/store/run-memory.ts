import type { Previous } from '../findings/rule.ts';
import type { Measurement, PastMeasurement } from '../measurements/measurement.ts';
import type { Period } from '../period.ts';
import type { RememberedFinding, ToldFindings } from '../report/compare.ts';

/** Whether names and addresses of clients are written as they are, or as hashes; the two are never compared. */
export type Privacy = 'off' | 'hash';

/** What one report knows that later ones compare themselves with. */
export interface RunMemory {
  readonly madeAtMs: number;
  readonly privacy: Privacy;
  readonly findings: readonly RememberedFinding[];
  readonly measurements: readonly Measurement[];
  /** Public addresses by line (`WAN`, `WAN2` …). */
  readonly wanAddresses: Readonly<Record<string, string>>;
  /** Empty where they could not be read. */
  readonly clientIds: readonly string[];
}

/** What the store knows of the reports of one console and site before this one. */
export interface Recalled {
  /** What the last delivered report said; absent before the first one. */
  readonly told?: ToldFindings;
  /** What the newest report saw, whatever became of it. */
  readonly seen: readonly RememberedFinding[];
  /** Since when each integration that failed in the newest report has failed in every one, by name. */
  readonly failingSinceMs?: ReadonlyMap<string, number>;
  /** The period that ended where this one begins: of the last delivered or silent report. */
  readonly periodBefore?: { readonly period: Period; readonly measurements: readonly PastMeasurement[] };
  /** For rules. */
  readonly previous?: Previous;
}
