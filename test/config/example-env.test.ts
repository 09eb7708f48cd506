import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { integrationVariables } from '../../src/config/integrations.ts';
import { loadConfig } from '../../src/config/load.ts';
import { isSecretName } from '../../src/config/secrets.ts';
import { type Variable, variables } from '../../src/config/variables.ts';
import { integrations } from '../../src/integrations/index.ts';

const text = readFileSync(new URL('../../config.example.env', import.meta.url), 'utf8');
const lines = text.split('\n').flatMap((line) => {
  const groups = /^#?(?<name>[A-Z][A-Z0-9_]*)=(?<value>.*)$/.exec(line)?.groups;
  return groups === undefined ? [] : [{ name: groups.name ?? '', value: groups.value ?? '' }];
});
const table: readonly Variable[] = [...variables, ...integrations.flatMap(integrationVariables)];

describe('config.example.env', () => {
  test('holds every variable once, the _FILE twins of secrets included, and nothing else', () => {
    const expected = table.flatMap(({ name, secret }) => (secret ? [name, `${name}_FILE`] : [name]));

    expect(lines.map(({ name }) => name).sort()).toEqual(expected.sort());
  });

  test('shows the defaults that the program uses', () => {
    const shown = new Map(lines.map(({ name, value }) => [name, value]));

    for (const variable of variables) {
      if ('default' in variable)
        expect([variable.name, shown.get(variable.name)]).toEqual([variable.name, variable.default]);
    }
  });

  test('with every line switched on and the required values filled in, is a valid configuration', () => {
    const env = {
      ...Object.fromEntries(lines.map(({ name, value }) => [name, value])),
      UNIFI_HOST: '192.168.1.1',
      UNIFI_API_KEY: 'key-0123456789',
    };

    const config = loadConfig({ env, readFile: () => '' }, integrations);

    expect(config.warnings.filter((warning) => !warning.startsWith('SMTP_HOST is not set'))).toEqual([]);
  });

  test('has a comment over every group of lines', () => {
    const groups = text.split(/\n\n+/).filter((group) => /^#?[A-Z0-9_]+=/m.test(group));

    const uncommented = groups.filter(
      (group) => !group.startsWith('# ') && !/^#[A-Z]+_CIRCUIT_THRESHOLD=$/m.test(group),
    );
    expect(uncommented).toEqual([]);
  });

  test('sets nothing but the two lines to fill in, which are empty', () => {
    expect(text.match(/^[A-Z].*$/gm)).toEqual(['UNIFI_HOST=', 'UNIFI_API_KEY=']);
  });
});

test('the secrets of the table are those whose name says so, as for integrations', () => {
  const names = variables.map(({ name }) => name);

  expect(variables.flatMap((variable) => ('secret' in variable ? [variable.name] : []))).toEqual(
    names.filter(isSecretName),
  );
});
