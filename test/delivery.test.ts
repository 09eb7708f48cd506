import { expect, test } from 'vitest';
import { type DeliveryDeps, deliverReport } from '../src/delivery.ts';
import type { Report } from '../src/report/report.ts';
import { recordingLog } from './helpers/log.ts';
import { quietReport } from './helpers/report.ts';

const outcomeOf = async (onlyIf: DeliveryDeps['onlyIf'], report: Report) => {
  const deps: DeliveryDeps = {
    now: () => 0,
    newId: () => 'id',
    log: recordingLog().log,
    onlyIf,
    save: async () => 'saved.html',
    recordRun: () => {},
    post: {
      isOff: false,
      prepare: () => Promise.reject(new Error('it is put into a mail')),
    },
  };
  const email = { subject: '', html: '', text: '' };
  const written = { startedAtMs: 0, movesMark: true, report, email };
  return deliverReport(deps, written, new AbortController().signal).then(
    ({ outcome }) => outcome,
    () => 'mailed',
  );
};

test.each([
  ['always', {}, 'mailed'],
  ['warning', {}, 'silent'],
  ['warning', { incomplete: true }, 'mailed'],
  ['critical', { incomplete: true }, 'silent'],
  ['critical', { consoleFailure: 'The console could not be read.' }, 'mailed'],
] as const)('with REPORT_ONLY_IF=%s a quiet report with %o is %s', async (onlyIf, changes, outcome) => {
  expect(await outcomeOf(onlyIf, quietReport(changes))).toBe(outcome);
});
