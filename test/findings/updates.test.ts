import { expect, test } from 'vitest';
import { hourMs, nowMs } from '../helpers/snapshot.ts';
import { findingsAfter } from './happenings.ts';

const lobby = { id: '02:00:5e:00:00:0a', name: 'AP-Lobby' };
const updated = { kind: 'FIRMWARE_UPDATED', device: lobby, atMs: nowMs - hourMs };
const failed = { kind: 'FIRMWARE_UPDATE_FAILED', device: lobby, atMs: nowMs - 2 * hourMs };

test('installed firmware is one notice for all devices', () => {
  const hall = { ...updated, device: { id: 'b', name: 'AP-Hall' } };
  expect(findingsAfter([updated, hall])).toMatchObject([
    {
      id: 'updates.installed',
      severity: 'notice',
      title: 'New firmware was installed on AP-Lobby and AP-Hall',
      things: ['AP-Lobby', 'AP-Hall'],
    },
  ]);
});

test('firmware that could not be installed is a warning for each device', () => {
  expect(findingsAfter([failed, failed])).toMatchObject([
    { id: 'updates.failed:02:00:5e:00:00:0a', severity: 'warning', sinceMs: failed.atMs },
  ]);
  const noDns = { ...failed, kind: 'FIRMWARE_UPDATE_DNS_RESOLUTION_FAILED' };
  expect(findingsAfter([noDns])[0]?.meaning).toContain('could not look up');
});

test('a failure that a later update mended is not told', () => {
  expect(findingsAfter([failed, updated]).map(({ id }) => id)).toEqual(['updates.installed']);
  const afterwards = { ...failed, atMs: nowMs - 1 };
  expect(findingsAfter([updated, afterwards]).map(({ id }) => id)).toContain(
    'updates.failed:02:00:5e:00:00:0a',
  );
});
