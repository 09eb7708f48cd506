import { describe, expect, test } from 'vitest';
import { findAll } from '../../src/findings/index.ts';
import type { NetworkEvent, Snapshot } from '../../src/unifi/snapshot.ts';
import { device, event, events, hourMs, internet, nowMs, ok, period, snapshot } from '../helpers/snapshot.ts';

const critical = (changes: Partial<NetworkEvent>): NetworkEvent =>
  event({ severity: 'critical', ...changes });

const find = (rows: readonly NetworkEvent[], changes: Partial<Snapshot> = {}) =>
  findAll(snapshot({ events: ok(events({ rows })), ...changes }), [], { period, nowMs }).filter(({ id }) =>
    id.startsWith('events.'),
  );

describe('critical events', () => {
  test('are one warning per kind, in the words of the console and since the first', () => {
    const found = find([
      critical({ kind: 'CABLE_CUT_DETECTED', text: 'A cable was cut', atMs: nowMs - hourMs }),
      critical({ kind: 'CABLE_CUT_DETECTED', text: 'An older cut', atMs: nowMs - 3 * hourMs }),
      critical({ kind: 'NETWORK_WAN_FAILED', text: 'WAN2 failed.' }),
    ]);
    expect(found).toEqual([
      {
        id: 'events.critical:CABLE_CUT_DETECTED',
        severity: 'warning',
        title: '2 critical events: Cable cut detected',
        meaning: 'The console says: A cable was cut.',
        advice: expect.stringMatching(/system log.*\.$/),
        things: ['Harbour Office'],
        sinceMs: nowMs - 3 * hourMs,
      },
      expect.objectContaining({
        id: 'events.critical:NETWORK_WAN_FAILED',
        title: '1 critical event: Internet line failed',
        meaning: 'The console says: WAN2 failed.',
      }),
    ]);
  });

  test('are not warnings and not information, and threats are left to the detections', () => {
    const threat = critical({ kind: 'THREAT_DETECTED', text: 'A threat' });
    expect(find([event(), event({ severity: 'info' }), threat])).toEqual([]);
  });

  test.each([
    'ADMIN_LOGIN_FAILED',
    'AP_DETECTED_RADAR',
    'BLOCKED_CLIENT_TRIED_TO_CONNECT',
    'CLIENT_IP_CONFLICT_WITH_CLIENT',
    'DEVICE_FAN_OFFLINE',
    'DEVICE_POWER_SUPPLY_OFFLINE',
    'DEVICE_UPS_BATTERY_POWER',
    'DHCP_POOL_EXHAUSTED',
    'FIRMWARE_UPDATE_FAILED',
    'HONEYPOT_HIT_DETECTED',
    'ISP_HIGH_LATENCY',
    'MADE_CHANGES',
    'NETWORK_LOOP_DETECTED_BY_STP',
    'POE_PORT_BUDGET_EXCEEDED',
    'PORT_TRANSMISSION_ERRORS',
    'EVT_SW_DetectRogueDHCP',
    'SSL_CERTIFICATE_EXPIRY',
    'VPN_SITE_TO_SITE_DISCONNECTED',
  ])('that have a rule of their own are told by that rule alone (%s)', (kind) => {
    const told = findAll(snapshot({ events: ok(events({ rows: [critical({ kind })] })) }), [], {
      period,
      nowMs,
    });
    expect(told.filter(({ id }) => id.startsWith('events.'))).toEqual([]);
    expect(told.length).toBeGreaterThan(0);
  });

  test('of a foreign DHCP server are told by the rule about those, of another rogue client as they are', () => {
    const rogue = (text: string) => find([critical({ kind: 'ROGUE_CLIENT_DETECTED', text })]);
    expect(rogue('A rogue DHCP server answered.')).toEqual([]);
    expect(rogue('A rogue client joined.')).toHaveLength(1);
  });

  test('whose rule finds nothing in them are told all the same', () => {
    // An access point that copies none of our names.
    expect(find([critical({ kind: 'ROGUE_AP_DETECTED', text: 'A rogue AP' })])).toHaveLength(1);
  });

  test('of a line are explained by its outage', () => {
    const failed = [critical({ kind: 'NETWORK_WAN_FAILED', text: 'WAN failed' })];
    const outages = [{ wan: 'WAN', fromMs: nowMs - 2 * hourMs, toMs: nowMs - hourMs }];
    const wans = [{ name: 'WAN', up: true }];
    expect(find(failed, { internet: ok(internet({ wans, outages })) })).toEqual([]);
    expect(find(failed, { internet: ok(internet({ wans })) })).toHaveLength(1);
  });

  test('of a device are explained by the finding about it, and by no other device’s', () => {
    const lost = [critical({ kind: 'DEVICE_SENSOR_LOST', text: 'AP-Garage lost its sensor' })];
    const offline = (name: string) => ({ devices: ok([device({ name, state: 'offline' })]) });
    expect(find(lost, offline('AP-Garage'))).toEqual([]);
    expect(find(lost, offline('AP-Hall'))).toHaveLength(1);
  });

  test('of another sort are kept even where they name a device with a finding', () => {
    const hit = [critical({ kind: 'CABLE_CUT_DETECTED', text: 'The cable to AP-Garage was cut' })];
    expect(find(hit, { devices: ok([device({ state: 'offline' })]) })).toHaveLength(1);
  });

  test('without words are told all the same, and hostile words stay on one short line', () => {
    expect(find([critical({ kind: '', text: '' })])).toMatchObject([
      { id: 'events.critical:unnamed', title: '1 critical event: Unnamed event' },
    ]);
    const [found] = find([critical({ kind: 'X'.repeat(9000), text: `a\n\u202Eb${'c'.repeat(9000)}` })]);
    expect(found?.title.length).toBeLessThan(150);
    expect(found?.meaning.length).toBeLessThan(250);
    expect(found?.meaning).not.toMatch(/[\n\u202E]/);
  });
});
