import type { Fact } from '../report/section.ts';
import type { IntegrationResults, IntegrationSection } from './results.ts';

/** What reports before this one knew, for a process that has not made them. Milliseconds since 1970. */
export interface EarlierOutages {
  /** By the name of an integration that failed in the newest report: since when it has. */
  readonly failingSinceMs?: ReadonlyMap<string, number>;
  /** Findings of the newest report. */
  readonly seen: readonly { readonly id: string; readonly firstSeenMs: number }[];
}

/** What rules may compare: what the integrations told, and an outage for each one that fails, since when it was first seen. */
export type FactsOf = (
  results: IntegrationResults,
  nowMs: number,
  earlier: EarlierOutages,
) => readonly Fact[];

/** Remembers since when each integration has failed; what the store knows goes further back than the process. */
export const createFactsOf = (): FactsOf => {
  const firstSeenMs = new Map<string, number>();
  return ({ sections }, nowMs, earlier) =>
    sections.flatMap((section): readonly Fact[] => {
      const { name, displayName } = section;
      if (section.success) {
        firstSeenMs.delete(name);
        return factsIn(section, earlier);
      }
      const sinceMs = Math.min(firstSeenMs.get(name) ?? earlier.failingSinceMs?.get(name) ?? nowMs, nowMs);
      firstSeenMs.set(name, sinceMs);
      return [{ kind: 'outage', what: displayName, sinceMs }];
    });
};

/** An outage of which a finding tells has lasted as long as reports have told it. */
const factsIn = (
  { data: { facts, findings } }: Extract<IntegrationSection, { success: true }>,
  { seen }: EarlierOutages,
): readonly Fact[] =>
  facts.map((fact) => {
    if (fact.kind !== 'outage') return fact;
    const id = findings.find(({ title }) => title === fact.what)?.id;
    const firstSeenMs = seen.find((one) => one.id === id)?.firstSeenMs ?? fact.sinceMs;
    return { ...fact, sinceMs: Math.min(fact.sinceMs, firstSeenMs) };
  });
