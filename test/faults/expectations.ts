import { expect } from 'vitest';
import { unableToFetchData } from '../../src/integrations/results.ts';
import type { Report } from '../../src/report/report.ts';
import { countOf, findingsOf, type Mail } from '../e2e/results.ts';
import { type Cell, durationMs, type Outcome } from './cell.ts';
import type { Wrong } from './faults.ts';
import type { Source } from './sources.ts';

const mostMebibytes = 250;

/** A machine that has much else to do is late; without a budget the faults that last would last for minutes. */
const latenessMs = 10_000;

/** What holds in every cell, whatever fails. */
export const expectHarmless = ({ source, fault, only }: Cell, outcome: Outcome): void => {
  expect(outcome.mails).toHaveLength(1);
  expect(outcome.leaks).toEqual([]);
  expect(outcome.askedElsewhere).toEqual([]);
  expect(outcome.peakMebibytes).toBeLessThan(mostMebibytes);
  expect(durationMs(outcome, source)).toBeLessThan((outcome.budgetMs ?? source.usualBudgetMs) + latenessMs);
  // The fault was met, and where the certificate is wrong not a byte was sent.
  expect(outcome.asked.length > 0).toBe(isMetByRequests(fault.wrong));
  if (only) expect(outcome.asked.filter((path) => only.test(path))).not.toEqual([]);
};

const isMetByRequests = ({ kind }: Wrong): boolean =>
  kind === 'misbehaves' || kind === 'changes answers' || kind === 'sends elsewhere';

/** @throws Error when there is none */
export const mailOf = ({ mails: [mail] }: Outcome): Mail => {
  if (mail === undefined) throw new Error('no mail was sent');
  return mail;
};

/** How often the words of a failed integration stand in the two parts of the mail. */
export const failuresShown = (outcome: Outcome): readonly [html: number, text: number] => {
  const { html, text } = mailOf(outcome);
  return [countOf(html, unableToFetchData), countOf(text, unableToFetchData)];
};

export const sectionOf = ({ report }: Outcome, { name }: Source) => {
  const section = report.integrations.find(({ displayName }) => displayName === name);
  if (section === undefined) throw new Error(`the report has no section ${name}`);
  return section;
};

/** The integrations but `source`, as they stand in the report. */
export const othersIn = ({ report }: Outcome, { name }: Source) =>
  report.integrations.filter(({ displayName }) => displayName !== name);

/** What is said about the network, `parts` of it left out. */
export const networkIn = ({ report }: Outcome, ...parts: readonly string[]) =>
  report.network.filter(({ name }) => !parts.includes(name));

/** Each for itself: which of them explains which depends on all that could be read. */
export const singleFindings = (report: Report): Report['findings'] =>
  findingsOf(report)
    .filter(({ id }) => !id.startsWith('across.'))
    .map(({ explained: _, ...finding }) => finding)
    .toSorted((a, b) => a.id.localeCompare(b.id));

/** The findings but those whose id starts with one of `subjects`. */
export const findingsIn = ({ report }: Outcome, ...subjects: readonly string[]): Report['findings'] =>
  singleFindings(report).filter(({ id }) => !subjects.some((subject) => id.startsWith(`${subject}.`)));

/** Whatever an integration does, the network and the other integration are as on any other day. */
export const expectOthersUntouched = ({ source }: Cell, outcome: Outcome, healthy: Outcome): void => {
  expect(outcome.exitCode).toBe(0);
  expect(outcome.report.consoleFailure).toBeUndefined();
  expect(networkIn(outcome)).toEqual(networkIn(healthy));
  expect(othersIn(outcome, source)).toEqual(othersIn(healthy, source));
  expect(findingsIn(outcome, source.guard)).toEqual(findingsIn(healthy, source.guard));
};
