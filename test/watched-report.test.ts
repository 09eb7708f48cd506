import { describe, expect, test } from 'vitest';
import type { Ping, PingMoment } from '../src/deliver/ping.ts';
import type { ExitCode } from '../src/exit-codes.ts';
import { RunCancelled, type RunRequest, type RunResult } from '../src/run.ts';
import { watchReport } from '../src/watched-report.ts';
import { running } from './helpers/guard.ts';
import { quietReport } from './helpers/report.ts';

const request: RunRequest = { dryRun: false, cause: 'schedule' };
const stop = { asking: running(), sending: running() };

const resultOf = (exitCode: ExitCode): RunResult => ({
  exitCode,
  outcome: exitCode === 4 ? 'kept' : 'delivered',
  report: quietReport({}),
  email: { subject: '', html: '', text: '', images: [], page: '' },
});

/** A report in the middle of its pings: what happened, in that order. */
const story = async (make: () => Promise<RunResult>, asked = request) => {
  const happened: string[] = [];
  const ping: Ping = async (moment: PingMoment) => {
    happened.push(moment);
  };
  const watched = watchReport(async () => {
    happened.push('report');
    return make();
  }, ping);
  const ended = await watched(asked, stop).catch((error: unknown) => error);
  return { happened, ended };
};

describe('a watching service is told', () => {
  test.each([
    [0, 'success'],
    [3, 'failure'],
    [4, 'failure'],
  ] as const)('of a report that ends with %i: start, then %s', async (exitCode, end) => {
    const { happened, ended } = await story(async () => resultOf(exitCode));

    expect(happened).toEqual(['start', 'report', end]);
    expect(ended).toMatchObject({ exitCode });
  });

  test('of a report that nobody expected to fail, which fails all the same', async () => {
    const bug = new Error('a bug');
    const { happened, ended } = await story(() => Promise.reject(bug));

    expect(happened).toEqual(['start', 'report', 'failure']);
    expect(ended).toBe(bug);
  });

  test('of no end of a report that was cancelled', async () => {
    const cancelled = new RunCancelled('stopped');
    const { happened, ended } = await story(() => Promise.reject(cancelled));

    expect(happened).toEqual(['start', 'report']);
    expect(ended).toBe(cancelled);
  });

  test('nothing of a dry run', async () => {
    const { happened } = await story(async () => resultOf(0), { ...request, dryRun: true });

    expect(happened).toEqual(['report']);
  });
});

test('the report does not wait for its first ping, but its last ping does', async () => {
  const happened: string[] = [];
  const hanging = Promise.withResolvers<void>();
  const made = Promise.withResolvers<void>();
  const ping: Ping = async (moment) => {
    happened.push(`${moment} asked`);
    if (moment === 'start') await hanging.promise;
    happened.push(`${moment} told`);
  };
  const watched = watchReport(async () => {
    made.resolve();
    return resultOf(0);
  }, ping)(request, stop);
  await made.promise;
  hanging.resolve();
  await watched;

  expect(happened).toEqual(['start asked', 'start told', 'success asked', 'success told']);
});
