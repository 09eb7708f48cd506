import { describe, expect, test } from 'vitest';
import type { NearbyAccessPoint } from '../../src/unifi/side-parts.ts';
import { client, device, hourMs, nowMs, ok } from '../helpers/snapshot.ts';
import { findingsAfter } from './happenings.ts';

const own = device({
  id: '02:00:5e:00:10:01',
  networks: [{ ssid: 'Harbour', bssid: '06:00:5e:00:10:01' }],
});
const impostor = (changes: Partial<NearbyAccessPoint> = {}): NearbyAccessPoint => ({
  bssid: '02:aa:bb:cc:dd:01',
  ssid: 'Harbour',
  heardBy: own.id,
  isRogue: false,
  isUnifi: false,
  ...changes,
});
const findingsNear = (neighbour: NearbyAccessPoint, devices = [own]) =>
  findingsAfter([], { devices: ok(devices), airspace: ok([neighbour]) });

describe('a foreign access point with the name of our Wi-Fi', () => {
  test('is a warning with its address and who hears it', () => {
    const [finding, ...others] = findingsNear(impostor());
    expect(others).toEqual([]);
    expect(finding).toMatchObject({
      id: 'wifi.rogue-ap:02:aa:bb:cc:dd:01',
      severity: 'warning',
      title: 'A foreign access point uses our Wi-Fi name Harbour',
    });
    expect(finding?.meaning).toContain('heard by AP-Garage');
  });

  test('is one finding when the list and events tell of it, with the first time', () => {
    const told = { kind: 'ROGUE_AP_DETECTED', facts: { ssid: 'Harbour', bssid: impostor().bssid } };
    const found = findingsAfter([told, { ...told, atMs: nowMs - 5 * hourMs }], {
      devices: ok([own]),
      airspace: ok([impostor()]),
    });
    expect(found).toMatchObject([{ id: 'wifi.rogue-ap:02:aa:bb:cc:dd:01', sinceMs: nowMs - 5 * hourMs }]);
  });

  test('is known by the names that our clients use, where our access points do not tell theirs', () => {
    const found = findingsAfter([], {
      clients: ok([client({ ssid: 'Harbour' })]),
      airspace: ok([impostor()]),
    });
    expect(found).toHaveLength(1);
  });
});

describe('an access point nearby is nothing', () => {
  test('when it has another name, or none', () => {
    expect(findingsNear(impostor({ ssid: 'Chandlery', isRogue: true }))).toEqual([]);
    const { ssid, ...hidden } = impostor();
    expect(ssid).toBe('Harbour');
    expect(findingsNear(hidden)).toEqual([]);
  });

  test('when it is one of ours', () => {
    expect(findingsNear(impostor({ bssid: '06:00:5e:00:10:01' }))).toEqual([]);
  });

  test('when its address is that of a device of ours that says nothing of its networks', () => {
    const silent = device({ id: '02:aa:bb:cc:dd:09' });
    expect(findingsNear(impostor(), [own, silent])).toEqual([]);
  });

  test('when it is of our maker and may be ours, as long as the console does not call it rogue', () => {
    const clients = ok([client({ ssid: 'Harbour' })]);
    const near = (isRogue: boolean) =>
      findingsAfter([], { clients, airspace: ok([impostor({ isUnifi: true, isRogue })]) });
    expect(near(false)).toEqual([]);
    expect(near(true)).toHaveLength(1);
  });
});
