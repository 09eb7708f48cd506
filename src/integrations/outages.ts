import type { Fact } from '../report/section.ts';
import type { IntegrationResults } from './results.ts';

/** What rules may compare: what the integrations told, and an outage for each one that fails, since when it was first seen. */
export type FactsOf = (results: IntegrationResults, nowMs: number) => readonly Fact[];

/** Remembers since when each integration has failed, as long as the process lives. */
export const createFactsOf = (): FactsOf => {
  const firstSeenMs = new Map<string, number>();
  return ({ sections }, nowMs) =>
    sections.flatMap((section): readonly Fact[] => {
      const { name, displayName } = section;
      if (section.success) {
        firstSeenMs.delete(name);
        return section.data.facts;
      }
      const sinceMs = firstSeenMs.get(name) ?? nowMs;
      firstSeenMs.set(name, sinceMs);
      return [{ kind: 'outage', what: displayName, sinceMs }];
    });
};
