import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';

/** What a start has loaded of the JSONPath library once `work` is done, in a process of its own. */
const loadedAfter = (work: string): string =>
  execFileSync(
    process.execPath,
    [
      '--input-type=module',
      '--eval',
      `import { createRequire } from 'node:module';
      const { parseDeclared } = await import('./src/config/declared/parse.ts');
      await import('./src/integrations/declared/definition.ts');
      ${work}
      const { cache } = createRequire(import.meta.url);
      console.log(Object.keys(cache).some((path) => path.includes('json-p3')) ? 'loaded' : 'not loaded');`,
    ],
    { cwd: new URL('../../../', import.meta.url), encoding: 'utf8' },
  ).trim();

const declaration = {
  id: 'nas',
  title: 'Storage',
  type: 'rest',
  baseUrl: 'https://nas.example',
  operations: { host: { path: '/' } },
  section: [{ facts: [{ label: 'State', value: '$.host.state' }] }],
};

test('a start that declares nothing does not load the library of JSONPath', () => {
  expect(loadedAfter(`parseDeclared('integrations: []', []);`)).toBe('not loaded');
});

test('a start that declares something does', () => {
  const file = JSON.stringify(JSON.stringify({ integrations: [declaration] }));
  expect(loadedAfter(`parseDeclared(${file}, []);`)).toBe('loaded');
});
