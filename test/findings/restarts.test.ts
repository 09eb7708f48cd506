import { describe, expect, test } from 'vitest';
import type { Snapshot } from '../../src/unifi/snapshot.ts';
import { device, event, events, hourMs, minuteMs, nowMs, ok } from '../helpers/snapshot.ts';
import { accessPoint, findingsIn, withoutEvents } from './finding-of.ts';

/** An update that explains a restart may have a finding of its own. */
const restartsIn = (changes: Partial<Snapshot>) =>
  findingsIn(changes).filter(({ id }) => id.startsWith('devices.restarted'));

const startedMs = nowMs - 2 * hourMs;
const restarted = device({ uptimeMs: 2 * hourMs });
const explained = (kind: string, atMs = startedMs) =>
  restartsIn({
    devices: ok([restarted]),
    events: ok(events({ rows: [event({ kind, atMs, device: accessPoint })] })),
  });

describe('a device that started in the period', () => {
  test('without a reason is a notice with the time', () => {
    expect(restartsIn({ devices: ok([restarted]) })).toEqual([
      expect.objectContaining({
        id: 'devices.restarted:02:00:5e:00:00:01',
        severity: 'notice',
        title: 'AP-Garage restarted unexpectedly',
        things: ['AP-Garage'],
        sinceMs: startedMs,
      }),
    ]);
  });

  test('is a warning when it is the gateway, or when an older console says that it knows no reason', () => {
    const gateway = restartsIn({ devices: ok([{ ...restarted, kind: 'gateway' }]) });
    expect(gateway).toMatchObject([{ severity: 'warning' }]);
    expect(explained('EVT_AP_RestartedUnknown')).toMatchObject([{ severity: 'warning' }]);
  });

  test.each(['FIRMWARE_UPDATED', 'DEVICE_ADOPTED', 'EVT_AP_Restarted'])('is explained by %s', (kind) => {
    expect(explained(kind)).toEqual([]);
  });

  test('is not explained by an update long before, nor by the update of another device', () => {
    expect(explained('FIRMWARE_UPDATED', startedMs - 2 * hourMs)).toHaveLength(1);
    const other = event({ kind: 'FIRMWARE_UPDATED', atMs: startedMs, device: { name: 'SW-Core' } });
    const found = restartsIn({ devices: ok([restarted]), events: ok(events({ rows: [other] })) });
    expect(found).toHaveLength(1);
  });

  test('may be explained by an update that the console only counted', () => {
    const counts = [{ kind: 'FIRMWARE_UPDATED', count: 1 }];
    expect(restartsIn({ devices: ok([restarted]), events: ok(events({ counts })) })).toEqual([]);
  });

  test('is no finding where the events, and so the reason, could not be read', () => {
    expect(restartsIn({ devices: ok([restarted]), ...withoutEvents })).toEqual([]);
  });
});

test('a device that runs for longer than the period, or whose age nobody knows, did not restart', () => {
  expect(restartsIn({ devices: ok([device({ uptimeMs: 25 * hourMs }), device()]) })).toEqual([]);
});

describe('devices that started at the same time', () => {
  const started = (id: string, agoMs: number) => device({ id, name: `Device ${id}`, uptimeMs: agoMs });

  test('are one finding: they lost their power', () => {
    const devices = ['a', 'b', 'c', 'd'].map((id, index) => started(id, 2 * hourMs - index * minuteMs));
    expect(restartsIn({ devices: ok([...devices, started('late', hourMs)]) })).toMatchObject([
      {
        id: 'devices.restarted-together',
        severity: 'warning',
        title: '4 devices restarted at about the same time',
        things: ['Device a', 'Device b', 'Device c', 'Device d'],
        sinceMs: startedMs,
      },
      { id: 'devices.restarted:late' },
    ]);
  });

  test('are told one by one when they are only two', () => {
    const found = restartsIn({ devices: ok([started('a', hourMs), started('b', hourMs)]) });
    expect(found.map(({ id }) => id)).toEqual(['devices.restarted:a', 'devices.restarted:b']);
  });
});
