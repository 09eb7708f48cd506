import { describe, expect, test } from 'vitest';
import { defaultThresholds } from '../../src/findings/thresholds.ts';
import { isWell } from '../../src/render/rows.ts';
import { crowdedRatio, poorExperience, wifiBlocks } from '../../src/unifi/section-wifi.ts';
import type { Client, Device } from '../../src/unifi/snapshot.ts';
import { client, device, missing, ok } from '../helpers/snapshot.ts';

const accessPoint = (name: string, ...radios: NonNullable<Device['radios']>): Device =>
  device({ name, id: name, radios, experienceRatio: 0.9, clientCount: 4 });

const radiosOf = (devices: readonly Device[], clients: readonly Client[] = []) => {
  const block = wifiBlocks(devices, ok(clients)).find(({ kind }) => kind === 'table');
  return block?.kind === 'table' ? block : undefined;
};

describe('the radios', () => {
  test('stand with their channel, its load, their clients and how well those are served', () => {
    const radio = { band: '5 GHz', channel: 44, busyRatio: 0.12, clientCount: 7, experienceRatio: 0.97 };
    expect(radiosOf([accessPoint('AP-Lobby', radio)])?.rows).toEqual([
      [
        'AP-Lobby',
        { text: 'well', tone: 'good' },
        '5 GHz, 44',
        { ratio: 0.12 },
        { number: 7 },
        { ratio: 0.97 },
      ],
    ]);
  });

  test('that serve their clients poorly come first, then crowded ones; the others are well', () => {
    const radios = radiosOf([
      accessPoint('Well', { band: '5 GHz', busyRatio: 0.2 }),
      accessPoint('Crowded', { band: '2.4 GHz', busyRatio: crowdedRatio }),
      accessPoint('Poor', { band: '5 GHz', busyRatio: 0.2, clientCount: 3, experienceRatio: 0.4 }),
    ]);
    expect(radios?.rows.map(([name, state]) => [name, state])).toEqual([
      ['Poor', { text: 'poor experience', tone: 'warning' }],
      ['Crowded', { text: 'crowded', tone: 'warning' }],
      ['Well', { text: 'well', tone: 'good' }],
    ]);
    expect(radios?.rows.map(isWell)).toEqual([false, false, true]);
    expect(radios?.well).toEqual({ one: 'radio, not crowded', many: 'radios, none crowded' });
  });

  test('that measure nothing are neither well nor troubled', () => {
    expect(radiosOf([accessPoint('AP', { band: '6 GHz' })])?.rows).toEqual([
      ['AP', null, '6 GHz', null, null, null],
    ]);
  });

  test('of an access point that is offline are not told', () => {
    const offline = { ...accessPoint('AP', { band: '5 GHz', busyRatio: 0.9 }), state: 'offline' } as const;
    expect(radiosOf([offline])).toBeUndefined();
  });

  test('are judged as the findings judge them', () => {
    expect(crowdedRatio).toBe(defaultThresholds.busyChannelRatio);
    expect(poorExperience).toEqual({
      ratio: defaultThresholds.poorExperienceRatio,
      clients: defaultThresholds.poorExperienceClients,
    });
  });
});

describe('the facts', () => {
  const [facts] = wifiBlocks(
    [
      accessPoint('A', { band: '5 GHz' }),
      { ...accessPoint('B', { band: '5 GHz' }), experienceRatio: 0.5, clientCount: 1 },
      device({ id: 'C', state: 'offline' }),
    ],
    ok([client(), client({ connection: 'wired' })]),
  );

  test('count access points, radios and clients, and weigh the experience by clients', () => {
    expect(facts).toMatchObject({
      items: [
        { label: 'Access points online', value: { text: '2 of 3', tone: 'warning' } },
        { label: 'Radios', value: { number: 2 } },
        { label: 'Wi-Fi clients', value: { number: 1 } },
        { label: 'Experience', value: { ratio: (0.9 * 4 + 0.5) / 5 } },
      ],
    });
  });

  test('hold no number of clients that were not read', () => {
    expect(JSON.stringify(wifiBlocks([device()], missing('timeout')))).not.toContain('clients');
  });
});

test('clients are counted by the name of their Wi-Fi, where there are several', () => {
  const on = (ssid: string) => client({ ssid });
  const blocks = wifiBlocks([device()], ok([on('Guest'), on('Harbour'), on('Harbour')]));
  expect(blocks.at(-1)).toMatchObject({
    kind: 'bars',
    items: [
      { label: 'Harbour', amount: 2 },
      { label: 'Guest', amount: 1 },
    ],
  });
  expect(wifiBlocks([device()], ok([on('Harbour')])).some(({ kind }) => kind === 'bars')).toBe(false);
});

test('a console without access points and radios says so', () => {
  expect(wifiBlocks([device({ kind: 'switch' })], ok([]))).toEqual([
    { kind: 'note', tone: 'neutral', text: 'The console has no access points.' },
  ]);
});
