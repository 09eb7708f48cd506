import { describe, expect, test } from 'vitest';
import { signalWord } from '../../src/findings/signal.ts';
import type { RoamingClient } from '../../src/unifi/event-subjects.ts';
import { client, device, events, hourMs, nowMs, ok } from '../helpers/snapshot.ts';
import { findingsIn, findingsOfDevices, findingsOfEvents } from './finding-of.ts';

test.each([
  [-50, 'excellent'],
  [-51, 'good'],
  [-60, 'good'],
  [-61, 'fair'],
  [-70, 'fair'],
  [-71, 'poor'],
  [-80, 'poor'],
  [-81, 'very poor'],
])('a signal of %d dBm is %s', (signalDbm, word) => {
  expect(signalWord(signalDbm)).toBe(word);
});

describe('access points', () => {
  const radio = (busyRatio: number) => ({ band: '2.4 GHz', channel: 6, busyRatio });

  test('on a crowded channel are one notice that names band, channel and share', () => {
    const one = findingsOfDevices(device({ radios: [radio(0.7), { band: '5 GHz', busyRatio: 0.1 }] }));
    expect(one).toMatchObject([
      {
        id: 'wifi.channel-busy',
        severity: 'notice',
        title: 'A Wi-Fi channel is crowded: AP-Garage 2.4 GHz, channel 6, 70% busy',
        things: ['AP-Garage'],
      },
    ]);
    const many = findingsOfDevices(device({ radios: [radio(0.7), radio(0.9)] }));
    expect(many).toMatchObject([{ title: 'Wi-Fi channels are crowded on 2 radios', things: ['AP-Garage'] }]);
  });

  test('on a free channel, or that do not measure it, are none', () => {
    expect(findingsOfDevices(device({ radios: [radio(0.69), { band: '5 GHz' }] }))).toEqual([]);
  });

  test('whose clients are served poorly are a warning', () => {
    const poor = device({ experienceRatio: 0.59, clientCount: 3 });
    expect(findingsOfDevices(poor)).toMatchObject([
      {
        id: 'wifi.poor-experience:02:00:5e:00:00:01',
        severity: 'warning',
        title: 'Wi-Fi at AP-Garage serves its clients poorly (59%)',
      },
    ]);
    expect(findingsOfDevices({ ...poor, experienceRatio: 0.6 }, { ...poor, clientCount: 2 })).toEqual([]);
    expect(findingsOfDevices({ ...poor, kind: 'switch' })).toEqual([]);
  });

  test('that heard radar are a notice since the first time', () => {
    const heard = (hours: number) => ({ kind: 'AP_DETECTED_RADAR', atMs: nowMs - hours * hourMs });
    expect(findingsOfEvents([heard(1), heard(3)])).toMatchObject([
      {
        id: 'wifi.radar:02:00:5e:00:00:01',
        severity: 'notice',
        title: 'AP-Garage heard radar 2 times and left its channel',
        sinceMs: nowMs - 3 * hourMs,
      },
    ]);
  });

  test('that keep changing their channel are a notice; a few changes are routine', () => {
    const change = { kind: 'AP_CHANGED_CHANNELS' };
    expect(findingsOfEvents(Array.from({ length: 5 }, () => change))).toMatchObject([
      { id: 'wifi.channel-changes:02:00:5e:00:00:01', title: 'AP-Garage changed its channel 5 times' },
    ]);
    expect(findingsOfEvents(Array.from({ length: 4 }, () => change))).toEqual([]);
  });
});

describe('clients', () => {
  const findingsOfClients = (...clients: ReturnType<typeof client>[]) => findingsIn({ clients: ok(clients) });

  test('with hardly any signal are one notice, the weakest first, in words', () => {
    const found = findingsOfClients(
      client({ signalDbm: -81 }),
      client({ id: 'b', name: 'Camera', signalDbm: -88 }),
    );
    expect(found).toMatchObject([
      {
        id: 'wifi.weak-clients',
        severity: 'notice',
        title: '2 Wi-Fi clients have hardly any signal',
        things: ['Camera', 'Laptop'],
      },
    ]);
    expect(found[0]?.meaning).toContain('Camera (−88 dBm, very poor) and Laptop (−81 dBm, very poor).');
    expect(findingsOfClients(client({ signalDbm: -81 }))[0]?.title).toBe(
      'Laptop has hardly any Wi-Fi signal',
    );
  });

  test('with some signal, none measured, or on a cable are none', () => {
    const wired = client({ connection: 'wired', signalDbm: -90 });
    expect(findingsOfClients(client({ signalDbm: -80 }), client(), wired)).toEqual([]);
  });

  const roaming = (returnCount: number): RoamingClient => ({
    name: 'Tablet',
    returnCount,
    between: [{ id: '02:00:5e:00:00:01', name: '02:00:5e:00:00:01' }, { name: 'AP-Yard' }],
  });

  test('that go back and forth are one notice that names the access points as they are called now', () => {
    const found = findingsIn({
      devices: ok([device()]),
      events: ok(events({ roaming: [roaming(12), roaming(9)] })),
    });
    expect(found).toMatchObject([
      {
        id: 'wifi.roaming',
        severity: 'notice',
        title: 'Tablet keeps going back and forth between access points',
        things: ['Tablet'],
      },
    ]);
    expect(found[0]?.meaning).toContain('Tablet 12 times between AP-Garage and AP-Yard.');
  });

  test('that turned round a few times are none', () => {
    expect(findingsIn({ events: ok(events({ roaming: [roaming(9)] })) })).toEqual([]);
  });
});
