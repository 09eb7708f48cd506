import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { linkedPathsOf, pages } from './pages.ts';

const manifest = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));

/** What npm packs unasked, and what is of use only to who has the sources. */
const unasked = ['README.md', 'LICENSE', 'package.json'];
const ofTheSources = ['Dockerfile', 'test', 'bench'];

test('the package holds what the pages send their readers to: each other, the examples and the schema', () => {
  const there = [...manifest.files, ...unasked, ...ofTheSources];
  const linked = pages.flatMap(linkedPathsOf);

  expect(linked).toEqual(
    expect.arrayContaining(['SECURITY.md', 'compose.yaml', 'schema/report.schema.json']),
  );
  expect(linked.filter((path) => !there.some((one) => path === one || path.startsWith(`${one}/`)))).toEqual(
    [],
  );
});

test('the package is built before it is packed, whatever lay in dist', () => {
  expect(manifest.scripts.prepack).toBe('npm run build');
});

test('the licence of each package that is built into the program is handed on with it', () => {
  const notices = readFileSync(new URL('../../dist/THIRD-PARTY-NOTICES.txt', import.meta.url), 'utf8');
  const loadedWhereTheyLie = ['@resvg/resvg-js', 'handlebars', 'json-p3', 'yaml'];
  const { dependencies } = manifest;
  const builtIn = Object.keys(dependencies).filter((name) => !loadedWhereTheyLie.includes(name));

  expect(builtIn.filter((name) => !notices.includes(`\n${name} ${dependencies[name]} (`))).toEqual([]);
});
