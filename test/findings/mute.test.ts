import { describe, expect, test } from 'vitest';
import { dayIn, isMuted, type Mute, withNames } from '../../src/findings/mute.ts';
import type { Finding } from '../../src/report/section.ts';

const offline: Finding = {
  id: 'devices.offline:02:00:5e:00:00:01',
  severity: 'warning',
  title: 'AP-Garage is offline',
  meaning: 'M.',
  advice: 'A.',
  things: ['AP-Garage'],
};
const updates: Finding = {
  ...offline,
  id: 'devices.update-available',
  things: ['AP-Garage (6.6.77)', 'AP-Hall (6.6.77)'],
};
const today = '2026-11-21';
const muted = (finding: Finding, ...mutes: Mute[]) => isMuted(finding, mutes, today);
const device = (name: string): Mute => ({ kind: 'device', device: name });

describe('a muted finding', () => {
  test('is named by its id, or by the rule for all of its findings', () => {
    expect(muted(offline, { kind: 'finding', id: offline.id })).toBe(true);
    expect(muted(offline, { kind: 'finding', id: 'devices.offline' })).toBe(true);
  });

  test('is no other one that begins alike', () => {
    expect(muted(offline, { kind: 'finding', id: 'devices.off' })).toBe(false);
    expect(muted(offline, { kind: 'finding', id: 'devices.offline:02:00:5e' })).toBe(false);
    expect(muted(offline)).toBe(false);
  });

  test('is told again on the day after the last', () => {
    const until = (untilDay: string): Mute => ({ kind: 'finding', id: offline.id, untilDay });
    expect(muted(offline, until('2026-11-21'))).toBe(true);
    expect(muted(offline, until('2026-11-20'))).toBe(false);
  });
});

describe('a muted device', () => {
  test('is named by its name or its address, in any case', () => {
    expect(muted(offline, device('ap-garage'))).toBe(true);
    expect(muted(offline, device('02:00:5E:00:00:01'))).toBe(true);
    expect(muted(offline, device('AP-Hall'))).toBe(false);
  });

  test('takes a finding about several with it only when all of them are muted', () => {
    expect(muted(updates, device('AP-Garage'))).toBe(false);
    expect(muted(updates, device('AP-Garage'), device('AP-Hall'))).toBe(true);
  });

  test('is muted by its address where a finding about several names it', () => {
    const devices = [
      { id: '02:00:5e:00:00:01', name: 'AP-Garage' },
      { id: '02:00:5e:00:00:02', name: 'AP-Hall' },
    ];
    const addresses = [device('02:00:5E:00:00:01'), { ...device('02:00:5e:00:00:02'), untilDay: today }];
    expect(muted(updates, ...withNames(addresses, devices))).toBe(true);
    expect(muted(updates, ...withNames(addresses.slice(0, 1), devices))).toBe(false);
    expect(isMuted(updates, withNames(addresses, devices), '2026-11-22')).toBe(false);
  });

  test('does not mute a finding about nothing', () => {
    expect(muted({ ...updates, things: [] }, device('AP-Garage'))).toBe(false);
  });
});

test('a day begins where the report is read', () => {
  const lateEvening = Date.UTC(2026, 10, 20, 23, 30);
  expect([dayIn('Europe/Berlin', lateEvening), dayIn('UTC', lateEvening)]).toEqual([
    '2026-11-21',
    '2026-11-20',
  ]);
});
