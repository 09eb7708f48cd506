import { expect, test } from 'vitest';
import { device } from '../helpers/snapshot.ts';
import { findingsOfDevices } from './finding-of.ts';

test.each([
  [{ cpuRatio: 0.9 }, 'devices.high-cpu:02:00:5e:00:00:01', 'AP-Garage uses 90% of its processor'],
  [{ memoryRatio: 0.95 }, 'devices.high-memory:02:00:5e:00:00:01', 'AP-Garage uses 95% of its memory'],
])('a device with %j has too little left', (load, id, title) => {
  expect(findingsOfDevices(device(load))).toMatchObject([
    { id, severity: 'notice', title, things: ['AP-Garage'] },
  ]);
});

test('a device with some left, one that tells nothing, and one that is offline need nobody', () => {
  expect(findingsOfDevices(device({ cpuRatio: 0.89, memoryRatio: 0.949 }), device())).toEqual([]);
  const offline = findingsOfDevices(device({ state: 'offline', cpuRatio: 1, memoryRatio: 1 }));
  expect(offline.map(({ id }) => id)).toEqual(['devices.offline:02:00:5e:00:00:01']);
});
