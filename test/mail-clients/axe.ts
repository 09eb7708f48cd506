import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from './browser.ts';

/** axe-core runs inside the page, so its source is what is needed of it. */
const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface Violation {
  readonly id: string;
  readonly help: string;
  readonly nodes: readonly { readonly target: readonly string[] }[];
}

/** Rules that hold for pages of the web, and why they do not for a mail. */
export const rulesOff = {
  'landmark-one-main': 'A mail stands inside the page of the client, which has its own main landmark.',
  region: 'For the same reason: the mail is one article there.',
} as const;

/** The rules that a page breaks, with the places where it does. */
export const violationsOf = async (
  page: Page,
  off: readonly string[] = Object.keys(rulesOff),
): Promise<readonly string[]> => {
  const rules = Object.fromEntries(off.map((id) => [id, { enabled: false }]));
  await page.evaluate(source);
  const answer = await page.evaluate(
    `axe.run(document, ${JSON.stringify({ rules, resultTypes: ['violations'] })}).then(({ violations }) => JSON.stringify(violations))`,
  );
  const violations: readonly Violation[] = JSON.parse(String(answer));
  return violations.map(
    ({ id, help, nodes }) =>
      `${id}: ${help}: ${nodes
        .map(({ target }) => target.join(' '))
        .slice(0, 3)
        .join(', ')}`,
  );
};
