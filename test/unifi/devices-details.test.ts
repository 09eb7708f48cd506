import { describe, expect, test } from 'vitest';
import { requiredRows } from '../../src/console/fields.ts';
import { toDevices } from '../../src/unifi/devices.ts';
import { deviceSchema } from '../../src/unifi/schema.ts';
import { unifiFixture } from '../helpers/unifi-fixture.ts';

const parse = (...rows: unknown[]) => toDevices(requiredRows(deviceSchema, rows));
const one = (row: object) => parse({ mac: '02:00:5E:00:00:01', state: 1, ...row })[0];
const recorded = (path: string) => parse(unifiFixture(path))[0];

describe('recorded devices', () => {
  test('an access point: its radios, its experience and the other end of its cable', () => {
    expect(recorded('unpoller-unifi/stat-device-uap.json')).toMatchObject({
      experienceRatio: 0.95,
      uplink: {
        kind: 'wired',
        deviceId: '02:00:5e:00:00:51',
        portIndex: 15,
        speedMbps: 1_000,
        maxSpeedMbps: 1_000,
      },
      radios: [
        { band: '2.4 GHz', channel: 6, busyRatio: 0.2 },
        { band: '5 GHz', channel: 36, busyRatio: 0.12 },
      ],
    });
  });

  test('a plug that hangs on an access point by radio', () => {
    expect(recorded('aiounifi/stat-device-up1-plug.json')?.uplink).toEqual({
      kind: 'wireless',
      deviceId: '02:00:5e:00:00:0a',
      signalDbm: -36,
    });
  });

  test('a switch: the ports that have a link, without PoE of its own', () => {
    const device = recorded('aiounifi/stat-device-usw-8.json');
    expect(device?.ports?.[0]).toEqual({
      name: 'Port 2',
      index: 2,
      speedMbps: 1_000,
      maxSpeedMbps: 1_000,
      packetCount: 1_164_830_358,
      errorCount: 0,
      dropCount: 0,
    });
    expect(device).not.toHaveProperty('poe');
  });

  test('a bridge with radios that measure nothing, a small switch without experience', () => {
    const bridge = recorded('unpoller-unifi/stat-device-ubb-radio-table-object.json');
    expect(bridge?.radios).toEqual([
      { band: '5 GHz', channel: 149, clientCount: 0 },
      { band: '60 GHz', channel: 4, clientCount: 0 },
    ]);
    expect(recorded('aiounifi/stat-device-usw-flex-mini.json')).not.toHaveProperty('experienceRatio');
  });
});

describe('ports', () => {
  const ports = (...rows: object[]) => one({ port_table: rows })?.ports;

  test('without a link are not told', () => {
    expect(ports({ port_idx: 1, up: false, rx_errors: 5 }, { port_idx: 2 })).toBeUndefined();
  });

  test('have their counters in both directions added up, text or number; what is missing stays unknown', () => {
    expect(
      ports(
        { up: 'true', rx_packets: '40', tx_packets: 2, rx_errors: 1, tx_errors: '2', tx_dropped: -1 },
        { up: true, speed: 0 },
      ),
    ).toEqual([{ name: 'Port 1', packetCount: 42, errorCount: 3 }, { name: 'Port 2' }]);
  });

  test.each([
    ['FE', 100],
    ['GE', 1_000],
    ['2P5GE', 2_500],
    ['10GE', 10_000],
    ['SFP+', undefined],
    ['constructor', undefined],
  ])('of the medium %s can do %s Mbps', (media, maxSpeedMbps) => {
    expect(ports({ up: true, media })?.[0]?.maxSpeedMbps).toBe(maxSpeedMbps);
  });

  test('may come as an object, and as nonsense', () => {
    expect(one({ port_table: { a: { up: true, name: 'wan' } } })?.ports).toEqual([{ name: 'wan' }]);
    for (const port_table of [null, false, 'x', [null, 7]])
      expect(one({ port_table })).not.toHaveProperty('ports');
  });
});

