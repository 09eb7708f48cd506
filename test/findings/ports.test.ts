import { describe, expect, test } from 'vitest';
import type { Port } from '../../src/unifi/device-details.ts';
import { device, nowMs } from '../helpers/snapshot.ts';
import { findingsOfDevices, findingsOfEvents } from './finding-of.ts';

const port = (changes: Partial<Port> = {}): Port => ({
  name: 'Port 5',
  index: 5,
  packetCount: 99_900,
  ...changes,
});
const withPorts = (...ports: Port[]) => device({ id: 'sw', name: 'SW-Core', kind: 'switch', ports });

describe('a port', () => {
  test('with damaged packets is a warning that names it, with number and share', () => {
    const [finding, ...rest] = findingsOfDevices(withPorts(port({ errorCount: 1_234 }), port()));
    expect(finding).toMatchObject({
      id: 'ports.errors:sw',
      severity: 'warning',
      title: 'Port 5 of SW-Core damages packets',
      things: ['SW-Core'],
    });
    expect(finding?.meaning).toContain('Since the device started, Port 5: 1,234 damaged (1.2%).');
    expect(rest).toEqual([]);
  });

  test('that loses packets is a notice', () => {
    expect(findingsOfDevices(withPorts(port({ dropCount: 1_100 })))).toMatchObject([
      { id: 'ports.drops:sw', severity: 'notice', title: 'Port 5 of SW-Core loses packets' },
    ]);
  });

  test.each([
    ['few, though a large share', { errorCount: 99, dropCount: 999, packetCount: 10 }],
    ['many, though a small share', { errorCount: 1e5, dropCount: 1e6, packetCount: 1e9 }],
    ['counted without packets to compare with', { errorCount: 1e6, dropCount: 1e6 }],
  ])('whose faults are %s is not one', (_, counters) => {
    const bare = { name: 'Port 5' };
    expect(findingsOfDevices(withPorts({ ...bare, ...counters }))).toEqual([]);
  });

  test('at the bounds is one', () => {
    const [errors] = findingsOfDevices(withPorts(port({ errorCount: 100, packetCount: 99_900 })));
    const [drops] = findingsOfDevices(withPorts(port({ dropCount: 1_000, packetCount: 99_000 })));
    expect([errors?.id, drops?.id]).toEqual(['ports.errors:sw', 'ports.drops:sw']);
  });

  test('that idles at nothing is none', () => {
    expect(findingsOfDevices(withPorts(port({ errorCount: 0, dropCount: 0, packetCount: 0 })))).toEqual([]);
  });
});

test('ports of one device are one finding; of many only the number stands in the title', () => {
  const bad = (index: number) => port({ name: `Port ${index}`, errorCount: 5_000 });
  expect(findingsOfDevices(withPorts(bad(1), bad(2)))).toMatchObject([
    { title: 'Port 1 and Port 2 of SW-Core damage packets' },
  ]);
  const [many] = findingsOfDevices(withPorts(...[1, 2, 3, 4, 5].map(bad)));
  expect(many?.title).toBe('5 ports of SW-Core damage packets');
  expect(many?.meaning).toContain('and 2 more.');
});

test('an event tells the same as the counters, once', () => {
  const event = { kind: 'PORT_TRANSMISSION_ERRORS', device: { id: 'sw', name: 'SW-Core' }, atMs: nowMs - 1 };
  const both = findingsOfEvents([event], [withPorts(port({ errorCount: 5_000 }))]);
  expect(both).toMatchObject([{ title: 'Port 5 of SW-Core damages packets', sinceMs: nowMs - 1 }]);
  expect(findingsOfEvents([event])).toMatchObject([
    { id: 'ports.errors:sw', title: 'Ports of SW-Core damage packets' },
  ]);
  expect(findingsOfEvents([{ ...event, kind: 'PORT_DROPPED_TRAFFIC' }])).toMatchObject([
    { id: 'ports.drops:sw', title: 'Ports of SW-Core lose packets' },
  ]);
});
