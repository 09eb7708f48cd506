import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { fullReport } from '../helpers/report.ts';
import { rendered } from './renderer.ts';

const goldenFile = (name: string): URL => new URL(`../fixtures/golden/${name}`, import.meta.url);

/** UPDATE_GOLDEN=1 writes the pair anew; the difference is then read before it is committed. */
const golden = (name: string, current: string): string => {
  if (process.env.UPDATE_GOLDEN === '1') writeFileSync(goldenFile(name), current);
  return readFileSync(goldenFile(name), 'utf8');
};

test('the HTML part of the full report is the golden one, letter by letter', () => {
  const { html } = rendered(fullReport());
  expect(html).toBe(golden('report.html', html));
});

test('the text part of the full report is the golden one, letter by letter', () => {
  const { text } = rendered(fullReport());
  expect(text).toBe(golden('report.txt', text));
});
