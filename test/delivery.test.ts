import { expect, test } from 'vitest';
import { type DeliveryDeps, deliverReport } from '../src/delivery.ts';
import type { Email, Report } from '../src/report/report.ts';
import { recordingLog } from './helpers/log.ts';
import { quietReport } from './helpers/report.ts';

const outcomeOf = async (onlyIf: DeliveryDeps['onlyIf'], report: Report) => {
  const deps: DeliveryDeps = {
    now: () => 0,
    newId: () => 'id',
    log: recordingLog().log,
    onlyIf,
    save: async () => 'saved.html',
    render: async () => ({ subject: '', html: '', text: '', images: [], page: '' }),
    recordRun: () => {},
    post: {
      isOff: false,
      prepare: () => Promise.reject(new Error('it is put into a mail')),
    },
  };
  const email = { subject: '', html: '', text: '', images: [], page: '' };
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

test('a report that could not be saved is mailed without the name of a file', async () => {
  const named = (text: string): Email => ({ subject: '', html: '', text, images: [], page: '' });
  const mailed: string[] = [];
  const deps: DeliveryDeps = {
    now: () => 0,
    newId: () => 'id',
    log: recordingLog().log,
    onlyIf: 'always',
    save: () => Promise.reject(new Error('the disk is full')),
    render: async (_, savedName) => named(`saved as ${savedName}`),
    recordRun: () => {},
    post: {
      isOff: false,
      prepare: async ({ text }) => {
        mailed.push(text);
        return { send: async () => [{ channel: 'mail', outcome: 'delivered' }] };
      },
    },
  };
  const report = quietReport();
  const written = { startedAtMs: 0, movesMark: true, report, email: named('saved as report.html') };
  const { outcome } = await deliverReport(deps, written, new AbortController().signal);

  expect(outcome).toBe('delivered');
  expect(mailed).toEqual(['saved as undefined']);
});
