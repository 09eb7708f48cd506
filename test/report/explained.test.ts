import { describe, expect, test } from 'vitest';
import { buildReport } from '../../src/report/build.ts';
import { compareFindings } from '../../src/report/compare.ts';
import { foundFindings } from '../../src/report/found.ts';
import type { FoundFinding, RememberedFinding } from '../../src/report/remembered.ts';
import type { Finding } from '../../src/report/section.ts';
import { nowMs, period, snapshot } from '../helpers/snapshot.ts';

const dayMs = 24 * 60 * 60 * 1000;
const finding = (id: string, changes: Partial<Finding> = {}): Finding => ({
  id,
  severity: 'warning',
  title: `${id} is down`,
  meaning: '',
  advice: '',
  things: [id],
  ...changes,
});
const cause = finding('cause', { explains: ['a', 'b', 'not there'] });
const nobody = { sections: [] };
const found = (findings: readonly Finding[], muted: readonly string[] = []): FoundFinding[] =>
  foundFindings(findings, nobody, snapshot(), ({ id }) => muted.includes(id));
const told = (findings: readonly FoundFinding[]) =>
  findings.map(({ finding: { id }, muted, explainedBy }) => [id, muted ? 'muted' : (explainedBy ?? 'alone')]);

describe('a finding whose cause is found', () => {
  test('is told below it', () => {
    expect(told(found([cause, finding('a'), finding('c')]))).toEqual([
      ['cause', 'alone'],
      ['a', 'cause'],
      ['c', 'alone'],
    ]);
  });

  test('of two causes is below the first, and a cause is below nobody', () => {
    const second = finding('second', { explains: ['a', 'cause', 'second'] });
    expect(told(found([cause, second, finding('a')]))).toEqual([
      ['cause', 'alone'],
      ['second', 'alone'],
      ['a', 'cause'],
    ]);
  });

  test('stands for itself where the cause is muted, and takes the cause along where it is muted itself', () => {
    expect(told(found([cause, finding('a')], ['cause']))).toEqual([
      ['cause', 'muted'],
      ['a', 'alone'],
    ]);
    expect(told(found([cause, finding('a')], ['a']))).toEqual([
      ['cause', 'muted'],
      ['a', 'muted'],
    ]);
    expect(told(found([cause, finding('a'), finding('b')], ['a']))).toEqual([
      ['cause', 'alone'],
      ['a', 'muted'],
      ['b', 'cause'],
    ]);
  });
});

test('a cause is muted with what it says of its own things, and what else it explains stands for itself', () => {
  const offline = finding('devices.offline:ap', { things: ['AP-Garage'] });
  const overload = finding('power.poe-port-overloaded:sw', { things: ['SW-Warehouse'] });
  const sincePort = finding('across.uplink-port:ap', {
    things: ['AP-Garage'],
    explains: [offline.id, overload.id],
  });

  expect(told(found([sincePort, offline, overload], [offline.id]))).toEqual([
    [sincePort.id, 'muted'],
    [offline.id, 'muted'],
    [overload.id, 'alone'],
  ]);
  expect(told(found([sincePort, offline, overload], [overload.id]))).toEqual([
    [sincePort.id, 'alone'],
    [offline.id, sincePort.id],
    [overload.id, 'muted'],
  ]);
});

test('in the report it stands below its cause and is not one more thing that needs a person', () => {
  const report = buildReport({
    timeZone: 'UTC',
    snapshot: snapshot(),
    integrations: { sections: [], results: [] },
    findings: [cause, finding('a'), finding('b', { severity: 'critical' }), finding('c')],
    isMuted: ({ id }) => id === 'c',
    period,
    generatedAtMs: nowMs,
    tookMs: 1,
    programVersion: '0.0.0',
    notices: [],
  });
  expect(report.verdict.counts).toEqual({ critical: 0, warning: 1, notice: 0 });
  expect(report.verdict.headline).toBe('1 thing needs you');
  expect(report.findings).toMatchObject([{ id: 'cause', explained: [{ id: 'b' }, { id: 'a' }] }]);
  expect(report.findings[0]).not.toHaveProperty('explains');
  expect(report.footer.mutedCount).toBe(1);
});

