import { expect } from 'vitest';
import { sectionOfText } from '../e2e/results.ts';
import type { Cell, Outcome } from './cell.ts';
import { expectOthersUntouched, failuresShown, mailOf, sectionOf } from './expectations.ts';
import { faultCalled, newFailureUnder200 } from './faults.ts';
import { cloudflare, cyberSecure, type Source } from './sources.ts';
import { budgetForParts, type FaultTable } from './table.ts';

/** The part of an integration, and what of the rest has to be there all the same. */
interface IntegrationPart {
  readonly source: Source;
  readonly name: string;
  readonly only: RegExp;
  readonly keeps: RegExp;
}

const numbers: IntegrationPart = {
  source: cloudflare,
  name: 'the numbers of zones',
  only: /\/graphql$/,
  keeps: /harbour-cameras +Down/,
};
const tunnels: IntegrationPart = {
  source: cloudflare,
  name: 'the tunnels',
  only: /\/cfd_tunnel$/,
  keeps: /harbour-journal\.example +Active/,
};
const subscription: IntegrationPart = {
  source: cyberSecure,
  name: 'the subscription',
  only: /\/aggregated-dashboard$/,
  keeps: /Top signatures/,
};
const prevention: IntegrationPart = {
  source: cyberSecure,
  name: 'the prevention setting',
  only: /\/get\/setting\/ips$/,
  keeps: /Subscription +Active/,
};
const detections: IntegrationPart = {
  source: cyberSecure,
  name: 'the detections',
  only: /\/traffic-flows$/,
  keeps: /Subscription +Active/,
};

const partCells = [
  ...['401', '403', '500', 'a failure under 200', 'a web page', 'no answer'].map((name) => ({
    part: numbers,
    fault: faultCalled(name),
  })),
  ...['403', 'broken JSON', '600 MB', 'a connection that is reset'].map((name) => ({
    part: tunnels,
    fault: faultCalled(name),
  })),
  { part: subscription, fault: newFailureUnder200 },
  ...['403', '503', '600 MB'].map((name) => ({ part: subscription, fault: faultCalled(name) })),
  ...['403', 'an empty body'].map((name) => ({ part: prevention, fault: faultCalled(name) })),
  ...['404', '500', 'no answer', 'an answer that breaks off'].map((name) => ({
    part: detections,
    fault: faultCalled(name),
  })),
];

const partOf = new Map<Cell, IntegrationPart>();

export const integrationParts: FaultTable = {
  heading: 'A part of an integration fails',
  introduction: 'The section is there, with a note on what is missing; everything else of it is there too.',
  cells: partCells.map(({ part, fault }) => {
    const { source, only } = part;
    const label = `${source.name}, ${part.name}: ${fault.name}`;
    const cell = { label, source, fault, only, ...(fault.lasts && { budgetMs: budgetForParts }) };
    partOf.set(cell, part);
    return cell;
  }),
  expectRight: (cell, outcome, healthy) => {
    expectOthersUntouched(cell, outcome, healthy);
    expect(sectionOf(outcome, cell.source).success).toBe(true);
    expect(outcome.report.coverage).toEqual([]);
    expect(failuresShown(outcome)).toEqual([0, 0]);
    expect(newNotes(cell, outcome, healthy)).toHaveLength(1);
    expect(sectionOfText(mailOf(outcome).text, cell.source.name)).toMatch(
      partOf.get(cell)?.keeps ?? 'its part',
    );
  },
  sentenceOf: (cell, outcome, healthy) => newNotes(cell, outcome, healthy).join(' '),
};

const notesOf = ({ source }: Cell, outcome: Outcome): readonly string[] => {
  const section = sectionOf(outcome, source);
  return section.success
    ? section.data.blocks.flatMap((block) => (block.kind === 'note' ? [block.text] : []))
    : [];
};

/** The notes of a section that it does not have on other days. */
const newNotes = (cell: Cell, outcome: Outcome, healthy: Outcome): readonly string[] => {
  const usual = notesOf(cell, healthy);
  return notesOf(cell, outcome).filter((note) => !usual.includes(note));
};
