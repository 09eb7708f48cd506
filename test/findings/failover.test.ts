import { describe, expect, test } from 'vitest';
import type { LineRole } from '../../src/unifi/side-parts.ts';
import { hourMs, internet, missing, nowMs, ok } from '../helpers/snapshot.ts';
import { findingsAfter } from './happenings.ts';

const away = { kind: 'NETWORK_FAILED_OVER_TO_BACKUP_WAN', atMs: nowMs - 3 * hourMs };
const back = { kind: 'NETWORK_RETURNED_FROM_BACKUP_WAN', atMs: nowMs - 2 * hourMs };
const roles = (first: LineRole['role'], second: LineRole['role']) =>
  ok([
    { line: 'WAN', role: first },
    { line: 'WAN2', name: 'LTE box', role: second },
  ]);

describe('the backup line', () => {
  test('in use is a warning with the time, as long as nothing tells of a return', () => {
    expect(findingsAfter([away], { lineRoles: missing('unsupported') })).toEqual([
      expect.objectContaining({
        id: 'internet.failover',
        severity: 'warning',
        title: 'The network runs on its backup line',
        sinceMs: away.atMs,
      }),
    ]);
    expect(findingsAfter([away], { lineRoles: roles('unknown', 'active') })).toMatchObject([
      { title: 'The network runs on its backup line LTE box', things: ['LTE box'] },
    ]);
  });

  test('that was in use is a notice: the console told of the return, or says that the first line is active', () => {
    const notice = { id: 'internet.failover', severity: 'notice', sinceMs: away.atMs };
    expect(findingsAfter([away, back])).toMatchObject([notice]);
    expect(findingsAfter([away], { lineRoles: roles('active', 'standby') })).toMatchObject([notice]);
    expect(findingsAfter([{ ...away, kind: `${away.kind}_TEMPORARY` }])).toMatchObject([notice]);
  });

  test('that took over again after a return is in use', () => {
    const again = { ...away, atMs: nowMs - hourMs };
    expect(findingsAfter([away, back, again])).toMatchObject([{ severity: 'warning', sinceMs: again.atMs }]);
  });

  test('is not told where the line that is down is told with the one in use', () => {
    const wans = [
      { name: 'WAN', up: false, isp: 'Fibre' },
      { name: 'WAN2', up: true },
    ];
    const found = findingsAfter([away], {
      internet: ok(internet({ wans })),
      lineRoles: roles('unknown', 'active'),
    });
    expect(found.map(({ id }) => id)).toEqual(['internet.down:WAN']);
  });

  test('that waits, carries its share, or is the chosen one leads to nothing', () => {
    expect(findingsAfter([], { lineRoles: roles('active', 'standby') })).toEqual([]);
    expect(findingsAfter([], { lineRoles: roles('active', 'active') })).toEqual([]);
    expect(findingsAfter([], { lineRoles: roles('standby', 'active') })).toEqual([]);
  });
});
