import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

test('the package holds what the pages send their readers to: each other, the examples and the schema', () => {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');

  expect(JSON.parse(text).files).toEqual(expect.arrayContaining(['docs', 'examples', 'schema']));
});

test('the licence of each package that is built into the program is handed on with it', () => {
  const notices = readFileSync(new URL('../../dist/THIRD-PARTY-NOTICES.txt', import.meta.url), 'utf8');
  const loadedWhereTheyLie = ['@resvg/resvg-js', 'json-p3', 'yaml'];
  const { dependencies } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
  const builtIn = Object.keys(dependencies).filter((name) => !loadedWhereTheyLie.includes(name));

  expect(builtIn.filter((name) => !notices.includes(`\n${name} ${dependencies[name]} (`))).toEqual([]);
});
