import { describe, expect, test } from 'vitest';
import { noteFailures } from '../src/failed-report.ts';
import { RunCancelled, type RunRequest, type RunResult } from '../src/run.ts';
import { memoryStore } from '../src/store/database.ts';
import type { Store } from '../src/store/store.ts';
import { running } from './helpers/guard.ts';
import { recordingLog } from './helpers/log.ts';
import { quietReport } from './helpers/report.ts';

const nowMs = Date.UTC(2026, 10, 21, 7);
const source = 'unifi.example';
const secret = 'canary-key-0123';
const request: RunRequest = { dryRun: false, cause: 'schedule' };
const stop = { asking: running(), sending: running() };

const failing = (error: unknown, store: Pick<Store, 'addRun' | 'addNews'>, asked = request) => {
  const { log, lines } = recordingLog();
  let atMs = nowMs;
  const makeReport = noteFailures(
    async () => {
      atMs += 1_500;
      throw error;
    },
    {
      secrets: [secret],
      host: 'unifi.example',
      store,
      source,
      log,
      now: () => atMs,
      newId: () => 'run-1',
    },
  );
  return { ended: makeReport(asked, stop).catch((thrown: unknown) => thrown), lines };
};

describe('a report that ends unexpectedly', () => {
  test('is thrown on, stands in the history, and is told by the next report', async () => {
    const { store } = memoryStore('');
    const bug = new Error('a template is broken');

    expect(await failing(bug, store).ended).toBe(bug);
    expect(store.runs(10)).toMatchObject([
      {
        source,
        outcome: 'failed',
        exitCode: 1,
        movesMark: false,
        durationMs: 1_500,
        subject: 'The report could not be made: a template is broken',
      },
    ]);
    expect(store.untoldNews(source)).toEqual([
      'The report of unifi.example (2026-11-21T07:00:00.000Z) could not be made, and this one covers its time as well. It ended unexpectedly: a template is broken',
    ]);
  });

  test('neither moves the mark nor takes up its slot: a restart makes it again', async () => {
    const { store } = memoryStore('');
    await failing(new Error('a bug'), store).ended;

    expect(store.lastMarkMs(source)).toBeUndefined();
    expect(store.lastRunEndMs(source)).toBeUndefined();
  });

  test('is told without secrets, control characters or endless words', async () => {
    const { store } = memoryStore('');
    await failing(new Error(`key ${secret}\r\n\u202e${'and more '.repeat(200)}`), store).ended;
    const told = [...store.untoldNews(source), store.runs(1)[0]?.subject].join('|');

    expect(told).toContain('key [redacted]');
    expect(told).not.toMatch(/[\p{Cc}\p{Cf}]/u);
    expect(told.length).toBeLessThan(900);
  });

  test('is thrown on even where it cannot be recorded', async () => {
    const { store } = memoryStore('');
    store.close();
    const bug = new Error('a bug');
    const { ended, lines } = failing(bug, store);

    expect(await ended).toBe(bug);
    expect(lines).toMatchObject([{ level: 'error', fields: { event: 'run_not_recorded' } }]);
  });
});

test.each([
  ['one that was cancelled', new RunCancelled('stopped'), request],
  ['a dry run', new Error('a bug'), { ...request, dryRun: true }],
])('%s leaves no trace', async (_, error, asked) => {
  const { store } = memoryStore('');
  await failing(error, store, asked).ended;

  expect(store.runs(10)).toEqual([]);
  expect(store.untoldNews(source)).toEqual([]);
});

test('a report that was made is handed on as it is', async () => {
  const { store } = memoryStore('');
  const result: RunResult = {
    exitCode: 0,
    outcome: 'delivered',
    report: quietReport({}),
    email: { subject: '', html: '', text: '', images: [], page: '' },
  };
  const { log } = recordingLog();
  const made = noteFailures(async () => result, {
    secrets: [],
    host: 'unifi.example',
    store,
    source,
    log,
    now: () => nowMs,
    newId: () => 'run-1',
  });

  expect(await made(request, stop)).toBe(result);
  expect(store.runs(10)).toEqual([]);
});
