import type { Guard, GuardStats } from '../net/guard.ts';
import type { Log } from '../net/log.ts';
import type { Period } from '../period.ts';
import type { IntegrationDefinition, IntegrationEnv } from './integration.ts';
import type { IntegrationResults } from './results.ts';
import { createSource, type OuterDeps } from './source.ts';

export interface RunnerDeps {
  readonly env: IntegrationEnv;
  /** Called once per integration: its circuit lives as long as the runner. */
  guardFor(definition: IntegrationDefinition): Guard;
  depsFor(definition: IntegrationDefinition, guard: Guard): OuterDeps;
  readonly log: Log;
  /** Told when an integration begins to be asked, by its heading; what it returns is told why it failed, if it did. */
  readonly onBegin?: (displayName: string) => (failure?: string) => void;
}

export type IntegrationStats = GuardStats & { readonly name: string };

export interface Runner {
  /** Asks all integrations at the same time. Total: never rejects; `signal` is the caller's (shutdown). */
  run(period: Period, signal: AbortSignal): Promise<IntegrationResults>;
  stats(): readonly IntegrationStats[];
}

/** One runner per process; `enabled` are the integrations that are on, in the order of their sections (DESIGN §4). */
export function createRunner(enabled: readonly IntegrationDefinition[], deps: RunnerDeps): Runner {
  const sources = enabled.map((definition) => {
    const guard = deps.guardFor(definition);
    const source = createSource(definition, {
      ...deps,
      guard,
      depsFor: () => deps.depsFor(definition, guard),
    });
    return { ...source, displayName: definition.displayName };
  });
  const stats = () => sources.map(({ name, guard }) => ({ name, ...guard.stats() }));

  const ask = async (source: (typeof sources)[number], period: Period, signal: AbortSignal) => {
    const end = deps.onBegin?.(source.displayName);
    const outcome = await source.run(period, signal);
    end?.(outcome.section.success ? undefined : outcome.section.reason);
    return outcome;
  };

  return {
    async run(period, signal) {
      const outcomes = await Promise.all(sources.map((source) => ask(source, period, signal)));
      if (sources.length > 0) {
        deps.log.info({ event: 'integrations_done', integrations: stats() }, 'integrations done');
      }
      return {
        sections: outcomes.map(({ section }) => section),
        results: outcomes.map(({ result }) => result),
      };
    },
    stats,
  };
}
