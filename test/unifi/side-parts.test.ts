import { describe, expect, test } from 'vitest';
import { readAirspace } from '../../src/unifi/airspace.ts';
import { readBackups } from '../../src/unifi/backups.ts';
import { readLineRoles } from '../../src/unifi/line-roles.ts';
import { readRogueDhcpServers } from '../../src/unifi/network-warnings.ts';
import { readPastClients } from '../../src/unifi/past-clients.ts';
import { readProtection } from '../../src/unifi/protection.ts';
import { classicConsoleWith, consoleWith } from '../helpers/console-answers.ts';
import { type Answer, json } from '../helpers/console-server.ts';
import { deadline } from '../helpers/deadline.ts';
import { legacy, legacyError, unifiFixture } from '../helpers/unifi-fixture.ts';

const hourMs = 3_600_000;
const period = { fromMs: 1_700_000_000_000, toMs: 1_700_000_000_000 + 26.5 * hourMs };

const legacyPath = '/api/s/default';
const v2Path = '/v2/api/site/default';

const consoleAnswering = async (question: string, answer: Answer) => consoleWith({ [question]: answer });

describe('access points nearby', () => {
  const question = `POST ${legacyPath}/stat/rogueap`;

  test('of a recorded answer, and the console is asked for whole hours', async () => {
    const recorded = unifiFixture('chris2ao-unifi-mcp/stat-rogueap.json');
    const { console, server } = await consoleAnswering(question, json(recorded));
    const found = await readAirspace(console, period, deadline());

    expect(found).toHaveLength(5);
    expect(found[3]).toEqual({
      bssid: '02:00:5e:00:00:25',
      ssid: 'Own Mesh',
      channel: 44,
      signalDbm: -40,
      heardBy: 'Office AP',
      lastSeenMs: 1_700_000_004_000,
      isRogue: false,
      isUnifi: true,
    });
    expect(server.requests.find(({ path }) => path.endsWith('rogueap'))?.body).toBe('{"within":27}');
  });

  test('with odd fields lose those fields, not themselves', async () => {
    const row = { bssid: 'AA:BB:CC:00:00:01', essid: false, signal: '35', is_rogue: 'true', last_seen: {} };
    const { console } = await consoleAnswering(question, json(legacy([row, { essid: 'no address' }, 7])));
    expect(await readAirspace(console, period, deadline())).toEqual([
      { bssid: 'aa:bb:cc:00:00:01', isRogue: true, isUnifi: false },
    ]);
  });
});

describe('intrusion prevention', () => {
  const question = `GET ${legacyPath}/get/setting/ips`;

  test.each([
    ['ips', 'blocks'],
    ['ipsInline', 'blocks'],
    ['ids', 'detects'],
    ['disabled', 'off'],
    ['quantum', 'unknown'],
    [null, 'unknown'],
  ])('%s: %s', async (ips_mode, intrusionPrevention) => {
    const { console } = await consoleAnswering(question, json(legacy([{ key: 'ips', ips_mode }])));
    expect(await readProtection(console, deadline())).toEqual({ intrusionPrevention });
  });

  test('of an answer with other settings and secrets is read alone', async () => {
    const settings = [{ key: 'mgmt', ips_mode: 'ips', x_ssh_password: 'CANARY' }];
    const { console } = await consoleAnswering(question, json(legacy(settings)));
    expect(await readProtection(console, deadline())).toEqual({ intrusionPrevention: 'unknown' });
  });
});

