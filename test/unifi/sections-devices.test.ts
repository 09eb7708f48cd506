import { describe, expect, test } from 'vitest';
import { defaultThresholds } from '../../src/findings/thresholds.ts';
import { isWell } from '../../src/render/rows.ts';
import { devicesBlocks } from '../../src/unifi/section-devices.ts';
import type { Device } from '../../src/unifi/snapshot.ts';
import { device, hourMs, nowMs } from '../helpers/snapshot.ts';

const tableOf = (...devices: Device[]) => {
  const block = devicesBlocks(devices).find(({ kind }) => kind === 'table');
  return block?.kind === 'table' ? block : undefined;
};

test('devices are counted by state and kind', () => {
  const [facts] = devicesBlocks([
    device({ kind: 'gateway' }),
    device({ state: 'offline' }),
    device({ state: 'updating', updateAvailable: true }),
  ]);
  expect(facts).toEqual({
    kind: 'facts',
    items: [
      { label: 'Devices', value: { number: 3 }, hint: '1 gateway, 2 access points' },
      { label: 'Online', value: { number: 1 } },
      { label: 'Offline', value: { number: 1, tone: 'critical' } },
      { label: 'In another state', value: { number: 1, tone: 'warning' } },
      { label: 'With an update', value: { number: 1 } },
    ],
  });
});

describe('the list', () => {
  test('has troubled devices first, then those with an update and its version, then the healthy ones, which a mail may sum up', () => {
    const offlineSinceMs = nowMs - 3 * hourMs;
    const table = tableOf(
      device({ name: 'Healthy' }),
      device({ name: 'Old', version: '6.5.28', updateAvailable: true, updateVersion: '6.6.77' }),
      device({ name: 'Gone', state: 'offline', version: '6.6.77', offlineSinceMs }),
    );
    expect(table?.rows).toEqual([
      ['Gone', { text: 'offline', tone: 'critical' }, { atMs: offlineSinceMs }, '6.6.77', null],
      ['Old', { text: 'online', tone: 'good' }, null, { text: '6.5.28 → 6.6.77', tone: 'neutral' }, null],
      ['Healthy', { text: 'online', tone: 'good' }, null, null, null],
    ]);
    expect(table?.rows.map(isWell)).toEqual([false, false, true]);
    expect(table?.well).toEqual({ one: 'device, online and well', many: 'devices, online and well' });
  });

  test('has what is offline first, then what overheats, then the rest, so that a cut takes the least urgent', () => {
    const old = Array.from({ length: 30 }, (_, index) => device({ name: `Old ${index}`, endOfLife: true }));
    const table = tableOf(
      ...old,
      device({ name: 'Hot', celsius: 92 }),
      device({ name: 'Gone', state: 'offline', celsius: 92 }),
    );
    expect(table?.rows.slice(0, 3).map(([name]) => name)).toEqual(['Gone', 'Hot', 'Old 0']);
  });

  test('has every device of a large network: what is shown of them is for the reader of the list to decide', () => {
    const many = Array.from({ length: 2_000 }, (_, index) => device({ id: `${index}` }));
    expect(tableOf(...many, device({ state: 'offline' }))?.rows).toHaveLength(2_001);
  });

  test("has a row for every device that the overheating rule's warning would name", () => {
    const celsius = defaultThresholds.deviceWarmCelsius;
    expect(tableOf(device({ celsius }))?.rows[0]?.[4]).toEqual({ celsius, tone: 'warning' });
    expect(tableOf(device({ celsius: celsius - 0.1 }))?.rows.map(isWell)).toEqual([true]);
    expect(tableOf(device({ overheating: true }))?.rows[0]).toMatchObject([
      'AP-Garage',
      { text: 'online, too hot', tone: 'warning' },
      null,
      null,
      null,
    ]);
  });

  test('keeps a state it does not know in the words of the console', () => {
    expect(tableOf(device({ state: 'unknown', rawState: '42' }))?.rows[0]?.[1]).toMatchObject({ text: '42' });
    expect(tableOf(device({ state: 'unknown' }))?.rows[0]?.[1]).toMatchObject({ text: 'unknown' });
  });

  test('says what is at the end of its life, and never invents a version', () => {
    const row = tableOf(device({ endOfLife: true, updateAvailable: true }))?.rows[0];
    expect(row).toEqual([
      'AP-Garage',
      { text: 'online, end of life', tone: 'warning' },
      null,
      { text: 'unknown → newer version', tone: 'neutral' },
      null,
    ]);
  });
});

test('a console without devices says so', () => {
  expect(devicesBlocks([])).toEqual([{ kind: 'note', tone: 'neutral', text: 'The console has no devices.' }]);
});
