import { afterEach, beforeEach, expect, test } from 'vitest';
import { memoryStore } from '../../src/store/database.ts';
import type { RunRecord, Store } from '../../src/store/store.ts';

const source = '192.0.2.1';
let store: Store;
beforeEach(() => {
  store = memoryStore('for a test').store;
});
afterEach(() => store.close());

/** A process of its own for each report, as from cron: what it knows of an integration began with it. */
const addRun = (atMs: number, how: 'fails' | 'works' | undefined, of = source): void => {
  const stats = { name: 'nas', state: 'closed', calls: 1, failures: how === 'fails' ? 1 : 0 } as const;
  const run: RunRecord = {
    id: `${of} ${atMs}`,
    startedAtMs: atMs,
    fromMs: atMs - 1,
    toMs: atMs,
    movesMark: true,
    outcome: 'delivered',
    exitCode: 0,
    verdict: 'clear',
    subject: 'Report',
    durationMs: 1,
    ...(how === 'fails' && { integrations: [{ ...stats, lastFailureAtMs: atMs }] }),
    ...(how === 'works' && { integrations: [{ ...stats, lastSuccessAtMs: atMs }] }),
  };
  store.addRun(of, run);
};

const since = () => store.recall(source, 'off').failingSinceMs?.get('nas');

test('an integration fails since the first of the reports in a row in which it failed', () => {
  addRun(1_000, 'fails');
  addRun(2_000, 'works');
  addRun(3_000, 'fails');
  // A report that could not be made at all asked nobody.
  addRun(4_000, undefined);
  addRun(5_000, 'fails');
  addRun(9_000, 'works', '192.0.2.2');
  expect(since()).toBe(3_000);
});

test('one that answered the newest report does not fail', () => {
  addRun(1_000, 'fails');
  expect(since()).toBe(1_000);
  addRun(2_000, 'works');
  expect(since()).toBeUndefined();
});
