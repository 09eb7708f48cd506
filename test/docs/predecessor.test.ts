import { expect, test } from 'vitest';
import { predecessorNames } from '../../src/config/predecessor.ts';
import { variables } from '../../src/config/variables.ts';
import { pageAt } from './pages.ts';

const rows = [...pageAt('docs/from-unifi-security-report.md').text.matchAll(/^\| `(\w+)` \| (.+) \|$/gm)].map(
  ([, name = '', meaning = '']) => ({ name, meaning }),
);

/** What the program itself says about an old name, without the words that stand in the heading of the table. */
const said = (sentence: string): string =>
  sentence.replace(/^here it is (.+)\.$/, '$1').replace(/^it comes from unifi-security-report: /, '');

test('docs/from-unifi-security-report.md says of every old variable what the program says of it', () => {
  const names = new Set<string>(variables.map(({ name }) => name));

  expect(rows.filter(({ name }) => !names.has(name))).toEqual(
    Array.from(predecessorNames, ([name, sentence]) => ({ name, meaning: said(sentence) })),
  );
});

test('docs/from-unifi-security-report.md calls the same what is the same', () => {
  const names = new Set<string>(variables.map(({ name }) => name));
  const same = rows.filter(({ name }) => names.has(name));

  expect(same.map(({ name }) => name)).toEqual([
    'UNIFI_HOST',
    'UNIFI_USERNAME',
    'UNIFI_PASSWORD',
    'UNIFI_SITE',
  ]);
  expect(same.filter(({ meaning }) => !meaning.startsWith('the same'))).toEqual([]);
});
