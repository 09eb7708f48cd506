import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { RememberedFinding } from '../../src/report/compare.ts';
import { openStore } from '../../src/store/database.ts';
import type { RunMemory } from '../../src/store/run-memory.ts';
import type { RunOutcome, RunRecord, Store } from '../../src/store/store.ts';

let dataDir = '';
let store: Store;
const now = () => Date.UTC(2026, 10, 21, 6);
const reopen = () => {
  store.close();
  store = openStore(dataDir, { now }).store;
};
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'memory-'));
  store = openStore(dataDir, { now }).store;
});
afterEach(() => {
  store.close();
  rmSync(dataDir, { recursive: true, force: true });
});

const source = '192.0.2.1/default';
const dayMs = 24 * 60 * 60 * 1000;
const runOf = (id: string, changes: Partial<RunRecord> = {}): RunRecord => ({
  id,
  startedAtMs: dayMs,
  fromMs: 0,
  toMs: dayMs,
  movesMark: true,
  outcome: 'delivered',
  exitCode: 0,
  verdict: 'All clear',
  subject: 'all clear',
  durationMs: 4200,
  ...changes,
});
const memoryOf = (changes: Partial<RunMemory> = {}): RunMemory => ({
  madeAtMs: dayMs,
  privacy: 'off',
  findings: [],
  measurements: [],
  wanAddresses: {},
  clientIds: [],
  ...changes,
});
const finding = (id: string, changes: Partial<RememberedFinding> = {}): RememberedFinding => ({
  id,
  origin: 'network',
  severity: 'warning',
  title: `${id} is offline`,
  things: ['AP-Garage', 'with "quotes"'],
  muted: false,
  firstSeenMs: 1000,
  lastSeenMs: dayMs,
  ...changes,
});
const add = (id: string, outcome: RunOutcome, memory: Partial<RunMemory> = {}) =>
  store.addRun(source, runOf(id, { outcome }), memoryOf(memory));
const toldIds = () => store.recall(source, 'off').told?.findings.map(({ id }) => id);
const seenIds = () => store.recall(source, 'off').seen.map(({ id }) => id);
const latency = (value: number) => ({ key: 'internet.latency', value, unit: 'ms', kind: 'level' }) as const;

test('before the first report nothing is known', () => {
  const { told, seen, periodBefore, previous } = store.recall(source, 'off');
  expect({ told, seen, periodBefore }).toEqual({ told: undefined, seen: [], periodBefore: undefined });
  expect(previous?.wanAddresses).toEqual({});
  expect(previous?.clientIds).toBeUndefined();
});

test('what a report knew is read back after a restart, to the letter', () => {
  const muted = finding('devices.offline:b', { muted: true, severity: 'critical', origin: 'cloudflare' });
  const explained = finding('devices.offline:c', { explainedBy: 'across.uplink-port:c' });
  add('run-1', 'delivered', {
    findings: [finding('devices.offline:a'), muted, explained],
    measurements: [latency(11.25)],
    wanAddresses: { WAN: '198.51.100.1' },
    clientIds: ['02:00:5e:00:01:01'],
  });
  reopen();
  const { told, seen, periodBefore, previous } = store.recall(source, 'off');

  expect(told).toEqual({ atMs: dayMs, findings: [finding('devices.offline:a'), muted, explained] });
  expect(seen).toEqual(told?.findings);
  expect(periodBefore).toEqual({
    period: { fromMs: 0, toMs: dayMs },
    measurements: [{ ...latency(11.25), periodMs: dayMs }],
  });
  expect(previous?.wanAddresses).toEqual({ WAN: '198.51.100.1' });
  expect(previous?.clientIds).toEqual(['02:00:5e:00:01:01']);
});

describe('which report is compared with', () => {
  test('is the last one that somebody got; one that is kept becomes it when it is delivered later', () => {
    add('run-1', 'delivered', { findings: [finding('one')] });
    add('run-2', 'kept', { findings: [finding('two')] });
    expect([toldIds(), seenIds()]).toEqual([['one'], ['two']]);
    store.outbox('mail').settle('run-2', 'delivered', []);
    expect([toldIds(), seenIds()]).toEqual([['two'], ['two']]);
  });

  test.each<RunOutcome>(['silent', 'failed', 'refused', 'kept'])('is none that is %s', (outcome) => {
    add('run-1', 'delivered', { findings: [finding('one')] });
    add('run-2', outcome);
    expect(toldIds()).toEqual(['one']);
    expect(seenIds()).toEqual([]);
  });

  test('is none of --since, and none of another console or site', () => {
    add('run-1', 'delivered', { findings: [finding('one')] });
    store.addRun(source, runOf('run-2', { movesMark: false }));
    store.addRun('192.0.2.1/branch', runOf('run-3'), memoryOf());
    expect([toldIds(), seenIds()]).toEqual([['one'], ['one']]);
  });

  test('is none that an older version recorded: what it said is not known', () => {
    store.addRun(source, runOf('run-1'));
    expect(store.recall(source, 'off').told).toBeUndefined();
  });

  test('is none that was written with other privacy: its names mean something else', () => {
    add('run-1', 'delivered', { findings: [finding('one')], clientIds: ['a'] });
    expect(store.recall(source, 'hash')).toMatchObject({ seen: [] });
    expect(store.recall(source, 'hash').told).toBeUndefined();
    expect(store.recall(source, 'hash').previous?.clientIds).toBeUndefined();
  });
});

