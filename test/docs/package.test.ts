import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

test('the package holds what the pages send their readers to: each other, the examples and the schema', () => {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');

  expect(JSON.parse(text).files).toEqual(expect.arrayContaining(['docs', 'examples', 'schema']));
});
