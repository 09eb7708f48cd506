import { describe, expect, test } from 'vitest';
import { createWorld } from '../../src/demo/world/world.ts';

const dayMs = 86_400_000;
const hourMs = 3_600_000;
const nowMs = Date.UTC(2026, 10, 21, 7);

describe('the demo network', () => {
  test('is the same whenever it is made for the same moment', () => {
    expect(createWorld(nowMs)).toEqual(createWorld(nowMs));
  });

  test('moves with the moment it is made for', () => {
    const later = createWorld(nowMs + 10 * dayMs);

    expect(later.events.map(({ atMs }) => atMs - 10 * dayMs)).toEqual(
      createWorld(nowMs).events.map(({ atMs }) => atMs),
    );
  });

  test('has the few things that are wrong', () => {
    const { devices } = createWorld(nowMs);
    const names = (wrong: (typeof devices)[number][]) => wrong.map(({ name }) => name);

    expect(names(devices.filter(({ offlineSinceMs }) => offlineSinceMs === nowMs - 3 * hourMs))).toEqual([
      'AP-Garage',
    ]);
    expect(names(devices.filter(({ overheating, celsius }) => overheating && celsius === 86))).toEqual([
      'SW-Core',
    ]);
    expect(names(devices.filter(({ offeredFirmware }) => offeredFirmware !== undefined))).toEqual([
      'SW-Office',
      'AP-Warehouse',
    ]);
    expect(
      names(
        devices.filter(({ poeWatts }) => poeWatts !== undefined && poeWatts.used > 0.9 * poeWatts.budget),
      ),
    ).toEqual(['SW-Warehouse']);
    expect(names(devices.filter(({ damagedPort }) => damagedPort === 7))).toEqual(['SW-Office']);
    expect(names(devices.filter(({ meshSignalDbm = 0 }) => meshSignalDbm < -75))).toEqual(['AP-Warehouse']);
  });

  test('has one neighbour that calls itself like our network, and six logins that failed', () => {
    const { neighbours, events, clients } = createWorld(nowMs);
    const own = new Set(clients.flatMap(({ ssid }) => ssid ?? []));

    expect(neighbours.filter(({ ssid }) => own.has(ssid)).map(({ bssid }) => bssid)).toEqual([
      '02:00:5e:00:66:01',
    ]);
    expect(events.filter(({ kind }) => kind === 'admin login failed')).toHaveLength(6);
  });

  test('has forty clients of all three kinds, one address each', () => {
    const { clients } = createWorld(nowMs);
    const count = (kind: string) =>
      clients.filter(({ connection, guest }) => (guest ? 'guest' : connection) === kind).length;

    expect(clients).toHaveLength(40);
    expect([count('wired'), count('wireless'), count('guest')]).toEqual([14, 20, 6]);
    expect(new Set(clients.map(({ ip }) => ip)).size).toBe(40);
    expect(new Set(clients.map(({ mac }) => mac)).size).toBe(40);
  });

  test.each([0, 1, 2, 3, 4, 11, 23])(
    'made at %i o’clock, all of it happened in the 24 hours before',
    (hour) => {
      const atMs = Date.UTC(2026, 10, 21, hour, 5);
      const { events, internet, detections } = createWorld(atMs);
      const times = [...events.map((event) => event.atMs), ...detections.flatMap(({ hitsAtMs }) => hitsAtMs)];

      expect(Math.min(...times, internet.outage.fromMs)).toBeGreaterThan(atMs - dayMs);
      expect(Math.max(...times, internet.outage.toMs)).toBeLessThan(atMs);
      expect(internet.outage.toMs - internet.outage.fromMs).toBe(14 * 60_000);
      expect(events.length).toBeGreaterThan(230);
    },
  );

  test('uses addresses kept for documentation outside and private ones inside', () => {
    const { clients, devices, detections, internet } = createWorld(nowMs, { detections: 300 });
    const inside = [...clients, ...devices].map(({ ip }) => ip);
    const ends = detections.flatMap(({ source, target }) => [source, target]);
    const outside = [internet.ip, ...ends.filter(({ mac }) => mac === undefined).map(({ ip }) => ip)];

    expect(inside.filter((ip) => !/^(10|192\.168)\./.test(ip))).toEqual([]);
    expect(outside.filter((ip) => !/^(198\.51\.100|203\.0\.113|192\.0\.2)\./.test(ip))).toEqual([]);
    expect(clients.filter(({ mac }) => !mac.startsWith('02:00:5e:'))).toEqual([]);
  });

  test('was another one the day before: the line held, and nothing of what is new today was there', () => {
    const before = createWorld(nowMs, { day: 'the day before' });
    const today = createWorld(nowMs);
    const offline = ({ devices }: typeof today) =>
      devices.filter((device) => device.offlineSinceMs !== undefined);
    const troubles = before.events.filter(({ kind }) => /wan|poe|unreachable/.test(kind));

    expect([offline(before).length, offline(today).length]).toEqual([0, 1]);
    expect(before.internet.availabilityPercent).toBe(100);
    expect(before.internet.samples.filter(({ down }) => down)).toEqual([]);
    expect(troubles).toEqual([]);
    expect(before.detections.length).toBeLessThan(today.detections.length);
    expect(before.detections.filter(({ severity }) => severity === 1)).toEqual([]);
    expect(before.devices.map(({ mac }) => mac)).toEqual(today.devices.map(({ mac }) => mac));
  });

  test('grows to the size that is asked for', () => {
    const { clients, detections, events } = createWorld(nowMs, {
      clients: 250,
      detections: 240,
      sessions: 2000,
    });

    expect(clients).toHaveLength(250);
    expect(new Set(clients.map(({ ip }) => ip)).size).toBe(250);
    expect(new Set(clients.map(({ mac }) => mac)).size).toBe(250);
    expect(detections).toHaveLength(240);
    expect(events.length).toBeGreaterThan(3500);
  });
});
