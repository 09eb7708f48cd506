import { describe, expect, test } from 'vitest';
import { requiredRows } from '../../src/console/fields.ts';
import { deviceSchema, healthSchema } from '../../src/unifi/schema.ts';
import { toWans } from '../../src/unifi/wans.ts';
import { unifiFixture, unifiFixtureData } from '../helpers/unifi-fixture.ts';

const wans = (devices: readonly unknown[], health: unknown = []) =>
  toWans(requiredRows(deviceSchema, devices), requiredRows(healthSchema, health));

test('a recorded gateway with two lines: the monitors stand in for missing sums', () => {
  expect(wans([unifiFixture('aiounifi/stat-device-ugw-usg3.json')])).toEqual([
    { name: 'WAN', ip: '203.0.113.10', up: true, latencyMs: 5, availabilityRatio: 1 },
    { name: 'WAN2', ip: '10.0.0.2', up: true, availabilityRatio: 0 },
  ]);
});

test('a recorded health alone tells provider, address, latency and availability', () => {
  expect(wans([], unifiFixtureData('unpoller-unifi/stat-health-udm.json'))).toEqual([
    {
      name: 'WAN',
      isp: 'Example Fibre',
      ip: '198.51.100.12',
      up: true,
      latencyMs: 9,
      availabilityRatio: 1,
    },
  ]);
});

test('a short health without sums still has the line', () => {
  expect(wans([], unifiFixture('go-unifi/stat-health.json'))).toEqual([{ name: 'WAN', ip: '203.0.113.10' }]);
});

test('a recorded line that is down says so', () => {
  const stats = unifiFixture('aiounifi/stat-device-uptime-stats.json');
  expect(
    wans([{ type: 'udm', mac: 'a', uptime_stats: stats, last_wan_status: { WAN2: 'offline' } }]),
  ).toEqual([
    { name: 'WAN', latencyMs: 5, availabilityRatio: 1 },
    { name: 'WAN2', up: false, availabilityRatio: 0 },
  ]);
});

describe('a line', () => {
  const gateway = { type: 'udm', mac: '02:00:5e:00:00:01' };

  test('that is switched off is none', () => {
    expect(
      wans([{ ...gateway, wan1: { up: true, ip: '192.0.2.1' }, wan2: { up: false, enable: false } }]),
    ).toEqual([{ name: 'WAN', ip: '192.0.2.1', up: true }]);
  });

  test('with odd values keeps what makes sense', () => {
    const stats = { WAN: { availability: '99.52', latency_average: 0, downtime: '840', monitors: false } };
    expect(wans([{ ...gateway, uptime_stats: stats, wan1: { up: 'true' } }])).toEqual([
      { name: 'WAN', up: true, availabilityRatio: 0.9952, downtimeMs: 840_000 },
    ]);
  });

  test('without a measurement has no latency of 0', () => {
    const health = [{ subsystem: 'www', status: 'error', latency: 0 }];
    expect(wans([{ ...gateway, wan1: {} }], health)).toEqual([{ name: 'WAN', up: false }]);
  });
});

test('a site without a gateway has no line', () => {
  const health = [
    { subsystem: 'wan', status: 'unknown' },
    { subsystem: 'www', status: 'unknown' },
  ];
  expect(wans([unifiFixture('aiounifi/stat-device-usw-8.json')], health)).toEqual([]);
});

test('any number of monitors can be read', () => {
  const monitors = Array.from({ length: 300_000 }, (_, index) => ({
    availability: index % 100,
    latency_average: 7 + (index % 50),
  }));
  expect(wans([{ type: 'udm', mac: 'a', uptime_stats: { WAN: { monitors } } }])).toEqual([
    { name: 'WAN', latencyMs: 7, availabilityRatio: 0.99 },
  ]);
});
