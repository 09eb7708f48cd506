import type { Fact } from '../report/section.ts';
import type { IntegrationResults } from './results.ts';

/** A finding that reports before this one knew; `origin` is the integration that told it. */
export interface SeenFinding {
  readonly origin: string;
  readonly title: string;
  readonly firstSeenMs: number;
}

/** What rules may compare: what the integrations told, and an outage for each one that fails, since when it was first seen. */
export type FactsOf = (
  results: IntegrationResults,
  nowMs: number,
  seen: readonly SeenFinding[],
) => readonly Fact[];

/**
 * Since when a finding has held is known from the reports before; since when each integration has failed is remembered
 * as long as the process lives.
 */
export const createFactsOf = (): FactsOf => {
  const firstSeenMs = new Map<string, number>();
  return ({ sections }, nowMs, seen) =>
    sections.flatMap((section): readonly Fact[] => {
      const { name, displayName } = section;
      if (section.success) {
        firstSeenMs.delete(name);
        const own = seen.filter(({ origin }) => origin === name);
        return section.data.facts.map((fact) => sinceFirstSeen(fact, own));
      }
      const sinceMs = firstSeenMs.get(name) ?? nowMs;
      firstSeenMs.set(name, sinceMs);
      return [{ kind: 'outage', what: displayName, sinceMs }];
    });
};

/** An outage that is a finding has its title. */
const sinceFirstSeen = (fact: Fact, seen: readonly SeenFinding[]): Fact => {
  if (fact.kind !== 'outage') return fact;
  const before = seen.filter(({ title }) => title === fact.what).map(({ firstSeenMs }) => firstSeenMs);
  return { ...fact, sinceMs: Math.min(fact.sinceMs, ...before) };
};
