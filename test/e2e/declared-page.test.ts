import { expect, test } from 'vitest';
import { codeBlocksOf, pageAt } from '../docs/pages.ts';
import { startingAt } from './clock.ts';
import { answering, startApi, tryDeclared } from './declared.ts';

/** docs/declared-integrations.md, followed word for word. */
const page = pageAt('docs/declared-integrations.md');
const blockWith = (words: string): string => {
  const block = codeBlocksOf(page).find((text) => text.includes(words));
  if (block === undefined) throw new Error(`the page has no block with "${words}"`);
  return block;
};

test('what the page declares shows what the page says it shows', async () => {
  const answer: unknown = JSON.parse(
    blockWith('curl -H')
      .split('\n')
      .filter((line) => line.startsWith('#'))
      .map((line) => line.slice(1))
      .join(''),
  );
  await using api = await startApi(answering({ 'GET /api/hosts/srv-1': answer }));
  const file = api.file(blockWith('id: nas').replaceAll('https://nas.example', 'API'));
  const { code, stdout } = await tryDeclared(
    ['nas'],
    { INTEGRATIONS_FILE: file, NAS_TOKEN: 'canary-token' },
    startingAt(Date.UTC(2026, 4, 26, 7)),
  );

  expect(stdout).toBe(blockWith('Storage\n==='));
  expect(code).toBe(0);
  expect(api.requests.map(({ headers }) => headers.authorization)).toEqual(['Bearer canary-token']);
});
