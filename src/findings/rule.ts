import type { Part } from '../console/part.ts';
import type { Period } from '../period.ts';
import type { Fact, Finding } from '../report/section.ts';
import type { Snapshot } from '../unifi/snapshot.ts';

/** All a rule may know. */
export interface FindingContext {
  readonly snapshot: Snapshot;
  /** What the integrations told, for rules across sources. */
  readonly facts: readonly Fact[];
  readonly period: Period;
  readonly nowMs: number;
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
