import { integrationVariables } from '../../src/config/integrations.ts';
import { fileTwinOf } from '../../src/config/secrets.ts';
import { type Variable, variables } from '../../src/config/variables.ts';
import { integrations } from '../../src/integrations/index.ts';

const table: readonly Variable[] = [...variables, ...integrations.flatMap(integrationVariables)];

/** Every variable that a person can set, the `_FILE` twins of secrets included. */
export const variableNames: readonly string[] = table.flatMap(({ name, secret }) =>
  secret ? [name, fileTwinOf(name)] : [name],
);
