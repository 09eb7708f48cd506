import { describe, expect, test } from 'vitest';
import { findAll } from '../../src/findings/index.ts';
import type { Device } from '../../src/unifi/snapshot.ts';
import { device, hourMs, nowMs, ok, period, snapshot } from '../helpers/snapshot.ts';

const findingsOf = (...devices: Device[]) =>
  findAll(snapshot({ devices: ok(devices) }), [], { period, nowMs });

test('devices that are online, cool and up to date need nobody', () => {
  expect(findingsOf(device({ celsius: 79.9, overheating: false, endOfLife: false }))).toEqual([]);
});

describe('a device that is offline', () => {
  test('is a warning that names it and says for how long', () => {
    const offlineSinceMs = nowMs - 3 * hourMs;
    expect(findingsOf(device({ state: 'offline', offlineSinceMs }))).toEqual([
      expect.objectContaining({
        id: 'devices.offline:02:00:5e:00:00:01',
        severity: 'warning',
        title: 'AP-Garage has been offline for 3 h',
        things: ['AP-Garage'],
        sinceMs: offlineSinceMs,
      }),
    ]);
  });

  test('counts from when it was last seen where the console does not say since when', () => {
    const [finding] = findingsOf(device({ state: 'offline', lastSeenMs: nowMs - 2 * hourMs }));
    expect(finding?.title).toBe('AP-Garage has been offline for 2 h');
  });

  test('has no length of time when nothing is known, or when a clock is wrong', () => {
    const [unknown] = findingsOf(device({ state: 'offline' }));
    expect(unknown?.title).toBe('AP-Garage is offline');
    expect(unknown).not.toHaveProperty('sinceMs');
    const [future] = findingsOf(device({ state: 'offline', offlineSinceMs: nowMs + hourMs }));
    expect(future?.title).toBe('AP-Garage is offline');
  });

  test('is critical when it is the gateway', () => {
    const [finding] = findingsOf(device({ state: 'offline', kind: 'gateway', name: 'Gateway' }));
    expect(finding).toMatchObject({ severity: 'critical', title: 'Gateway is offline' });
  });

  test.each(['updating', 'provisioning', 'heartbeat missed', 'pending adoption', 'unknown'] as const)(
    'is not one that is %s',
    (state) => {
      expect(findingsOf(device({ state }))).toEqual([]);
    },
  );
});

test('a device that is cut off, or that could not be adopted, is a warning each', () => {
  const found = findingsOf(
    device({ id: 'a', state: 'isolated' }),
    device({ id: 'b', name: 'Switch', state: 'adoption failed' }),
  );
  expect(found).toMatchObject([
    { id: 'devices.isolated:a', severity: 'warning', title: 'AP-Garage is cut off from the network' },
    { id: 'devices.adoption-failed:b', severity: 'warning', title: 'Switch could not be adopted' },
  ]);
});

describe('a device that is too hot', () => {
  test.each([
    [80, 'warning'],
    [89.9, 'warning'],
    [90, 'critical'],
  ])('at %d °C it is a %s', (celsius, severity) => {
    const [finding] = findingsOf(device({ celsius }));
    expect(finding).toMatchObject({ id: 'devices.overheating:02:00:5e:00:00:01', severity });
  });

  test('is told with its temperature', () => {
    expect(findingsOf(device({ celsius: 86.2 }))[0]?.title).toBe('AP-Garage is overheating at 86 °C');
  });

  test('is believed when it says so without a sensor', () => {
    const [finding] = findingsOf(device({ overheating: true }));
    expect(finding).toMatchObject({ severity: 'warning', title: 'AP-Garage is overheating' });
  });

  test('is not one that is offline: what it last measured is not now', () => {
    const found = findingsOf(device({ state: 'offline', celsius: 95, overheating: true }));
    expect(found.map(({ id }) => id)).toEqual(['devices.offline:02:00:5e:00:00:01']);
  });
});

describe('firmware', () => {
  test('of several devices is one notice that names each with the version offered', () => {
    const found = findingsOf(
      device({ id: 'a', updateAvailable: true, updateVersion: '6.6.77' }),
      device({ id: 'b', name: 'Switch', updateAvailable: true }),
      device({ id: 'c', name: 'Gateway' }),
    );
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({
      id: 'devices.update-available',
      severity: 'notice',
      title: 'Firmware updates are available for 2 devices',
      things: ['AP-Garage (6.6.77)', 'Switch'],
    });
    expect(found[0]?.meaning).toContain('AP-Garage (6.6.77) and Switch');
  });

  test('of one device names it in the title', () => {
    const [finding] = findingsOf(device({ updateAvailable: true, updateVersion: '6.6.77' }));
    expect(finding?.title).toBe('A firmware update is available for AP-Garage (6.6.77)');
  });

  test('that waits while a device runs for half a year is one notice with the longest time', () => {
    const days = (count: number) => count * 24 * hourMs;
    const waiting = { updateAvailable: true, updateVersion: '6.6.77' };
    const found = findingsOf(
      device({ id: 'a', uptimeMs: days(180), ...waiting }),
      device({ id: 'b', name: 'Switch', uptimeMs: days(400), ...waiting }),
      device({ id: 'c', name: 'Fresh', uptimeMs: days(179), ...waiting }),
      device({ id: 'd', name: 'Current', uptimeMs: days(400) }),
    );
    expect(found.find(({ id }) => id === 'devices.long-uptime')).toMatchObject({
      severity: 'notice',
      title: 'AP-Garage and Switch have not been updated or restarted for 400 d',
      things: ['AP-Garage', 'Switch'],
    });
    expect(findingsOf(device({ uptimeMs: days(400) }))).toEqual([]);
  });

  test('that has no future is one notice', () => {
    const found = findingsOf(
      device({ id: 'a', endOfLife: true }),
      device({ id: 'b', name: 'Old-Switch', endOfLife: true }),
    );
    expect(found).toMatchObject([
      {
        id: 'devices.end-of-life',
        severity: 'notice',
        title: 'AP-Garage and Old-Switch are at the end of life',
      },
    ]);
  });
});

test('a hostile name fits its title: one line, no control characters, of bounded length', () => {
  const name = `\u202e<b>{{x}}</b>\r\nBcc: x${'y'.repeat(5000)}`;
  const [finding] = findingsOf(device({ name, state: 'offline' }));
  expect(finding?.title).toMatch(/^<b>\{\{x\}\}<\/b> Bcc: xy+… is offline$/);
  expect(finding?.title.length).toBeLessThan(100);
});
