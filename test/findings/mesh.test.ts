import { expect, test } from 'vitest';
import { device } from '../helpers/snapshot.ts';
import { findingsOfDevices } from './finding-of.ts';

const hangingAt = (signalDbm?: number) =>
  device({ uplink: { kind: 'wireless', deviceId: 'ap', ...(signalDbm === undefined ? {} : { signalDbm }) } });

test('a weak wireless uplink is a warning with the signal in words and the other end', () => {
  const parent = device({ id: 'ap', name: 'AP-Yard' });
  expect(findingsOfDevices(hangingAt(-79.6), parent)).toMatchObject([
    {
      id: 'mesh.weak-uplink:02:00:5e:00:00:01',
      severity: 'warning',
      title: 'The wireless uplink of AP-Garage is weak (−80 dBm, poor)',
      things: ['AP-Garage', 'AP-Yard'],
    },
  ]);
  expect(findingsOfDevices(hangingAt(-90))).toMatchObject([{ things: ['AP-Garage'] }]);
});

test('one that is strong enough, unmeasured, wired or of an offline device is none', () => {
  expect(findingsOfDevices(hangingAt(-75), hangingAt(), device({ uplink: { kind: 'wired' } }))).toEqual([]);
  const offline = findingsOfDevices({ ...hangingAt(-90), state: 'offline' });
  expect(offline.map(({ id }) => id)).toEqual(['devices.offline:02:00:5e:00:00:01']);
});
