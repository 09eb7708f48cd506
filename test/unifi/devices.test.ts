import { describe, expect, test } from 'vitest';
import { requiredRows } from '../../src/console/fields.ts';
import { toDevices } from '../../src/unifi/devices.ts';
import { deviceSchema } from '../../src/unifi/schema.ts';
import { unifiFixture } from '../helpers/unifi-fixture.ts';

const parse = (...rows: unknown[]) => toDevices(requiredRows(deviceSchema, rows));
const one = (row: object) => parse({ mac: '02:00:5E:00:00:01', state: 1, ...row })[0];

describe('recorded devices', () => {
  test('a gateway with an update', () => {
    expect(parse(unifiFixture('aiounifi/stat-device-ugw-usg3.json'))).toEqual([
      {
        id: '02:00:5e:00:00:06',
        name: 'USG',
        kind: 'gateway',
        model: 'UGW3',
        ip: '203.0.113.10',
        version: '4.4.44.5213844',
        state: 'online',
        updateAvailable: true,
        updateVersion: '4.4.50.5272448',
        uptimeMs: 3_971_869_000,
        lastSeenMs: 1_588_175_740_000,
        celsius: 66,
        cpuRatio: 0,
        memoryRatio: 0.25,
        clientCount: 20,
        uplink: { kind: 'wired', speedMbps: 1_000, maxSpeedMbps: 1_000 },
        ports: [
          { name: 'wan', speedMbps: 1_000, packetCount: 1_152_114_857, errorCount: 0, dropCount: 3_929 },
          { name: 'lan', speedMbps: 1_000, packetCount: 1_157_230_386, errorCount: 0, dropCount: 1_379 },
        ],
      },
    ]);
  });

  test('a switch, numbers as strings', () => {
    expect(parse(unifiFixture('aiounifi/stat-device-usw-8.json'))[0]).toMatchObject({
      kind: 'switch',
      name: 'Switch 8',
      cpuRatio: 0.563,
      memoryRatio: 0.491,
      overheating: false,
      updateVersion: '4.0.80.10875',
    });
  });

  test('a small switch without sensors and statistics', () => {
    const device = parse(unifiFixture('aiounifi/stat-device-usw-flex-mini.json'))[0];
    expect(device).toMatchObject({ kind: 'switch', endOfLife: false, updateAvailable: false });
    for (const key of ['cpuRatio', 'memoryRatio', 'celsius', 'updateVersion', 'offlineSinceMs'])
      expect(device).not.toHaveProperty(key);
  });

  test.each([
    ['unpoller-unifi/stat-device-uap.json', 'access point'],
    ['aiounifi/stat-device-up1-plug.json', 'other'],
    ['aiounifi/stat-device-up6-strip.json', 'other'],
    ['unpoller-unifi/stat-device-usp-pdu-pro.json', 'other'],
    ['unpoller-unifi/stat-device-ubb-radio-table-object.json', 'other'],
  ])('%s is of the kind "%s"', (path, kind) => {
    expect(parse(unifiFixture(path))[0]?.kind).toBe(kind);
  });

  test('a bridge that does not tell its state', () => {
    const device = parse(unifiFixture('unpoller-unifi/stat-device-ubb-radio-table-object.json'))[0];
    expect(device).toMatchObject({ state: 'unknown', name: 'HARBOUR-UBB-XG' });
    expect(device).not.toHaveProperty('rawState');
  });

  test('a modem with everything as strings', () => {
    expect(
      one({ ...Object(unifiFixture('unpoller-unifi/stat-device-uci-system-stats.json')) }),
    ).toMatchObject({
      cpuRatio: 0.158,
      memoryRatio: 0.893,
    });
  });

  test('keys and fingerprints of a device never get in', () => {
    const names = ['ugw-usg3', 'usw-8', 'up1-plug'].map((name) => `aiounifi/stat-device-${name}.json`);
    const text = JSON.stringify(parse(...names.map(unifiFixture)));
    expect(JSON.stringify(names.map(unifiFixture))).toContain('REDACTED');
    expect(text).not.toMatch(/REDACTED|authkey|fingerprint|syslog_key/);
  });
});

