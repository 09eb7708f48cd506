import type { Log } from '../net/log.ts';
import type { IntegrationDefinition, IntegrationEnv } from './integration.ts';

export interface PartlyConfigured {
  readonly definition: IntegrationDefinition;
  /** Required variables that are not set. */
  readonly missing: readonly string[];
  /** Its variables that are set. */
  readonly set: readonly string[];
}

export interface EnabledIntegrations {
  readonly on: readonly IntegrationDefinition[];
  readonly partial: readonly PartlyConfigured[];
  readonly off: readonly IntegrationDefinition[];
}

/**
 * Sorts the list by what is configured (DESIGN §4): all required variables set = on · none of its variables set = off ·
 * some = partial. An empty value is not set. Of a name that stands in the list twice the first one is kept.
 */
export function enableIntegrations(
  definitions: readonly IntegrationDefinition[],
  env: IntegrationEnv,
): EnabledIntegrations {
  const isSet = (variable: string) => (env[variable] ?? '').trim() !== '';
  const on: IntegrationDefinition[] = [];
  const partial: PartlyConfigured[] = [];
  const off: IntegrationDefinition[] = [];

  for (const definition of keepFirstOfName(definitions)) {
    const missing = definition.requiredEnv.filter((variable) => !isSet(variable));
    const set = variablesOf(definition).filter(isSet);
    if (missing.length === 0) on.push(definition);
    else if (set.length === 0) off.push(definition);
    else partial.push({ definition, missing, set });
  }
  return { on, partial, off };
}

/** One warning for each integration that is partly configured; called once, when the process starts. */
export function warnPartlyConfigured(partial: readonly PartlyConfigured[], log: Log): void {
  for (const { definition, missing, set } of partial) {
    log.warn(
      { event: 'integration_partly_configured', integration: definition.name, missing, set },
      'integration is off: required variables are missing',
    );
  }
}

/** "partly configured: CLOUDFLARE_ZONES is set, CLOUDFLARE_API_TOKEN is missing". */
export const partlyConfiguredWords = ({ set, missing }: PartlyConfigured): string =>
  `partly configured: ${nameAll(set)} set, ${nameAll(missing)} missing`;

const nameAll = (variables: readonly string[]): string =>
  `${variables.join(' and ')} ${variables.length === 1 ? 'is' : 'are'}`;

/** Every variable that belongs to an integration. */
export const variablesOf = (definition: IntegrationDefinition): readonly string[] => [
  ...new Set([...definition.requiredEnv, ...definition.optionalEnv]),
];

function keepFirstOfName(definitions: readonly IntegrationDefinition[]): readonly IntegrationDefinition[] {
  const first = new Map<string, IntegrationDefinition>();
  for (const definition of definitions) {
    if (!first.has(definition.name)) first.set(definition.name, definition);
  }
  return [...first.values()];
}
