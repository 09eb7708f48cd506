import { describe, expect, test } from 'vitest';
import { hourMs, minuteMs, missing, nowMs, ok } from '../helpers/snapshot.ts';
import { findingsAfter } from './happenings.ts';

const dayMs = 24 * hourMs;

describe('the clock of the console', () => {
  test.each([
    [3 * minuteMs, 'The clock of the console is 3 min ahead'],
    [-2 * hourMs, 'The clock of the console is 2 h behind'],
  ])('that is off by %i ms is a warning', (clockSkewMs, title) => {
    expect(findingsAfter([], { clockSkewMs })).toMatchObject([
      { id: 'console.clock-skew', severity: 'warning', title },
    ]);
  });

  test('that is right, or not known, is nothing', () => {
    expect(findingsAfter([], { clockSkewMs: -110_000 })).toEqual([]);
    expect(findingsAfter([])).toEqual([]);
  });
});

describe('backups', () => {
  const backups = (...daysAgo: number[]) => ok(daysAgo.map((days) => ({ atMs: nowMs - days * dayMs })));

  test('whose newest is old are a notice with its age', () => {
    expect(findingsAfter([], { kind: 'classic', backups: backups(12, 19) })).toMatchObject([
      {
        id: 'console.backup-old',
        severity: 'notice',
        title: 'The newest backup is 12 d old',
        sinceMs: nowMs - 12 * dayMs,
      },
    ]);
  });

  test('that do not exist are a warning, but on UniFi OS they may be kept elsewhere', () => {
    expect(findingsAfter([], { kind: 'classic', backups: ok([]) })).toMatchObject([
      { id: 'console.backup-missing', severity: 'warning' },
    ]);
    expect(findingsAfter([], { kind: 'unifi-os', backups: ok([]) })).toEqual([]);
  });

  test('that are recent or could not be listed are nothing', () => {
    expect(findingsAfter([], { kind: 'classic', backups: backups(2, 12) })).toEqual([]);
    expect(findingsAfter([], { kind: 'classic', backups: missing('forbidden') })).toEqual([]);
  });
});

test('a certificate about to expire is a warning, once for each', () => {
  const expiry = { kind: 'SSL_CERTIFICATE_EXPIRY', facts: { certificate: 'unifi.example' } };
  expect(findingsAfter([expiry, expiry])).toMatchObject([
    {
      id: 'console.certificate-expires:unifi.example',
      severity: 'warning',
      title: 'The certificate unifi.example is about to expire',
    },
  ]);
});
