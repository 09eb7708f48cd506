import { variablesOf } from './enable.ts';
import type { IntegrationDefinition, IntegrationEnv } from './integration.ts';

/** An integration sees its own variables and no others; an empty value is not set. */
export function ownEnv(definition: IntegrationDefinition, env: IntegrationEnv): IntegrationEnv {
  const set = variablesOf(definition).flatMap((variable) => {
    const value = env[variable]?.trim() ?? '';
    return value === '' ? [] : [[variable, value] as const];
  });
  return Object.fromEntries(set);
}

/** Credentials switch an integration on: what is required is secret, and whatever is called so. */
export function secretsOf(definition: IntegrationDefinition, env: IntegrationEnv): readonly string[] {
  const isSecret = (variable: string) =>
    definition.requiredEnv.includes(variable) || /KEY|TOKEN|SECRET|PASSWORD/.test(variable);
  return Object.entries(env).flatMap(([variable, value]) => (isSecret(variable) && value ? [value] : []));
}
