import { expect } from 'vitest';
import { unableToFetchData } from '../../src/integrations/results.ts';
import { sectionOfHtml, sectionOfText } from '../e2e/results.ts';
import type { Cell, Outcome } from './cell.ts';
import { expectOthersUntouched, failuresShown, mailOf, sectionOf } from './expectations.ts';
import { faultCalled, faults } from './faults.ts';
import { integrationParts } from './part-table.ts';
import { cloudflare, cyberSecure, type Source } from './sources.ts';
import { type FaultTable, nothingLost } from './table.ts';

const shortBudgetMs = 2_000;

const expectFailed = ({ source }: Cell, outcome: Outcome, code: string): void => {
  const { html, text } = mailOf(outcome);
  expect(sectionOf(outcome, source).success).toBe(false);
  expect(failuresShown(outcome)).toEqual([1, 1]);
  expect(sectionOfHtml(html, source.name)).toContain(unableToFetchData);
  expect(sectionOfText(text, source.name)).toMatch(/^Unable to fetch data\n\S[^.]+[\s\S]*\.\n*$/);
  expect(outcome.report.coverage).toEqual([
    { subject: source.name, sentence: 'Not read; its section says why.' },
  ]);
  expect(outcome.log.filter(({ event }) => event === 'fetch_failed')).toMatchObject([
    { level: 'warn', integration: source.guard, code },
  ]);
};

/** A fault stands in front of its source, at another address. */
const withoutAddress = (section: unknown): string =>
  JSON.stringify(section, undefined, 1).replaceAll(/127\.0\.0\.1:\d+|\blocalhost\b/g, 'host');

const expectComplete = ({ source }: Cell, outcome: Outcome, healthy: Outcome): void => {
  expect(withoutAddress(sectionOf(outcome, source))).toBe(withoutAddress(sectionOf(healthy, source)));
  expect(outcome.report.coverage).toEqual([]);
  expect(failuresShown(outcome)).toEqual([0, 0]);
};

const codeFor = (cell: Cell): string => {
  const { code } = faultCalled(cell.fault.name);
  if (typeof code === 'string') return code;
  return cell.source === cloudflare ? code.Cloudflare : code.CyberSecure;
};

const failing = (source: Source, introduction: string): FaultTable => ({
  heading: `${source.name} fails`,
  introduction,
  cells: faults.map((fault) => ({
    label: fault.name,
    source,
    fault,
    ...(fault.lasts && { budgetMs: shortBudgetMs }),
  })),
  expectRight: (cell, outcome, healthy) => {
    expectOthersUntouched(cell, outcome, healthy);
    const code = codeFor(cell);
    if (code === 'none') expectComplete(cell, outcome, healthy);
    else expectFailed(cell, outcome, code);
  },
  sentenceOf: (cell, outcome) => {
    const section = sectionOf(outcome, cell.source);
    return section.success ? nothingLost : section.reason;
  },
});

export const integrationTables: readonly FaultTable[] = [
  failing(
    cloudflare,
    'The network and CyberSecure are reported as ever. The Cloudflare section says “Unable to fetch data” and why:',
  ),
  failing(
    cyberSecure,
    'CyberSecure on a console of its own (`CYBERSECURE_HOST`). The network and Cloudflare are reported as ever. The CyberSecure section says “Unable to fetch data” and why:',
  ),
  integrationParts,
];
