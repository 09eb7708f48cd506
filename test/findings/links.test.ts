import { describe, expect, test } from 'vitest';
import type { Uplink } from '../../src/unifi/device-details.ts';
import { device, missing } from '../helpers/snapshot.ts';
import { findingsIn, findingsOfDevices, findingsOfEvents } from './finding-of.ts';

const switchWith = (maxSpeedMbps: number | undefined) =>
  device({
    id: 'sw',
    name: 'SW-Core',
    kind: 'switch',
    ports: [{ name: 'Port 3', index: 3, ...(maxSpeedMbps === undefined ? {} : { maxSpeedMbps }) }],
  });

const linked = (uplink: Partial<Extract<Uplink, { kind: 'wired' }>>) =>
  device({
    uplink: { kind: 'wired', deviceId: 'sw', portIndex: 3, speedMbps: 100, maxSpeedMbps: 2_500, ...uplink },
  });

describe('a link between two devices', () => {
  test('at a tenth of what both could do is a warning that names both ends', () => {
    expect(findingsOfDevices(linked({}), switchWith(1_000))).toMatchObject([
      {
        id: 'ports.slow-link:02:00:5e:00:00:01',
        severity: 'warning',
        title: 'AP-Garage is connected at 100 Mbps, not 1 Gbps',
        things: ['AP-Garage', 'SW-Core'],
      },
    ]);
  });

  test('that is merely not the fastest is a notice', () => {
    expect(findingsOfDevices(linked({ speedMbps: 1_000 }), switchWith(2_500))).toMatchObject([
      { severity: 'notice', title: 'AP-Garage is connected at 1 Gbps, not 2.5 Gbps' },
    ]);
  });

  test('is as fast as its slower end can be', () => {
    expect(findingsOfDevices(linked({ speedMbps: 1_000 }), switchWith(1_000))).toEqual([]);
    expect(findingsOfDevices(linked({ maxSpeedMbps: 100 }), switchWith(1_000))).toEqual([]);
  });

  test('is not judged while one end is unknown', () => {
    expect(findingsOfDevices(linked({}), switchWith(undefined))).toEqual([]);
    expect(findingsOfDevices(linked({ portIndex: 4 }), switchWith(1_000))).toEqual([]);
    expect(findingsOfDevices(linked({ deviceId: 'elsewhere' }), switchWith(1_000))).toEqual([]);
    expect(
      findingsOfDevices(device({ uplink: { kind: 'wired', deviceId: 'sw' } }), switchWith(1_000)),
    ).toEqual([]);
    expect(findingsIn({ devices: missing('timeout') })).toEqual([]);
  });
});

describe('a loop', () => {
  test.each(['NETWORK_LOOP_DETECTED_BY_STP', 'NETWORK_LOOP_DETECTED_BY_KEEPALIVE'])(
    'told by %s is a warning',
    (kind) => {
      const [finding] = findingsOfEvents([{ kind, text: 'A loop on Port 4.' }]);
      expect(finding).toMatchObject({
        id: 'ports.loop:02:00:5e:00:00:01',
        severity: 'warning',
        title: 'A loop was found at AP-Garage',
      });
      expect(finding?.meaning).toContain('A loop on Port 4.');
    },
  );

  test('is not what a switch that came back tells', () => {
    expect(findingsOfEvents([{ kind: 'DEVICE_RECONNECTED' }])).toEqual([]);
  });
});