describe('compared with the report before', () => {
  const monday = nowMs - dayMs;
  const comparedWith = (past: readonly RememberedFinding[], today: readonly Finding[]) =>
    compareFindings({
      found: found(today),
      nowMs,
      told: { atMs: monday, findings: past },
      seen: past,
      absenceOf: () => 'gone',
      isMuted: () => false,
      isHappening: () => false,
    });
  const earlier = (id: string, explainedBy?: string): RememberedFinding => ({
    id,
    origin: 'network',
    severity: 'warning',
    title: `${id} is down`,
    things: [id],
    muted: false,
    firstSeenMs: monday,
    lastSeenMs: monday,
    ...(explainedBy === undefined ? {} : { explainedBy }),
  });
  const countsOf = ({ comparison }: ReturnType<typeof comparedWith>) =>
    comparison.kind === 'compared' ? comparison.counts : undefined;
  const resolvedIn = ({ comparison }: ReturnType<typeof comparedWith>) =>
    comparison.kind === 'compared' ? comparison.resolved.map(({ id }) => id) : [];

  test('a cause and what it explains are one new thing, and the next time one that goes on', () => {
    const first = comparedWith([], [cause, finding('a'), finding('b')]);
    expect(countsOf(first)).toMatchObject({ new: 1, ongoing: 0 });
    const second = comparedWith(first.remember, [cause, finding('a'), finding('b')]);
    expect(countsOf(second)).toMatchObject({ new: 0, ongoing: 1, resolved: 0 });
  });

  test('both gone are one thing that is resolved', () => {
    expect(resolvedIn(comparedWith([earlier('cause'), earlier('a', 'cause')], []))).toEqual(['cause']);
  });

  test('what comes back before its cause is resolved, and the cause goes on', () => {
    const today = comparedWith(
      [earlier('cause'), earlier('a', 'cause'), earlier('b', 'cause')],
      [cause, finding('b')],
    );
    expect(resolvedIn(today)).toEqual(['a']);
    expect(countsOf(today)).toMatchObject({ ongoing: 1 });
  });

  test('a cause that is no longer seen is not resolved while what it explained goes on', () => {
    const today = comparedWith([earlier('cause'), earlier('a', 'cause')], [finding('a')]);
    expect(resolvedIn(today)).toEqual([]);
    expect(countsOf(today)).toEqual({ new: 0, ongoing: 1, resolved: 0, notKnown: 0 });
    expect(today.histories.get('a')).toEqual({ status: 'ongoing', firstSeenMs: monday });
  });

  test('a cause found later for what goes on is no news', () => {
    const today = comparedWith([earlier('a')], [cause, finding('a')]);
    expect(today.histories.get('cause')).toEqual({ status: 'ongoing', firstSeenMs: monday });
    expect(countsOf(today)).toMatchObject({ new: 0, ongoing: 1 });
  });

  test('a cause of something new is new', () => {
    const today = comparedWith([earlier('a')], [cause, finding('a'), finding('b')]);
    expect(today.histories.get('cause')).toEqual({ status: 'new' });
    expect(countsOf(today)).toMatchObject({ new: 1, ongoing: 0 });
  });
});

test('a cause that is muted with what it explains is one muted finding', () => {
  const report = (muted: readonly string[]) =>
    buildReport({
      timeZone: 'UTC',
      snapshot: snapshot(),
      integrations: { sections: [], results: [] },
      findings: [cause, finding('a'), finding('c')],
      isMuted: ({ id }) => muted.includes(id),
      period,
      generatedAtMs: nowMs,
      tookMs: 1,
      programVersion: '0.0.0',
      notices: [],
    });
  expect(report(['a']).footer.mutedCount).toBe(1);
  expect(report(['a', 'c']).footer.mutedCount).toBe(2);
  expect(report(['cause']).findings.map(({ id }) => id)).toEqual(['a', 'c']);
});