describe('the PoE budget', () => {
  const port_table = [{ poe_power: '3.82' }, { poe_power: '1.18' }, {}];

  test.each([
    [
      { total_max_power: 60, total_used_power: '46.1' },
      { usedWatts: 46.1, budgetWatts: 60 },
    ],
    [
      { total_max_power: 60, port_table },
      { usedWatts: 5, budgetWatts: 60 },
    ],
    [{ total_max_power: null, total_used_power: 46.1 }, undefined],
    [{ total_max_power: 0, total_used_power: 0 }, undefined],
    [{ total_max_power: 60 }, undefined],
  ])('of %j is %j', (row, poe) => {
    expect(one(row)?.poe).toEqual(poe);
  });
});

describe('uplinks', () => {
  test.each([
    [{ type: 'wireless', signal: -71, rssi: 25 }, -71],
    [{ type: 'wireless', rssi: 20 }, -76],
    [{ type: 'wireless', rssi: -80 }, -80],
    [{ type: 'wireless', rssi: 0, signal: 0 }, undefined],
  ])('%j has a signal of %s dBm', (uplink, signalDbm) => {
    expect(one({ uplink })?.uplink).toEqual(
      signalDbm === undefined ? { kind: 'wireless' } : { kind: 'wireless', signalDbm },
    );
  });

  test.each([{ type: 'hologram' }, { speed: 100 }, [], false, null])('%j is none', (uplink) => {
    expect(one({ uplink })).not.toHaveProperty('uplink');
  });
});

test('radios of bands to come keep the console’s word; ratios stay between 0 and 1', () => {
  const radio_table_stats = [
    { radio: '7x', cu_total: 130 },
    { name: 'wifi3', cu_total: -1, channel: 'auto' },
  ];
  expect(one({ radio_table_stats })?.radios).toEqual([{ band: '7x', busyRatio: 1 }, { band: 'wifi3' }]);
  expect(one({ satisfaction: -1 })).not.toHaveProperty('experienceRatio');
});

describe('where a device that is offline last was', () => {
  const last = { uplink_mac: '02:00:5E:00:00:12', uplink_remote_port: 5 };

  test('is kept by the console when the row itself says nothing any more', () => {
    const known = { kind: 'wired', deviceId: '02:00:5e:00:00:12', portIndex: 5 };
    expect(one({ state: 0, uplink: {}, last_uplink: { type: 'wire', ...last } })?.uplink).toEqual(known);
    expect(one({ state: 0, last_uplink: last })?.uplink).toEqual(known);
  });

  test('never replaces where a device that is online is now, and may be unknown', () => {
    expect(one({ last_uplink: last })).not.toHaveProperty('uplink');
    expect(one({ state: 0, last_uplink: { type: 'wire' } })).not.toHaveProperty('uplink');
    const now = { type: 'wire', uplink_mac: '02:00:5e:00:00:99', uplink_remote_port: 1 };
    expect(one({ state: 0, uplink: now, last_uplink: last })?.uplink).toMatchObject({ portIndex: 1 });
  });
});

describe('ports without a link', () => {
  const idle = (port: object) => one({ port_table: [{ port_idx: 5, up: false, ...port }] })?.idlePorts;

  test('say whether somebody has switched them off, or their PoE', () => {
    expect(idle({ enable: true })).toEqual([
      { name: 'Port 5', index: 5, isDisabled: false, isPoeOff: false },
    ]);
    expect(idle({ enable: 'false', name: 'Garage' })).toMatchObject([{ name: 'Garage', isDisabled: true }]);
    expect(idle({ port_poe: true, poe_mode: 'off' })).toMatchObject([{ isPoeOff: true }]);
    expect(idle({ port_poe: false, poe_mode: 'off' })).toMatchObject([{ isPoeOff: false }]);
    expect(idle({ port_poe: true, poe_mode: 'auto', poe_good: false })).toMatchObject([{ isPoeOff: false }]);
  });

  test('are only told where the table says that there is none, and by number', () => {
    expect(idle({ up: undefined })).toBeUndefined();
    expect(idle({ port_idx: null })).toBeUndefined();
    expect(idle({ up: true })).toBeUndefined();
  });
});
