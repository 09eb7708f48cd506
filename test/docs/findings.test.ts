import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const findings = new URL('../../src/findings/', import.meta.url);
const page = readFileSync(new URL('../../docs/findings.md', import.meta.url), 'utf8');

test('the table of findings across sources names each rule, and no other', () => {
  const rules = readdirSync(findings)
    .filter((name) => name.startsWith('across-'))
    .flatMap((name) => [...readFileSync(new URL(name, findings), 'utf8').matchAll(/[`'](across\.[a-z-]+)/g)])
    .map(([, id]) => id);
  const named = [...page.matchAll(/^\| `(across\.[a-z-]+)` \|/gm)].map(([, id]) => id);

  expect(named.length).toBeGreaterThan(3);
  expect(named).toEqual([...new Set(rules)].toSorted());
});

test.each([
  [
    'across-line-outage.ts',
    /const earlierMs = 5 \* 60_000;/,
    '(from 5 minutes before to 2 minutes after it)',
  ],
  ['across-line-outage.ts', /const laterMs = 2 \* 60_000;/, '(from 5 minutes before to 2 minutes after it)'],
  ['across-uplink-offline.ts', /const togetherMs = 5 \* 60_000;/, '(5 minutes of tolerance)'],
  [
    'across-uplink-port.ts',
    /const earlierMs = 2 \* 60_000;/,
    '(from 2 minutes before to 5 minutes after the event)',
  ],
  [
    'across-uplink-port.ts',
    /const laterMs = 5 \* 60_000;/,
    '(from 2 minutes before to 5 minutes after the event)',
  ],
])('the times of %s are those that it says', (file, constant, words) => {
  expect(readFileSync(new URL(file, findings), 'utf8')).toMatch(constant);
  expect(page).toContain(words);
});
