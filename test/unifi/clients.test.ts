import { describe, expect, test } from 'vitest';
import { requiredRows } from '../../src/console/fields.ts';
import { toClients } from '../../src/unifi/clients.ts';
import { clientSchema } from '../../src/unifi/schema.ts';
import { unifiFixture } from '../helpers/unifi-fixture.ts';

const parse = (...rows: unknown[]) => toClients(requiredRows(clientSchema, rows));
const one = (row: object) => parse({ mac: '02:00:5E:00:00:01', ...row })[0];

test('a recorded wireless client', () => {
  expect(parse(unifiFixture('aiounifi/stat-sta-wireless.json'))).toEqual([
    {
      id: '02:00:5e:00:00:1b',
      name: 'Client 1',
      ip: '192.168.0.1',
      connection: 'wireless',
      guest: false,
      network: 'LAN',
      ssid: 'SSID',
      signalDbm: -61,
      downloadBytes: 52_852_089,
      uploadBytes: 12_867_114,
      maker: 'Apple',
      firstSeenMs: 1_513_271_497_000,
    },
  ]);
});

test('a recorded wired client with an empty name', () => {
  expect(parse(unifiFixture('aiounifi/stat-sta-wired.json'))).toEqual([
    {
      id: '02:00:5e:00:00:1c',
      name: 'camera-02005e00001c',
      ip: '192.168.0.2',
      connection: 'wired',
      guest: false,
      network: 'LAN',
      downloadBytes: 0,
      uploadBytes: 0,
      maker: 'Manu',
      firstSeenMs: 1_598_100_273_000,
    },
  ]);
});

describe('names', () => {
  test.each([
    [{ name: 'NAS', hostname: 'nas' }, 'NAS'],
    [{ hostname: 'nas', oui: 'Maker' }, 'nas'],
    [{ oui: 'Maker' }, 'Maker'],
    [{ oui: '' }, '02:00:5e:00:00:01'],
  ])('%j is called %s', (row, name) => {
    expect(one(row)?.name).toBe(name);
  });
});

describe('connections', () => {
  test.each([
    [{ is_wired: true }, 'wired'],
    [{ is_wired: 'false' }, 'wireless'],
    [{ is_wired: true, essid: 'Office', signal: -60 }, 'wireless'],
    [{ type: 'VPN' }, 'vpn'],
    [{ type: 'TELEPORT', is_wired: false }, 'vpn'],
    [{}, 'unknown'],
  ])('%j is %s', (row, connection) => {
    expect(one(row)?.connection).toBe(connection);
  });

  test('a positive rssi is no signal', () => {
    expect(one({ is_wired: false, rssi: 35, signal: 35 })).not.toHaveProperty('signalDbm');
  });
});

test('a VPN client has no address of hardware, and is kept', () => {
  expect(parse({ user_id: 'u1', name: 'Laptop', type: 'VPN' })).toMatchObject([{ id: 'u1', name: 'Laptop' }]);
  expect(parse({ name: 'nobody' })).toEqual([]);
});

test('traffic of a wired client is the switch’s view, and numbers may be strings', () => {
  expect(one({ is_wired: true, 'wired-tx_bytes': '500', 'wired-rx_bytes': 30, tx_bytes: 1 })).toMatchObject({
    downloadBytes: 500,
    uploadBytes: 30,
  });
  expect(one({ is_wired: true, tx_bytes: 7, rx_bytes: -1 })).toMatchObject({ downloadBytes: 7 });
  expect(one({ is_wired: true, tx_bytes: 7, rx_bytes: -1 })).not.toHaveProperty('uploadBytes');
});

test('guests are told by a flag of any spelling', () => {
  expect(one({ is_guest: 1 })?.guest).toBe(true);
  expect(one({})?.guest).toBe(false);
});
