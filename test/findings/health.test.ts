import { expect, test } from 'vitest';
import { findAll } from '../../src/findings/index.ts';
import type { Snapshot } from '../../src/unifi/snapshot.ts';
import { device, internet, missing, nowMs, ok, period, snapshot } from '../helpers/snapshot.ts';

const gateway = device({ id: 'gw', name: 'Gateway', kind: 'gateway' });

const findingsOf = (subsystem: string, status: string, changes: Partial<Snapshot> = {}) =>
  findAll(
    snapshot({ health: ok([{ subsystem, status }]), devices: ok([gateway, device()]), ...changes }),
    [],
    { period, nowMs },
  );

test.each([
  ['wan', 'health.error:wan', 'The console reports an error in the internet connection'],
  ['wlan', 'health.error:wlan', 'The console reports an error in the Wi-Fi'],
  ['lan', 'health.error:lan', 'The console reports an error in the wired network'],
])('an error of %s is a warning', (subsystem, id, title) => {
  expect(findingsOf(subsystem, 'error')).toMatchObject([{ id, severity: 'warning', title }]);
});

test('wan and www in error are one finding with the same id as either', () => {
  const both = ok([
    { subsystem: 'wan', status: 'error' },
    { subsystem: 'www', status: 'error' },
  ]);
  expect(findingsOf('', '', { health: both }).map(({ id }) => id)).toEqual(['health.error:wan']);
  expect(findingsOf('www', 'error').map(({ id }) => id)).toEqual(['health.error:wan']);
});

test.each(['ok', 'unknown', 'warning', 'something new'])('the status "%s" is no error', (status) => {
  expect(findingsOf('wan', status)).toEqual([]);
});

test('vpn is in error wherever none is set up, so it is no finding', () => {
  expect(findingsOf('vpn', 'error')).toEqual([]);
});

test('a site without a gateway has no internet connection that could fail', () => {
  expect(findingsOf('wan', 'error', { devices: ok([device()]) })).toEqual([]);
});

test('the error stands when devices could not be read: no gateway is then not known', () => {
  expect(findingsOf('wan', 'error', { devices: missing('timeout', 'x') })).toHaveLength(1);
});

test('what an offline device or a line that is down explains is not told twice', () => {
  const offline = findingsOf('wlan', 'error', { devices: ok([gateway, device({ state: 'offline' })]) });
  expect(offline.map(({ id }) => id)).toEqual(['devices.offline:02:00:5e:00:00:01']);
  const down = findingsOf('wan', 'error', {
    internet: ok(internet({ wans: [{ name: 'WAN', up: false }] })),
  });
  expect(down.map(({ id }) => id)).toEqual(['internet.down:WAN']);
});
