import { describe, expect, test } from 'vitest';
import {
  type Absence,
  type CompareInput,
  compareFindings,
  type FoundFinding,
  type RememberedFinding,
} from '../../src/report/compare.ts';
import type { Severity } from '../../src/report/section.ts';

const dayMs = 24 * 60 * 60 * 1000;
const monday = 100 * dayMs;
const tuesday = monday + dayMs;
const wednesday = tuesday + dayMs;

const found = (id: string, { muted = false, severity = 'warning' as Severity } = {}): FoundFinding => ({
  finding: { id, severity, title: `${id} today`, meaning: '', advice: '', things: [id] },
  origin: 'network',
  muted,
});
const remembered = (id: string, changes: Partial<RememberedFinding> = {}): RememberedFinding => ({
  id,
  origin: 'network',
  severity: 'warning',
  title: `${id} then`,
  things: [id],
  muted: false,
  firstSeenMs: monday,
  lastSeenMs: monday,
  ...changes,
});

const compare = (changes: Partial<CompareInput>) =>
  compareFindings({
    found: [],
    nowMs: tuesday,
    told: undefined,
    seen: [],
    absenceOf: () => 'gone',
    isMuted: () => false,
    isHappening: () => false,
    ...changes,
  });
/** The same findings in the last delivered report and in the newest one. */
const afterwards = (findings: readonly RememberedFinding[], changes: Partial<CompareInput>) =>
  compare({ told: { atMs: monday, findings }, seen: findings, ...changes });
const absence = (of: Absence) => ({ absenceOf: () => of });
const counts = (changes: Partial<Record<'new' | 'ongoing' | 'resolved' | 'notKnown', number>>) => ({
  kind: 'compared',
  counts: { new: 0, ongoing: 0, resolved: 0, notKnown: 0, ...changes },
});

describe('the first report', () => {
  test('marks nothing as new, and is what the next one is compared with', () => {
    const first = compare({ found: [found('a')], nowMs: monday });
    expect(first.comparison).toEqual({ kind: 'baseline' });
    expect([...first.histories]).toEqual([]);
    expect(first.remember).toMatchObject([{ id: 'a', firstSeenMs: monday, lastSeenMs: monday }]);

    const second = afterwards(first.remember, { found: [found('a'), found('b')] });
    expect(second.comparison).toMatchObject(counts({ new: 1, ongoing: 1 }));
  });

  test('stays the first one until somebody got it', () => {
    const kept = compare({ found: [found('a')], nowMs: monday });
    const next = compare({ found: [found('a')], seen: kept.remember });
    expect(next.comparison).toEqual({ kind: 'baseline' });
    expect(next.remember).toMatchObject([{ firstSeenMs: monday, lastSeenMs: tuesday }]);
  });
});

describe('a finding', () => {
  test('that the last report did not tell is new', () => {
    const { histories, comparison } = afterwards([], { found: [found('a')] });
    expect(histories.get('a')).toEqual({ status: 'new' });
    expect(comparison).toMatchObject(counts({ new: 1 }));
  });

  test('that it did tell is ongoing since a report first found it', () => {
    const { histories, comparison } = afterwards([remembered('a')], {
      found: [found('a')],
      nowMs: wednesday,
    });
    expect(histories.get('a')).toEqual({ status: 'ongoing', firstSeenMs: monday });
    expect(comparison).toMatchObject(counts({ ongoing: 1 }));
  });

  test('that is not found any more is resolved, in the words in which it was told', () => {
    const { comparison, remember } = afterwards(
      [remembered('a'), remembered('b', { severity: 'critical' })],
      {},
    );
    expect(comparison).toMatchObject({
      ...counts({ resolved: 2 }),
      lastReportAtMs: monday,
      resolved: [{ id: 'b' }, { id: 'a', title: 'a then', firstSeenMs: monday }],
    });
    expect(remember).toEqual([]);
  });
});

test('what happened and did not happen again is told apart from what was put right', () => {
  const { comparison } = afterwards([remembered('a'), remembered('b')], { isHappening: (id) => id === 'b' });
  expect(comparison).toMatchObject({
    resolved: [
      { id: 'a', happened: false },
      { id: 'b', happened: true },
    ],
  });
});

