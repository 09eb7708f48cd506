import { describe, expect, test } from 'vitest';
import type { Device, NetworkEvent } from '../../src/unifi/snapshot.ts';
import { device, event, events, hourMs, minuteMs, nowMs, ok } from '../helpers/snapshot.ts';
import { acrossIn } from './across.ts';

const sinceMs = nowMs - 3 * hourMs;
const garage = (changes: Partial<Device> = {}) =>
  device({
    state: 'offline',
    offlineSinceMs: sinceMs,
    uplink: { kind: 'wired', deviceId: 'sw', portIndex: 5 },
    ...changes,
  });
const shed = (changes: Partial<Device> = {}) =>
  device({ id: 'sw', name: 'SW-Shed', kind: 'switch', ...changes });
const overload = (changes: Partial<NetworkEvent> = {}) =>
  event({
    kind: 'POE_PORT_BUDGET_EXCEEDED',
    atMs: sinceMs + 10_000,
    device: { id: 'sw', name: 'SW-Shed' },
    facts: { port: 5 },
    ...changes,
  });
const found = (devices: readonly Device[], rows: readonly NetworkEvent[] = []) =>
  acrossIn({ devices: ok(devices), events: ok(events({ rows })) });

describe('a device that is offline since its port lost its power', () => {
  test('is told with the minute, the port and what to do, and so is the overload', () => {
    expect(found([garage(), shed()], [overload()])).toEqual([
      {
        id: 'across.uplink-port:02:00:5e:00:00:01',
        severity: 'warning',
        title: 'AP-Garage has been offline for 3 h, since port 5 of SW-Shed lost its power',
        short: 'AP-Garage offline 3 h',
        meaning:
          'At 03:00 port 5 of SW-Shed, which feeds it, turned its PoE off; from that minute on the device is missing.',
        advice: expect.stringMatching(/^Turn the PoE of port 5 of SW-Shed off and on\./),
        things: ['AP-Garage'],
        explains: ['devices.offline:02:00:5e:00:00:01', 'power.poe-port-overloaded:sw'],
        sinceMs,
      },
    ]);
  });

  test.each(['POE_BUDGET_EXCEEDED', 'EVT_SW_PoeDisconnect'])(
    'is so by %s as well, which folds nothing else',
    (kind) => {
      expect(found([garage(), shed()], [overload({ kind })])).toMatchObject([
        { explains: ['devices.offline:02:00:5e:00:00:01'] },
      ]);
    },
  );

  test('leaves the overload of another port to stand for itself', () => {
    const other = overload({ facts: { port: 7 }, atMs: nowMs - hourMs });
    expect(found([garage(), shed()], [overload(), other])[0]?.explains).toEqual([
      'devices.offline:02:00:5e:00:00:01',
    ]);
  });

  test.each<[string, readonly Device[], readonly NetworkEvent[]]>([
    ['the event is about another port', [garage(), shed()], [overload({ facts: { port: 4 } })]],
    ['the event is about another switch', [garage(), shed()], [overload({ device: { id: 'x', name: 'X' } })]],
    ['the device went much later', [garage(), shed()], [overload({ atMs: sinceMs - 6 * minuteMs })]],
    ['the device went before', [garage(), shed()], [overload({ atMs: sinceMs + 3 * minuteMs })]],
    ['nobody knows when the device went', [withoutTime(garage()), shed()], [overload()]],
    ['the device is online', [garage({ state: 'online' }), shed()], [overload()]],
    ['the switch is not known', [garage()], [overload()]],
  ])('is not where %s', (_, devices, rows) => {
    expect(found(devices, rows)).toEqual([]);
  });
});

function withoutTime({ offlineSinceMs: _, ...rest }: Device): Device {
  return rest;
}

describe('a port that somebody has switched off', () => {
  const idle = { name: 'Port 5', index: 5, isDisabled: false, isPoeOff: false };

  test('explains what hung on it', () => {
    expect(found([garage(), shed({ idlePorts: [{ ...idle, isDisabled: true }] })])).toMatchObject([
      { title: 'AP-Garage has been offline for 3 h, and port 5 of SW-Shed is switched off' },
    ]);
    expect(found([garage(), shed({ idlePorts: [{ ...idle, isPoeOff: true }] })])).toMatchObject([
      { title: 'AP-Garage has been offline for 3 h, and the PoE of port 5 of SW-Shed is switched off' },
    ]);
  });

  test('a port that is only idle explains nothing: a device that is off looks the same', () => {
    expect(found([garage(), shed({ idlePorts: [idle] })])).toEqual([]);
    expect(found([garage(), shed({ idlePorts: [{ ...idle, index: 6, isDisabled: true }] })])).toEqual([]);
  });
});

test('a device that stayed away when its switch was away and came back', () => {
  const away = event({ device: { id: 'sw', name: 'SW-Shed' }, atMs: sinceMs + minuteMs });
  expect(found([garage(), shed()], [away])).toMatchObject([
    { title: 'AP-Garage has been offline for 3 h, since SW-Shed was away' },
  ]);
  expect(found([garage(), shed()], [{ ...away, atMs: nowMs - hourMs }])).toEqual([]);
});

describe('a switch that is offline', () => {
  const down = shed({ state: 'offline', offlineSinceMs: sinceMs + minuteMs });

  test('takes along what hangs on it, and what hangs on that, as one finding', () => {
    const child = garage({ id: 'ap2', name: 'AP-Loft', uplink: { kind: 'wireless', deviceId: garage().id } });
    const all = found([garage(), child, down]);
    expect(all).toMatchObject([
      {
        id: 'across.uplink-offline:sw',
        severity: 'warning',
        title: 'SW-Shed has been offline for 2 h 59 min, and AP-Garage and AP-Loft with it',
        short: 'SW-Shed and what hangs on it offline 2 h 59 min',
        things: ['SW-Shed', 'AP-Garage', 'AP-Loft'],
        explains: ['devices.offline:sw', 'devices.offline:02:00:5e:00:00:01', 'devices.offline:ap2'],
      },
    ]);
  });

  test('has nothing to do with a device that went long before', () => {
    expect(found([garage({ offlineSinceMs: sinceMs - hourMs }), down])).toEqual([]);
  });

  test('devices that hang on each other in a circle end the search', () => {
    const a = garage({ id: 'a', uplink: { kind: 'wired', deviceId: 'b' } });
    const b = garage({ id: 'b', uplink: { kind: 'wired', deviceId: 'a' } });
    expect(found([a, b]).length).toBeLessThanOrEqual(2);
    expect(found([garage({ id: 'a', uplink: { kind: 'wired', deviceId: 'a' } })])).toEqual([]);
  });
});
