import { describe, expect, test } from 'vitest';
import { measure } from '../../src/measurements/measure.ts';
import type { Fact } from '../../src/report/section.ts';
import type { Snapshot } from '../../src/unifi/snapshot.ts';
import {
  client,
  detection,
  detections,
  device,
  events,
  internet,
  nowMs,
  ok,
  snapshot,
  unreadable,
} from '../helpers/snapshot.ts';

const valuesOf = (changes: Partial<Snapshot>, facts: readonly Fact[] = []) =>
  Object.fromEntries(measure(snapshot(changes), facts).map(({ key, value }) => [key, value]));

test('what could not be read is absent, never 0', () => {
  expect(measure(unreadable('timeout', 'no answer'), [])).toEqual([]);
});

describe('the internet', () => {
  test('availability, latency, loss, speed and outages', () => {
    const line = internet({
      wans: [
        { name: 'WAN', up: true, availabilityRatio: 0.99, latencyMs: 50 },
        { name: 'WAN2', up: false },
      ],
      availabilityRatio: 0.998,
      latency: [9, 500, 11].map((latencyMs) => ({ atMs: nowMs, latencyMs })),
      speedTests: [
        { atMs: nowMs - 2, failed: false, downloadBitsPerSecond: 1 },
        { atMs: nowMs - 1, failed: false, downloadBitsPerSecond: 900e6, uploadBitsPerSecond: 40e6 },
        { atMs: nowMs, failed: true },
      ],
    });
    const values = valuesOf({ internet: ok(line) });
    expect(values).toMatchObject({
      'internet.availability': 0.998,
      'internet.latency': 11,
      'internet.download': 900e6,
      'internet.upload': 40e6,
      'internet.outages': 0,
    });
    expect(values['internet.loss']).toBeCloseTo(0.01);
  });

  test('has no number of outages where nobody watched, and no loss where an outage explains it', () => {
    expect(valuesOf({ internet: ok(internet()) })).not.toHaveProperty('internet.outages');
    const down = internet({
      wans: [{ name: 'WAN', up: true, availabilityRatio: 0.9 }],
      outages: [{ fromMs: nowMs - 1000, toMs: nowMs }],
    });
    const values = valuesOf({ internet: ok(down) });
    expect(values).toMatchObject({ 'internet.outages': 1, 'internet.availability': 0.9 });
    expect(values).not.toHaveProperty('internet.loss');
  });
});

test('devices, clients, detections and events are counted', () => {
  const radios = [{ band: '5 GHz', busyRatio: 0.3 }, { band: '6 GHz' }];
  const values = valuesOf({
    devices: ok([device({ id: 'a', radios }), device({ id: 'b', state: 'offline', radios })]),
    clients: ok([client(), client({ id: 'x', connection: 'wired', guest: true })]),
    detections: ok(
      detections([
        detection({ count: 5 }),
        detection({ action: 'detected', count: 2 }),
        detection({ action: 'unknown' }),
      ]),
    ),
    events: ok(
      events({
        counts: [
          { kind: 'A', count: 4 },
          { kind: 'B', count: 3 },
        ],
      }),
    ),
  });
  expect(values).toEqual({
    'devices.all': 2,
    'devices.online': 1,
    'wifi.busy:a:5 GHz': 0.3,
    'clients.connected': 2,
    'clients.wireless': 1,
    'clients.guests': 1,
    'security.blocked': 5,
    'security.detected': 3,
    events: 7,
  });
});

test('what the internet lines carried is a total, the most clients at a time a level; what is not counted is absent', () => {
  const samples = [
    { fromMs: nowMs - 2, downloadBytes: 100, clientCount: 40 },
    { fromMs: nowMs - 1, downloadBytes: 200, uploadBytes: 30, clientCount: 38 },
    { fromMs: nowMs },
  ];
  const measured = (of: typeof samples) =>
    measure(snapshot({ usage: ok({ stepMs: 1, samples: of }) }), []).filter(({ key }) =>
      /^traffic|clients\.most/.test(key),
    );
  expect(measured(samples)).toEqual([
    { key: 'traffic.total', value: 330, unit: 'bytes', kind: 'total' },
    { key: 'traffic.download', value: 300, unit: 'bytes', kind: 'total' },
    { key: 'traffic.upload', value: 30, unit: 'bytes', kind: 'total' },
    { key: 'clients.most', value: 40, unit: 'clients', kind: 'level' },
  ]);
  expect(measured([])).toEqual([]);
});

test('an integration that bears a name of ours does not replace what we count ourselves', () => {
  const fact: Fact = { kind: 'metric', key: 'devices.online', value: 99, unit: 'devices' };
  expect(valuesOf({ devices: ok([device()]) }, [fact])).toMatchObject({ 'devices.online': 1 });
});

test('what integrations count is a total, anything else a level; a number that is none is left out', () => {
  const metric = (key: string, value: number, unit: string): Fact => ({ kind: 'metric', key, value, unit });
  const facts: readonly Fact[] = [
    metric('cloudflare.requests', 12, 'requests'),
    metric('cybersecure.signatures', 50_000, 'signatures'),
    metric('broken', Number.NaN, 'requests'),
    { kind: 'attacker', ip: '203.0.113.1', count: 1, lastAtMs: nowMs },
  ];
  const measured = measure(unreadable('timeout', ''), facts);
  expect(measured).toEqual([
    { key: 'cloudflare.requests', value: 12, unit: 'requests', kind: 'total' },
    { key: 'cybersecure.signatures', value: 50_000, unit: 'signatures', kind: 'level' },
  ]);
});