describe('reports that nobody got', () => {
  const told = { atMs: monday, findings: [remembered('a')] };

  test('what only they saw is new', () => {
    const seen = [remembered('a'), remembered('b', { firstSeenMs: tuesday })];
    const { histories } = compare({ told, seen, found: [found('b')], nowMs: wednesday });
    expect(histories.get('b')).toEqual({ status: 'new' });
  });

  test('what went away in them and stays away is resolved once', () => {
    const { comparison, remember } = compare({ told, seen: [], nowMs: wednesday });
    expect(comparison).toMatchObject(counts({ resolved: 1 }));
    expect(afterwards(remember, {}).comparison).toMatchObject(counts({}));
  });

  test('what went away in them and came back is new', () => {
    const { comparison, remember } = compare({ told, seen: [], found: [found('a')], nowMs: wednesday });
    expect(comparison).toMatchObject(counts({ new: 1 }));
    expect(remember).toMatchObject([{ firstSeenMs: wednesday }]);
  });
});

describe('what could not be read', () => {
  test('is not known: neither resolved nor ongoing', () => {
    const { comparison } = afterwards([remembered('a')], absence('not known'));
    expect(comparison).toMatchObject({ ...counts({ notKnown: 1 }), notKnown: [{ id: 'a' }], resolved: [] });
  });

  test('is ongoing when it can be read again and is still there, resolved when it is gone', () => {
    const { remember } = afterwards([remembered('a')], absence('not known'));
    expect(remember).toEqual([remembered('a')]);
    const told = { atMs: tuesday, findings: remember };
    const back = compare({ told, seen: remember, found: [found('a')], nowMs: wednesday });
    expect(back.histories.get('a')).toEqual({ status: 'ongoing', firstSeenMs: monday });
    const gone = compare({ told, seen: remember, nowMs: wednesday });
    expect(gone.comparison).toMatchObject(counts({ resolved: 1 }));
  });

  test('is carried on for a month, not for ever', () => {
    const at = (nowMs: number) => afterwards([remembered('a')], { ...absence('not known'), nowMs }).remember;
    expect(at(monday + 30 * dayMs)).toHaveLength(1);
    expect(at(monday + 31 * dayMs)).toEqual([]);
  });

  test('of a switched-off integration is forgotten without a word', () => {
    const { comparison, remember } = afterwards([remembered('a')], absence('not watched'));
    expect(comparison).toMatchObject(counts({}));
    expect(remember).toEqual([]);
  });
});

describe('a muted finding', () => {
  test('is counted nowhere, and its beginning is remembered', () => {
    const muted = found('a', { muted: true });
    const { comparison, remember } = afterwards([], { found: [muted] });
    expect(comparison).toMatchObject(counts({}));
    expect(remember).toMatchObject([{ id: 'a', muted: true, firstSeenMs: tuesday }]);
  });

  test('is not resolved by being muted', () => {
    const { comparison } = afterwards([remembered('a')], { found: [found('a', { muted: true })] });
    expect(comparison).toMatchObject(counts({}));
  });

  test('does not turn up as resolved when it ends, muted before or by now', () => {
    expect(afterwards([remembered('a', { muted: true })], {}).comparison).toMatchObject(counts({}));
    expect(afterwards([remembered('a')], { isMuted: ({ id }) => id === 'a' }).comparison).toMatchObject(
      counts({}),
    );
  });

  test('is ongoing, not new, when its mute ends', () => {
    const { histories } = afterwards([remembered('a', { muted: true })], { found: [found('a')] });
    expect(histories.get('a')).toEqual({ status: 'ongoing', firstSeenMs: monday });
  });
});

describe('clocks', () => {
  test('a clock that was set back tells of no beginning in the future', () => {
    const { histories } = afterwards([remembered('a', { firstSeenMs: wednesday })], { found: [found('a')] });
    expect(histories.get('a')).toEqual({ status: 'ongoing', firstSeenMs: tuesday });
  });

  test('a report that was made under a wrong clock makes nothing new that was there', () => {
    const told = { atMs: 0, findings: [remembered('a')] };
    const { histories } = compare({ told, seen: [remembered('a')], found: [found('a')] });
    expect(histories.get('a')?.status).toBe('ongoing');
  });
});
