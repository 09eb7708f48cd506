import { describe, expect, test } from 'vitest';
import { defaultThresholds } from '../../src/findings/thresholds.ts';
import type { NetworkEvent } from '../../src/unifi/snapshot.ts';
import { event, events, hourMs, nowMs, ok } from '../helpers/snapshot.ts';
import { findingsIn } from './finding-of.ts';
import { findingsAfter } from './happenings.ts';

const login = (admin: string, ip: string): Partial<NetworkEvent> => ({
  kind: 'ADMIN_ACCESS',
  severity: 'info',
  facts: { admin, ip },
});

test('logins are one notice: who, how often, from where', () => {
  const found = findingsAfter([
    login('marta', '10.0.0.2'),
    login('jonas', '10.0.0.3'),
    login('marta', '10.0.0.2'),
  ]);
  expect(found).toMatchObject([
    {
      id: 'admin.logins',
      severity: 'notice',
      title: 'marta and jonas logged in to the console, 3 times in all',
      meaning: 'They came from 10.0.0.2 and 10.0.0.3.',
      things: ['marta', 'jonas'],
    },
  ]);
});

describe('logins that failed', () => {
  const tries = (count: number, kind = 'ADMIN_LOGIN_FAILED') =>
    Array.from({ length: count }, () => ({ kind, facts: { admin: 'root', ip: '203.0.113.9' } }));

  test('are a notice when they are few and a warning when somebody guesses', () => {
    expect(findingsAfter(tries(2))).toMatchObject([
      { id: 'admin.failed-logins', severity: 'notice', title: '2 logins to the console failed' },
    ]);
    const [many] = findingsAfter(tries(defaultThresholds.failedLogins));
    expect(many).toMatchObject({ severity: 'warning', things: ['root'] });
    expect(many?.meaning).toContain('from 203.0.113.9');
  });

  test('are all counted where only a part of so many is kept', () => {
    const rows = tries(2).map((one) => event(one));
    const counts = [
      { kind: 'ADMIN_LOGIN_FAILED', count: 4_200 },
      { kind: 'ADMIN_ACCESS', count: 3 },
    ];
    expect(findingsIn({ events: ok(events({ rows, counts })) })).toMatchObject([
      { id: 'admin.failed-logins', severity: 'warning', title: '4,200 logins to the console failed' },
    ]);
  });

  test.each(['EVT_AD_LoginFailed', 'ADMIN_LOGIN_FAILED', 'CONSOLE_FAILED_LOGIN'])(
    'are known whatever the version calls them: %s',
    (kind) => {
      expect(findingsAfter(tries(1, kind))).toMatchObject([{ id: 'admin.failed-logins' }]);
    },
  );
});

test('changed settings are one notice with who changed what', () => {
  const change = (text: string, atMs: number): Partial<NetworkEvent> => ({
    kind: 'MADE_CHANGES',
    text,
    atMs,
    facts: { admin: 'marta' },
  });
  const found = findingsAfter([
    change('marta changed the network Office.', nowMs - hourMs),
    change('marta changed the network Office.', nowMs - 2 * hourMs),
    { ...change('marta removed the Wi-Fi Old.', nowMs - hourMs), kind: 'REMOVED_ENTITY' },
  ]);
  expect(found).toMatchObject([
    {
      id: 'admin.settings-changed',
      severity: 'notice',
      title: 'Settings were changed 3 times by marta',
      meaning: 'The console says: marta changed the network Office and marta removed the Wi-Fi Old.',
      sinceMs: nowMs - 2 * hourMs,
    },
  ]);
});

test('an administrator without a name leaves no gap', () => {
  const [finding] = findingsAfter([{ kind: 'ADMIN_ACCESS' }]);
  expect(finding).toMatchObject({ title: 'an administrator logged in to the console, 1 time in all' });
});
