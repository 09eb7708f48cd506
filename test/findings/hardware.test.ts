import { expect, test } from 'vitest';
import { device, nowMs } from '../helpers/snapshot.ts';
import { findingsIn, findingsOfEvents, withoutEvents } from './finding-of.ts';

test.each([
  ['DEVICE_FAN_OFFLINE', 'hardware.fan-failed', 'A fan of AP-Garage has failed'],
  ['DEVICE_FAN_NOT_OPERATING', 'hardware.fan-failed', 'A fan of AP-Garage has failed'],
  ['DEVICE_POWER_SUPPLY_OFFLINE', 'hardware.power-supply-failed', 'A power supply of AP-Garage is off'],
])('%s is a warning, told once for a device', (kind, id, title) => {
  const rows = [{ kind }, { kind, atMs: nowMs - 1 }];
  expect(findingsOfEvents(rows)).toMatchObject([
    { id: `${id}:02:00:5e:00:00:01`, severity: 'warning', title, things: ['AP-Garage'] },
  ]);
});

test('a device goes by the name that it has now, and by none where the console names none', () => {
  const kind = 'DEVICE_FAN_OFFLINE';
  const renamed = findingsOfEvents([{ kind }], [device({ name: 'AP-Shed' })]);
  expect(renamed).toMatchObject([{ title: 'A fan of AP-Shed has failed', things: ['AP-Shed'] }]);
  const bare = findingsOfEvents([{ kind, device: { name: 'AP-Shed' } }], [device({ name: 'AP-Shed' })]);
  expect(bare).toMatchObject([{ id: 'hardware.fan-failed:02:00:5e:00:00:01' }]);
  const nameless = findingsIn({
    events: { status: 'ok', notes: [], data: nobodysEvent(kind) },
  });
  expect(nameless).toMatchObject([
    { id: 'hardware.fan-failed:unknown', title: 'A fan of a device has failed', things: [] },
  ]);
});

const nobodysEvent = (kind: string) =>
  ({
    source: 'system-log',
    counts: [],
    rows: [{ atMs: nowMs, kind, severity: 'warning', text: 'x' }],
  }) as const;

test('a fan that runs fast has not failed, and unread events are no failure', () => {
  expect(findingsOfEvents([{ kind: 'DEVICE_FAN_HIGH_LEVEL_SPEED' }])).toEqual([]);
  expect(findingsIn(withoutEvents)).toEqual([]);
});
