import { expect, onTestFinished, test } from 'vitest';
import { createMemory, type MemoryDeps } from '../src/memory.ts';
import { memoryStore } from '../src/store/database.ts';
import type { RunRecord } from '../src/store/store.ts';
import { recordingLog } from './helpers/log.ts';

const dayMs = 24 * 60 * 60 * 1000;
const source = '192.0.2.1';
const runOf = (id: string, day: number): RunRecord => ({
  id,
  startedAtMs: day * dayMs,
  fromMs: (day - 1) * dayMs,
  toMs: day * dayMs,
  movesMark: true,
  outcome: 'delivered',
  exitCode: 0,
  verdict: 'All clear',
  subject: 'all clear',
  durationMs: 1,
});
const known = { madeAtMs: dayMs, findings: [], measurements: [], wanAddresses: {}, clientIds: [] };

const opened = (changes: Partial<MemoryDeps> = {}) => {
  const { store } = memoryStore('It is a test.');
  onTestFinished(() => store.close());
  const { log, lines } = recordingLog();
  const deps = { store, source, privacy: 'off', keepMs: 10 * dayMs, now: () => 0, log, ...changes } as const;
  return { store, lines, memory: createMemory(deps) };
};

test('a store that fails costs comparisons, not the report, which says so', () => {
  const { store, memory, lines } = opened();
  memory.record(runOf('run-1', 1), known);
  store.close();

  expect(memory.lastMarkMs()).toBeUndefined();
  expect(memory.recall()).toEqual({ seen: [] });
  expect(memory.news()).toEqual([
    expect.stringMatching(/^This report knows nothing of the ones before it\. .+\.$/),
  ]);
  memory.record(runOf('run-2', 2), known);
  expect(memory.news()[0]).toMatch(
    /^The last report could not be recorded, so this one covers its time again\. .+\.$/,
  );
  expect(lines.map(({ fields }) => fields.event)).toContain('run_not_recorded');
});

test('what happened to the store is told by the next report', () => {
  const { store, memory } = opened();
  store.addNews('The store was damaged.');
  expect(memory.news()).toEqual(['The store was damaged.']);
  memory.record(runOf('run-1', 1), known);
  expect(memory.news()).toEqual([]);
});

test('a report of --since remembers nothing', () => {
  const { memory } = opened();
  memory.record({ ...runOf('run-1', 1), movesMark: false });
  expect(memory.recall().told).toBeUndefined();
  memory.record(runOf('run-2', 2), known);
  expect(memory.recall().told).toEqual({ atMs: dayMs, findings: [] });
});

test('with each report, what is older than asked for is forgotten', () => {
  let nowMs = 0;
  const { store, memory } = opened({ now: () => nowMs });
  for (const day of [1, 2, 30, 31]) {
    nowMs = day * dayMs;
    memory.recall();
    memory.record(runOf(`day-${day}`, day), known);
  }
  expect(store.runs(10).map(({ id }) => id)).toEqual(['day-31', 'day-30']);
});

test('one report under a clock that is years ahead forgets nothing', () => {
  let nowMs = 0;
  const { store, memory } = opened({ now: () => nowMs });
  for (const day of [1, 2, 4_000]) {
    nowMs = day * dayMs;
    memory.recall();
    memory.record(runOf(`day-${day}`, day), known);
  }
  expect(store.runs(10)).toHaveLength(3);
});
