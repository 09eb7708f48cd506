import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { variablesOf } from '../../src/integrations/enable.ts';
import { integrations } from '../../src/integrations/index.ts';

/** What it takes to add an integration (DESIGN §4), held against the list and the disk. */

const root = new URL('../../', import.meta.url);
const at = (path: string) => new URL(path, root);
const names = integrations.map(({ name }) => name);
/** Not one integration, but the reader of those that users declare in a file. */
const notOne = new Set(['declared']);
const folders = readdirSync(at('src/integrations/'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && !notOne.has(entry.name))
  .map(({ name }) => name);
const example = readFileSync(at('config.example.env'), 'utf8');

test('every folder is in the list and everything in the list has a folder', () => {
  expect(folders.toSorted()).toEqual(names.toSorted());
});

test('names and headings are unique', () => {
  expect(new Set(names).size).toBe(names.length);
  expect(new Set(integrations.map(({ displayName }) => displayName)).size).toBe(names.length);
});

test('no variable belongs to two integrations', () => {
  const variables = integrations.flatMap(variablesOf);
  expect(new Set(variables).size).toBe(variables.length);
});

describe.each(integrations)('$name', (definition) => {
  const { name, displayName, requiredEnv } = definition;
  const folder = `src/integrations/${name}/`;

  test.each(['index.ts', 'client.ts', 'schema.ts', 'section.ts'])('has %s', (file) => {
    expect(existsSync(at(`${folder}${file}`))).toBe(true);
  });

  test('is exported under its own name', async () => {
    const module: Record<string, unknown> = await import(at(`${folder}index.ts`).href);
    expect(module[name]).toBe(definition);
  });

  test('has a name fit for a log and a heading fit for a reader', () => {
    expect(name).toMatch(/^[a-z][a-z0-9-]*$/);
    expect(displayName).toMatch(/^[A-Z]/);
  });

  test('is switched on by at least one variable, and all of them start with its name', () => {
    expect(requiredEnv.length).toBeGreaterThan(0);
    const prefix = `${name.toUpperCase().replaceAll('-', '_')}_`;
    expect(variablesOf(definition).filter((variable) => !variable.startsWith(prefix))).toEqual([]);
  });

  test.each(variablesOf(definition))('%s stands in config.example.env', (variable) => {
    expect(example).toMatch(new RegExp(`^#?\\s?${variable}=`, 'm'));
  });

  test('has tests and fixtures', () => {
    const filesIn = (pattern: string) => globSync(pattern, { cwd: root });
    expect(filesIn(`test/integrations/${name}/**/*.test.ts`)).not.toEqual([]);
    expect(filesIn(`test/fixtures/${name}/**/*.json`)).not.toEqual([]);
  });
});