describe('kinds', () => {
  test.each([
    ['udm', {}, 'gateway'],
    ['uxg', {}, 'gateway'],
    ['udm', { device_mode_override: 'mesh' }, 'access point'],
    ['uap', { is_access_point: false }, 'other'],
    ['usw', { model: 'USW24' }, 'switch'],
    ['usw', { model: 'UPS2U' }, 'other'],
    ['hologram', {}, 'other'],
    [undefined, {}, 'other'],
  ])('%s %j is %s', (type, more, kind) => {
    expect(one({ type, ...more })?.kind).toBe(kind);
  });
});

describe('states', () => {
  test.each([
    [0, 'offline', undefined],
    ['1', 'online', undefined],
    [6, 'heartbeat missed', undefined],
    [11, 'isolated', undefined],
    [3, 'unknown', 'firmware mismatch'],
    [42, 'unknown', '42'],
    ['constructor', 'unknown', 'constructor'],
    [null, 'unknown', undefined],
  ])('%s is "%s" (%s)', (raw, state, rawState) => {
    expect(one({ state: raw })).toMatchObject({ state });
    expect(one({ state: raw })?.rawState).toBe(rawState);
  });

  test('offline since it was last heard, or since the console noticed, whichever is later', () => {
    const lastSeen = { last_seen: 1_700_000_000 };
    expect(one({ state: 0, ...lastSeen, start_disconnected_millis: 1_700_000_090_000 })?.offlineSinceMs).toBe(
      1_700_000_090_000,
    );
    expect(one({ state: 0, ...lastSeen, start_disconnected_millis: 1_600_000_000_000 })?.offlineSinceMs).toBe(
      1_700_000_000_000,
    );
    expect(one({ state: 0 })).not.toHaveProperty('offlineSinceMs');
    expect(one({ state: 1, start_disconnected_millis: 1_700_000_090_000 })).not.toHaveProperty(
      'offlineSinceMs',
    );
    expect(one({ state: 0, uptime: 100 })).not.toHaveProperty('uptimeMs');
  });
});

describe('temperatures', () => {
  test.each([
    [{ general_temperature: 61 }, 61],
    [{ temperatures: [{ name: 'CPU', value: '72 C' }, { name: 'PHY', value: 86.5 }, { name: 'x' }] }, 86.5],
    [{ general_temperature: 0, has_temperature: false }, undefined],
    [{ temperatures: {} }, undefined],
    [{}, undefined],
  ])('%j is %s °C', (row, celsius) => {
    expect(one(row)?.celsius).toBe(celsius);
  });

  test('may be any number: the highest counts', () => {
    const temperatures = Array.from({ length: 300_000 }, (_, index) => ({ value: index % 90 }));
    expect(one({ temperatures })?.celsius).toBe(89);
  });
});

test('a device without a name is called by its model, else by its address', () => {
  expect(one({ name: ' ', model: 'U7PG2' })?.name).toBe('U7PG2');
  expect(one({})?.name).toBe('02:00:5e:00:00:01');
});

test('rows without identity, and rows that are none, are skipped', () => {
  expect(parse({ name: 'ghost' }, null, 'x', { _id: 'abc', state: 2 })).toMatchObject([
    { id: 'abc', state: 'pending adoption' },
  ]);
});

test('an offered version counts only when the device can be upgraded', () => {
  expect(one({ upgradable: 'false', upgrade_to_firmware: '7.0' })).toMatchObject({ updateAvailable: false });
  expect(one({ upgradable: 'false', upgrade_to_firmware: '7.0' })).not.toHaveProperty('updateVersion');
  expect(one({ upgradable: true })).toMatchObject({ updateAvailable: true });
});

test('ratios stay between 0 and 1', () => {
  expect(one({ 'system-stats': { cpu: '140', mem: '-1' } })).toMatchObject({ cpuRatio: 1 });
  expect(one({ 'system-stats': { cpu: '140', mem: '-1' } })).not.toHaveProperty('memoryRatio');
  expect(one({ 'system-stats': {} })).not.toHaveProperty('cpuRatio');
});
