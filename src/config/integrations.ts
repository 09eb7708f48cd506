import type { IntegrationDefinition } from '../integrations/integration.ts';
import type { GuardSettings } from '../net/guard-settings.ts';
import type { IntegrationsConfig } from './config.ts';
import { guardVariablesFor, readGuard, readGuardFor } from './guard.ts';
import { apiBaseUrl, consoleHost } from './hosts.ts';
import type { Reader } from './reader.ts';
import { isSecretName } from './secrets.ts';
import { readTls } from './tls.ts';
import { headerToken, line } from './values.ts';
import type { Variable } from './variables.ts';

/** What the loader has to know of an integration: its name and the names of its variables. */
export type IntegrationVariables = Pick<
  IntegrationDefinition,
  'name' | 'displayName' | 'requiredEnv' | 'optionalEnv' | 'validate'
>;

/** `cloudflare` → `CLOUDFLARE`: what its variables begin with. */
export const variablePrefix = (integrationName: string): string =>
  integrationName.toUpperCase().replaceAll(/[^A-Z0-9]+/g, '_');

const ownNames = (definition: IntegrationVariables): readonly string[] => [
  ...new Set([...definition.requiredEnv, ...definition.optionalEnv]),
];

/** Every variable of an integration: those it declares and its own set of guard knobs. */
export const integrationVariables = (definition: IntegrationVariables): readonly Variable[] => {
  const group = definition.displayName;
  const own = ownNames(definition).map((name): Variable => {
    const meaning = definition.requiredEnv.includes(name) ? `switches ${group} on` : 'optional';
    return isSecretName(name) ? { name, group, meaning, secret: true } : { name, group, meaning };
  });
  const knobs = guardVariablesFor(variablePrefix(definition.name)).map((knob) => ({ ...knob, group }));
  return [...own, ...knobs];
};

/**
 * The variables of all integrations. Which integration is on is decided elsewhere; here every value that is set is
 * checked by what the end of its name promises (`_HOST`, `_BASE_URL`, `_TLS_…`, `_TOKEN`), so that a mistake is told
 * with all the others instead of in the first report. What an integration that is on says of its own is added.
 */
export const readIntegrations = (
  read: Reader,
  definitions: readonly IntegrationVariables[],
): IntegrationsConfig => {
  const env: Record<string, string> = {};
  const guardFor: Record<string, Partial<GuardSettings>> = {};
  for (const definition of definitions) {
    const prefix = variablePrefix(definition.name);
    const names = ownNames(definition);
    if (names.includes(`${prefix}_TLS_VERIFY`)) readTls(read, prefix);
    for (const name of names) {
      const value = readOwn(read, name);
      if (value !== undefined) env[name] = value;
    }
    guardFor[prefix] = readGuardFor(read, prefix);
    addOwnProblems(read, definition, env);
  }
  return { env, guard: readGuard(read), guardFor, declared: [] };
};

/** One variable is told once: what the end of its name promises goes before its integration's own rules. */
const addOwnProblems = (
  read: Reader,
  definition: IntegrationVariables,
  env: Readonly<Record<string, string>>,
): void => {
  if (definition.requiredEnv.some((name) => env[name] === undefined)) return;
  const own = Object.fromEntries(ownNames(definition).map((name) => [name, env[name]]));
  const told = new Set(read.problems.map(({ variable }) => variable));
  for (const { variable, message } of definition.validate?.(own) ?? []) {
    if (!told.has(variable)) read.problem(variable, message);
  }
};

const readOwn = (read: Reader, name: string): string | undefined => {
  if (isSecretName(name)) return read.secret(name, headerToken);
  const text = read.optional(name, line(2_000));
  if (text !== undefined && name.endsWith('_HOST')) read.optional(name, consoleHost);
  if (text !== undefined && name.endsWith('_BASE_URL')) read.optional(name, apiBaseUrl);
  return text;
};
