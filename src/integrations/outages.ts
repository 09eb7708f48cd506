import type { FailureCode } from '../net/errors.ts';
import type { Fact, FactSource, Finding, SourcedFact } from '../report/section.ts';
import type { IntegrationDefinition } from './integration.ts';
import type { IntegrationResults, IntegrationSection } from './results.ts';

/** What reports before this one knew, for a process that has not made them. Milliseconds since 1970. */
export interface EarlierOutages {
  /** By the name of an integration that failed in the newest report: since when it has. */
  readonly failingSinceMs?: ReadonlyMap<string, number>;
  /** Findings of the newest report. */
  readonly seen: readonly { readonly id: string; readonly firstSeenMs: number }[];
}

/**
 * What rules may compare: what the integrations told, each fact with its source, and an outage for each one that fails,
 * since when it was first seen.
 */
export type FactsOf = (
  results: IntegrationResults,
  nowMs: number,
  earlier: EarlierOutages,
) => readonly SourcedFact[];

/** Remembers since when each integration has failed; what the store knows goes further back than the process. */
export const createFactsOf = (definitions: readonly IntegrationDefinition[] = []): FactsOf => {
  const firstSeenMs = new Map<string, number>();
  const remote = new Set(definitions.filter(({ isRemote }) => isRemote === true).map(({ name }) => name));

  return ({ sections, results }, nowMs, earlier) =>
    sections.flatMap((section): readonly SourcedFact[] => {
      const { name, displayName } = section;
      const source = { name, displayName, isRemote: remote.has(name), isUnreachable: false };
      if (section.success) {
        firstSeenMs.delete(name);
        return section.data.facts.map((fact) => sourced(fact, source, section.data.findings, earlier));
      }
      const sinceMs = Math.min(firstSeenMs.get(name) ?? earlier.failingSinceMs?.get(name) ?? nowMs, nowMs);
      firstSeenMs.set(name, sinceMs);
      const isUnreachable = hasNoAnswer(section, results);
      return [{ kind: 'outage', what: displayName, sinceMs, source: { ...source, isUnreachable } }];
    });
};

/** A refusal is an answer: it got through. */
const silences: readonly FailureCode[] = ['network', 'timeout', 'circuit_open'];

const hasNoAnswer = (
  { name }: Pick<IntegrationSection, 'name'>,
  results: IntegrationResults['results'],
): boolean =>
  results.some((result) => result.name === name && !result.success && silences.includes(result.error));

/** An outage of which a finding of the same integration tells has lasted as long as reports have told it. */
function sourced(
  fact: Fact,
  source: FactSource,
  findings: readonly Finding[],
  { seen }: EarlierOutages,
): SourcedFact {
  if (fact.kind !== 'outage') return { ...fact, source };
  const finding = findings.find(({ id }) => id === fact.findingId);
  if (finding === undefined) return { ...fact, source };
  const { id, severity } = finding;
  const firstSeenMs = seen.find((one) => one.id === id)?.firstSeenMs ?? fact.sinceMs;
  return {
    ...fact,
    sinceMs: Math.min(fact.sinceMs, firstSeenMs),
    source: { ...source, finding: { id, severity } },
  };
}