describe('foreign DHCP servers', () => {
  const question = `GET ${v2Path}/warnings`;

  test('are those of the list', async () => {
    const row = { device_mac: '02:00:5E:00:00:01', device_port: 4, mac: 'AA:00:00:00:00:01', vlan: '20' };
    const { console } = await consoleAnswering(
      question,
      json({
        rogue_dhcps: [{ ...row, ip: '192.168.1.254', last_seen: 1_700_000_000 }, {}],
        rogue_clients: [],
      }),
    );
    expect(await readRogueDhcpServers(console, deadline())).toEqual([
      {
        id: 'aa:00:00:00:00:01',
        ip: '192.168.1.254',
        vlan: 20,
        deviceId: '02:00:5e:00:00:01',
        port: 4,
        lastSeenMs: 1_700_000_000_000,
      },
    ]);
  });

  test('are none in an answer without the list, and a failed part in one that is no answer', async () => {
    const { console } = await consoleAnswering(question, json({}));
    expect(await readRogueDhcpServers(console, deadline())).toEqual([]);
    const broken = await consoleAnswering(question, json([]));
    await expect(readRogueDhcpServers(broken.console, deadline())).rejects.toMatchObject({
      code: 'invalid_response',
    });
  });
});

test('the lines and which of them carries the traffic, of a recorded answer', async () => {
  const recorded = unifiFixture('unpoller-unifi/v2-wan-load-balancing-status.json');
  const { console } = await consoleAnswering(`GET ${v2Path}/wan/load-balancing/status`, json(recorded));
  expect(await readLineRoles(console, deadline())).toEqual([
    { line: 'WAN', name: 'Fibre Line', role: 'active' },
    { line: 'WAN2', name: 'Internet 2', role: 'standby' },
  ]);
});

describe('clients that were here and are gone', () => {
  const question = `GET ${v2Path}/clients/history`;

  test('of a recorded answer, by whatever name they have', async () => {
    const recorded = unifiFixture('chris2ao-unifi-mcp/v2-clients-history.json');
    const { console } = await consoleAnswering(question, json(recorded));
    const found = await readPastClients(console, period, deadline());

    expect(found.map(({ name, guest }) => [name, guest])).toEqual([
      ['Old Tablet', false],
      ['printer', false],
      ['Visitor', true],
    ]);
    expect(found[0]).toEqual({
      id: '02:00:5e:00:00:28',
      name: 'Old Tablet',
      maker: 'ExampleCo',
      network: 'Main LAN',
      guest: false,
      firstSeenMs: 1_700_000_000_000,
    });
  });

  test('of another recorded answer, UniFi devices left out', async () => {
    const recorded = unifiFixture('unpoller-unifi/v2-clients-history.json');
    const { console } = await consoleAnswering(question, json(recorded));
    const found = await readPastClients(console, period, deadline());
    // Its `first_seen` is 0: not known, rather than 1970.
    expect(found).toEqual([
      { id: '02:00:5e:00:00:61', name: 'Device 1', maker: 'Cloud Network Device Manufacturer', guest: false },
    ]);
  });
});

describe('backups', () => {
  const question = `POST ${legacyPath}/cmd/backup`;

  test('come newest first, and only a list is asked for', async () => {
    const rows = [
      { filename: 'old.unf', time: 1_700_000_000_000 },
      { time: 1_700_000_900_000 },
      { filename: 'x' },
    ];
    const { console, server } = await classicConsoleWith({ [question]: json(legacy(rows)) });
    expect(await readBackups(console, deadline())).toEqual([
      { atMs: 1_700_000_900_000 },
      { atMs: 1_700_000_000_000, name: 'old.unf' },
    ]);
    expect(server.requests.at(-1)?.body).toBe('{"cmd":"list-backups"}');
  });

  test('that the account may not list are not none', async () => {
    const { console } = await classicConsoleWith({
      [question]: json(legacyError('api.err.NoPermission'), 403),
    });
    await expect(readBackups(console, deadline())).rejects.toMatchObject({ code: 'forbidden' });
  });

  test('are not asked for on UniFi OS, which keeps its own', async () => {
    const { console, server } = await consoleAnswering(question, json(legacy([{ time: 1_700_000_000_000 }])));
    expect(await readBackups(console, deadline())).toEqual([]);
    expect(server.requests.filter(({ path }) => path.includes('/cmd/'))).toEqual([]);
  });
});
