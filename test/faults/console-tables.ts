import { expect } from 'vitest';
import { unableToFetchData } from '../../src/integrations/results.ts';
import type { Report } from '../../src/report/report.ts';
import { sectionOfText } from '../e2e/results.ts';
import { visibleText } from '../render/html-elements.ts';
import type { Cell, Outcome } from './cell.ts';
import { failuresShown, mailOf, networkIn, sectionOf, singleFindings } from './expectations.ts';
import { faultCalled, faults } from './faults.ts';
import { cloudflare, cyberSecure, unifiConsole } from './sources.ts';
import { budgetForParts, type FaultTable, nothingLost } from './table.ts';

/** A console is given several answers one after the other, and its parts end 2 s before the budget (DESIGN §4). */
const shortBudgetMs = 4_000;

const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ');

/** The first thing a reader sees, in subject and in both parts. */
const expectSaidFirst = (outcome: Outcome): void => {
  const { subject, html, text } = mailOf(outcome);
  const { consoleFailure = '' } = outcome.report;
  expect(outcome.exitCode).toBe(3);
  expect(consoleFailure).toMatch(/^The console at \S+ could not be read\. [A-Z][^.]*\S.*\.$/);
  expect(subject).toMatch(/^\[critical\] .+: The console could not be read$/);
  expect(oneLine(text).startsWith(`!! ${consoleFailure}`)).toBe(true);
  // What a mailbox shows beside the subject is first and may be cut.
  expect(visibleText(html).startsWith(consoleFailure.slice(0, 120))).toBe(true);
  expect(visibleText(html)).toContain(consoleFailure);
};

const expectComplete = (outcome: Outcome, healthy: Outcome): void => {
  expect(outcome.exitCode).toBe(0);
  expect(networkIn(outcome)).toEqual(networkIn(healthy));
  expect(outcome.report.findings).toEqual(healthy.report.findings);
  expect(outcome.report.coverage).toEqual([]);
};

const consoleFailing: FaultTable = {
  heading: 'The console fails',
  introduction:
    'The integrations are reported as ever. The subject says “The console could not be read”, and so does the first line, with the reason:',
  cells: faults.map((fault) => ({
    label: fault.name,
    source: unifiConsole,
    fault,
    ...(fault.lasts && { budgetMs: shortBudgetMs }),
  })),
  expectRight: ({ fault }, outcome, healthy) => {
    if (faultCalled(fault.name).code === 'none') expectComplete(outcome, healthy);
    else expectSaidFirst(outcome);
    expect(failuresShown(outcome)).toEqual([0, 0]);
    expect(outcome.report.integrations).toEqual(healthy.report.integrations);
  },
  sentenceOf: (_, { report }) => report.consoleFailure ?? nothingLost,
};

const sharedCells = ['connection refused', '401', '500', 'a web page', 'no answer'].map((name) => {
  const fault = faultCalled(name);
  return {
    label: name,
    source: unifiConsole,
    fault,
    env: {
      CYBERSECURE_HOST: undefined,
      CYBERSECURE_TLS_FINGERPRINT: undefined,
      ...(fault.lasts && { CYBERSECURE_TIMEOUT: `${shortBudgetMs}ms` }),
    },
    ...(fault.lasts && { budgetMs: shortBudgetMs }),
  };
});

const sharedConsoleFailing: FaultTable = {
  heading: 'The console fails, and CyberSecure asks the same one',
  introduction:
    'Both say so, each in its place; Cloudflare is reported as ever. The CyberSecure section says:',
  cells: sharedCells,
  expectRight: (_, outcome, healthy) => {
    expectSaidFirst(outcome);
    expect(failuresShown(outcome)).toEqual([1, 1]);
    expect(sectionOfText(mailOf(outcome).text, 'CyberSecure')).toContain(unableToFetchData);
    expect(sectionOf(outcome, cloudflare)).toEqual(sectionOf(healthy, cloudflare));
  },
  sentenceOf: (_, outcome) => {
    const section = sectionOf(outcome, cyberSecure);
    return section.success ? nothingLost : section.reason;
  },
};

/** One question of several, and what of the report depends on it. */
const parts = [
  {
    subject: 'Devices',
    only: /\/stat\/device$/,
    sections: ['devices', 'wifi'],
    findings: /^(devices|poe|ports|links|mesh|wifi\.(channel|poor|radios)|power)\./,
  },
  {
    subject: 'Events',
    only: /\/system-log\//,
    sections: ['events'],
    // The airspace tells of foreign access points too, but not since when.
    findings:
      /^(events|admin|power\.poe-port-overloaded|wifi\.(radar|rogue-ap)|dhcp|clients|vpn|updates|devices\.restarted)[.:]/,
  },
  {
    subject: 'Intrusion detections',
    only: /\/traffic-flows$/,
    // Without detections the event list itself tells of the threats.
    sections: ['security', 'events'],
    findings: /^security\./,
  },
] as const;

const idsOf = ({ report }: Outcome): string[] => singleFindings(report).map(({ id }) => id);

const partOf = new Map<Cell, (typeof parts)[number]>();

const partsFailing: FaultTable = {
  heading: 'A part of the console fails',
  introduction: 'Everything else is reported as ever. A list near the end says what is missing:',
  cells: parts.flatMap((part) =>
    ['403', '500', 'a web page', 'no answer', '600 MB', 'an answer that breaks off'].map((name) => {
      const fault = faultCalled(name);
      const cell = {
        label: `${part.subject}: ${name}`,
        source: unifiConsole,
        fault,
        only: part.only,
        ...(fault.lasts && { budgetMs: budgetForParts }),
      };
      partOf.set(cell, part);
      return cell;
    }),
  ),
  expectRight: (cell, outcome, healthy) => {
    const { subject = '', sections = [], findings = /^$/ } = partOf.get(cell) ?? {};
    const { coverage, consoleFailure, integrations } = outcome.report;
    expect(outcome.exitCode).toBe(0);
    expect(consoleFailure).toBeUndefined();
    expect(coverage).toEqual([{ subject, sentence: expect.stringMatching(/^\S.+\.$/) }]);
    expect(networkIn(outcome, ...sections)).toEqual(networkIn(healthy, ...sections));
    const others = (report: Report) => singleFindings(report).filter(({ id }) => !findings.test(id));
    expect(others(outcome.report)).toEqual(others(healthy.report));
    expect(idsOf(healthy)).toEqual(expect.arrayContaining(idsOf(outcome)));
    expect(integrations).toEqual(healthy.report.integrations);
    expect(failuresShown(outcome)).toEqual([0, 0]);
    for (const text of [visibleText(mailOf(outcome).html), oneLine(mailOf(outcome).text)])
      expect(text).toContain(`${subject}: ${coverage[0]?.sentence}`);
  },
  sentenceOf: (_, { report }) =>
    report.coverage.map(({ subject, sentence }) => `${subject}: ${sentence}`).join(' '),
};

export const consoleTables: readonly FaultTable[] = [consoleFailing, sharedConsoleFailing, partsFailing];