test('the period before is that of the last report that moved the mark, a silent one included', () => {
  add('run-1', 'delivered', { measurements: [latency(10)] });
  add('run-2', 'silent', { measurements: [latency(20)] });
  add('run-3', 'kept', { measurements: [latency(30)] });
  expect(store.recall(source, 'off').periodBefore?.measurements).toMatchObject([{ value: 20 }]);
});

test('what is usual comes from the latest thirty periods that follow one another, oldest first', () => {
  for (let index = 0; index < 40; index += 1) {
    add(`run-${index}`, index % 2 === 0 ? 'delivered' : 'silent', { measurements: [latency(index)] });
    add(`kept-${index}`, 'kept', { measurements: [latency(1_000)] });
  }
  const usual = store.recall(source, 'off').previous?.measurements?.get('internet.latency');
  expect(usual?.map(({ value }) => value)).toEqual(Array.from({ length: 30 }, (_, index) => index + 10));
});

test('the address of a line is the one that the last delivered report to know it knew', () => {
  add('run-1', 'delivered', { wanAddresses: { WAN: '198.51.100.1', WAN2: '203.0.113.1' } });
  add('run-2', 'delivered', { wanAddresses: { WAN: '198.51.100.2' } });
  add('run-3', 'kept', { wanAddresses: { WAN: '198.51.100.3' } });
  expect(store.recall(source, 'off').previous?.wanAddresses).toEqual({
    WAN: '198.51.100.2',
    WAN2: '203.0.113.1',
  });
});

test('clients are known once a delivered report has met them, and stay known while they are away', () => {
  add('run-1', 'delivered', { clientIds: ['a'] });
  add('run-2', 'kept', { clientIds: ['a', 'b'] });
  add('run-3', 'delivered', { clientIds: [] });
  expect(store.recall(source, 'off').previous?.clientIds).toEqual(['a', 'b']);
  add('run-4', 'kept', { clientIds: ['c'] });
  expect(store.recall(source, 'off').previous?.clientIds).toEqual(['a', 'b']);
});

test('a run that is told again keeps what it remembered first', () => {
  add('run-1', 'kept', { findings: [finding('one')] });
  add('run-1', 'delivered', { findings: [finding('two')] });
  expect(toldIds()).toEqual(['one']);
});

test('clear names are forgotten once hashes are asked for', () => {
  add('run-1', 'delivered', { findings: [finding('one')], clientIds: ['a'] });
  add('run-2', 'delivered', { privacy: 'hash', clientIds: ['client-1'] });
  expect(store.recall(source, 'hash').previous?.clientIds).toEqual(['client-1']);
  add('run-3', 'delivered', { clientIds: [] });
  expect(store.recall(source, 'off').previous?.clientIds).toBeUndefined();
});

describe('pruning', () => {
  const mail = { messageId: '<run@example.org>', raw: Buffer.from('as it is sent') };
  const at = (id: string, day: number, outcome: RunOutcome = 'delivered', of = source) =>
    store.addRun(
      of,
      runOf(id, { outcome, fromMs: (day - 1) * dayMs, toMs: day * dayMs }),
      memoryOf({
        madeAtMs: day * dayMs,
        findings: [finding(id)],
        measurements: [latency(day)],
        clientIds: [id],
      }),
    );
  const runIds = () => store.runs(100).map(({ id }) => id);

  test('takes what ended before, with all that it remembered, and leaves the rest', () => {
    at('old', 1);
    at('young', 10);
    store.prune(5 * dayMs);
    reopen();
    expect(runIds()).toEqual(['young']);
    const { previous } = store.recall(source, 'off');
    expect(previous?.measurements?.get('internet.latency')).toMatchObject([{ value: 10 }]);
    expect(previous?.clientIds).toEqual(['young']);
  });

  test('leaves what the next report of each console and site is compared with, however old', () => {
    at('told', 1);
    at('silent', 2, 'silent');
    at('kept', 3, 'kept');
    at('elsewhere', 1, 'delivered', 'other');
    at('newest', 4, 'failed');
    store.prune(100 * dayMs);
    expect(runIds()).toEqual(['newest', 'elsewhere', 'silent', 'told']);
    expect(toldIds()).toEqual(['told']);
    expect(store.recall('other', 'off').told?.findings).toHaveLength(1);
  });

  test('leaves what still has to be sent', () => {
    at('waiting', 1, 'kept');
    store.outbox('mail').put('waiting', mail, ['owner@example.org']);
    at('told', 2);
    store.prune(100 * dayMs);
    expect(runIds()).toEqual(['told', 'waiting']);
    expect(store.outbox('mail').entries()).toHaveLength(1);
  });
});
