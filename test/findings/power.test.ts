import { describe, expect, test } from 'vitest';
import { device, minuteMs, nowMs } from '../helpers/snapshot.ts';
import { findingsOfDevices, findingsOfEvents } from './finding-of.ts';

const ups = { id: '02:00:5e:00:00:99', name: 'UPS-Rack' };
const cut = (minutesAgo: number) => ({
  kind: 'DEVICE_UPS_BATTERY_POWER',
  atMs: nowMs - minutesAgo * minuteMs,
  device: ups,
});
const back = (minutesAgo: number) => ({ ...cut(minutesAgo), kind: 'DEVICE_UPS_POWER_RESTORED' });
const id = 'power.ups-on-battery:02:00:5e:00:00:99';

describe('a UPS', () => {
  test('that runs on battery is critical since the mains went', () => {
    expect(findingsOfEvents([cut(20), back(30), cut(40)])).toMatchObject([
      { id, severity: 'critical', title: 'UPS-Rack runs on battery', sinceMs: nowMs - 20 * minuteMs },
    ]);
  });

  test('whose mains came back is a notice that says how long, or how often', () => {
    expect(findingsOfEvents([cut(20), back(6)])).toMatchObject([
      { id, severity: 'notice', title: 'UPS-Rack ran on battery for 14 min' },
    ]);
    expect(findingsOfEvents([cut(40), back(30), cut(20), back(6)])).toMatchObject([
      { title: 'UPS-Rack ran on battery 2 times' },
    ]);
  });

  test('whose cut came before the period is none when the mains are back', () => {
    expect(findingsOfEvents([back(6)])).toEqual([]);
  });

  test('that does not answer is a warning', () => {
    expect(findingsOfEvents([{ kind: 'DEVICE_UPS_OFFLINE', device: ups }])).toMatchObject([
      { id: 'power.ups-offline:02:00:5e:00:00:99', severity: 'warning' },
    ]);
  });
});

test.each(['DEVICE_POWERED_BY_USP_RPS', 'DEVICES_POWERED_BY_USW_MC'])(
  '%s: a device on its last supply is a warning',
  (kind) => {
    expect(findingsOfEvents([{ kind }])).toMatchObject([
      {
        id: 'power.on-backup:02:00:5e:00:00:01',
        severity: 'warning',
        title: 'AP-Garage was powered by its backup supply',
      },
    ]);
  },
);

describe('the PoE budget of a switch', () => {
  const using = (usedWatts: number) =>
    device({ id: 'sw', name: 'SW-Core', kind: 'switch', poe: { usedWatts, budgetWatts: 60 } });

  test('is a notice when it is nearly used up', () => {
    const [finding, ...rest] = findingsOfDevices(using(54.6));
    expect(finding).toMatchObject({
      id: 'power.poe-budget-near:sw',
      severity: 'notice',
      title: 'SW-Core uses 91% of its PoE power',
    });
    expect(finding?.meaning).toContain('54.6 of 60 W');
    expect(rest).toEqual([]);
  });

  test('is a warning, and nothing else, when it is used up', () => {
    expect(findingsOfDevices(using(60))).toMatchObject([
      { id: 'power.poe-budget-exceeded:sw', severity: 'warning' },
    ]);
  });

  test('that was exceeded by event is told once', () => {
    const event = { kind: 'POE_BUDGET_EXCEEDED', device: { id: 'sw', name: 'SW-Core' } };
    for (const watts of [20, 55, 61])
      expect(findingsOfEvents([event], [using(watts)])).toMatchObject([
        { id: 'power.poe-budget-exceeded:sw', things: ['SW-Core'] },
      ]);
  });

  test('with room is nobody’s business, and an offline switch gives none', () => {
    expect(findingsOfDevices(using(53.9))).toEqual([]);
    expect(findingsOfDevices({ ...using(60), state: 'offline' })).toMatchObject([
      { id: 'devices.offline:sw' },
    ]);
  });
});

test('a port that was overloaded is a warning with the number of times and the console’s sentence', () => {
  const row = { kind: 'POE_PORT_BUDGET_EXCEEDED', text: 'Port 5 of SW-Core exceeded its PoE budget.' };
  const [finding] = findingsOfEvents([row, row]);
  expect(finding).toMatchObject({ id: 'power.poe-port-overloaded:02:00:5e:00:00:01', severity: 'warning' });
  expect(finding?.meaning).toMatch(/^2 times .*Port 5 of SW-Core exceeded its PoE budget\.$/);
});
