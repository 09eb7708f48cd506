import { describe, expect, test } from 'vitest';
import { flowFilters } from '../../src/demo/console/flow.ts';
import { bodyOf, rowsOf } from './ask.ts';
import { authorized, legacy, nowMs, openConsole, v2 } from './consoles.ts';

const filters = Object.fromEntries(flowFilters.map((name) => [name, []]));
const intrusions = { ...filters, policy_type: ['INTRUSION_PREVENTION'] };

const openFlows = async (options = {}) => {
  const askConsole = await authorized(await openConsole('newest', options), 'newest');
  return (body: unknown) => askConsole(`${v2}/traffic-flows`, { method: 'POST', body });
};

describe('traffic-flows', () => {
  test('wants every filter, empty or not', async () => {
    const flows = await openFlows();
    const incomplete = { ...intrusions, risk: undefined };

    expect((await flows(intrusions)).status).toBe(200);
    expect((await flows(incomplete)).status).toBe(400);
  });

  test('tells intrusions from everyday traffic', async () => {
    const flows = await openFlows();
    const all = bodyOf(await flows({ ...filters, pageSize: 1000 }));

    expect(rowsOf(await flows(intrusions))).toHaveLength(12);
    expect(all.total_element_count).toBe(37);
  });

  test('pages to the end and says when there is more', async () => {
    const flows = await openFlows({ world: { detections: 250 } });
    const pages = await Promise.all(
      [0, 1, 2].map((pageNumber) => flows({ ...intrusions, pageNumber, pageSize: 100 })),
    );
    const ids = pages.flatMap((page) => rowsOf(page).map(({ id }) => id));

    expect(pages.map((page) => bodyOf(page).has_next)).toEqual([true, true, false]);
    expect(new Set(ids).size).toBe(250);
  });

  test('keeps to the window it is asked for', async () => {
    const flows = await openFlows();
    const rows = rowsOf(
      await flows({ ...intrusions, timestampFrom: nowMs - 7 * 3_600_000, timestampTo: nowMs }),
    );

    expect(rows.map(({ count }) => count)).toEqual([1, 2, 1, 2]);
  });

  test('carries the signature, with the quirks of real rows', async () => {
    const flows = await openFlows();
    const rows = rowsOf(await flows(intrusions));
    const pro = rows.filter(({ ips }) => Object(ips).enhanced_detection === true);

    expect(pro.map(({ ips }) => Object(ips).signature_id)).toEqual([2861104, 2857713, 2855310]);
    expect(new Set(rows.map(({ action }) => action))).toEqual(
      new Set(['blocked', 'BLOCK', 'allowed', 'ALLOW']),
    );
    expect(rows.some(({ ips }) => typeof Object(ips).signature_id === 'string')).toBe(true);
  });
});

describe('quirks of the inventory', () => {
  const rowsBelow = async (path: string) => {
    const askConsole = await authorized(await openConsole('newest'), 'newest');
    return rowsOf(await askConsole(`${legacy}/${path}`));
  };
  const named = async (name: string) => (await rowsBelow('stat/device')).find((row) => row.name === name);

  test('numbers come as text where consoles do that', async () => {
    expect(await named('Harbour Gateway')).toMatchObject({ 'system-stats': { cpu: '12.4', mem: '61.8' } });
    expect(await named('AP-Reception')).toMatchObject({ 'system-stats': { cpu: 14, mem: 52 } });
    expect(await named('SW-Warehouse')).toMatchObject({
      uptime: '1036800',
      temperatures: [{ value: '47 C' }],
    });
    expect(await named('SW-Core')).toMatchObject({ overheating: true, general_temperature: 86 });
  });

  test('a device that is away has neither load nor uptime, and no update on offer', async () => {
    const garage = await named('AP-Garage');

    expect(garage).toMatchObject({
      state: 0,
      satisfaction: -1,
      'system-stats': {},
      last_seen: (nowMs - 3 * 3_600_000) / 1000,
    });
    expect(Object.keys(garage ?? {})).not.toContain('uptime');
    expect(Object.keys(garage ?? {})).not.toContain('upgradable');
  });

  test('only a device with an update names its version', async () => {
    const offered = (await rowsBelow('stat/device')).filter(({ upgradable }) => upgradable === true);

    expect(offered.map(({ name, upgrade_to_firmware: version }) => [name, version])).toEqual([
      ['SW-Office', '7.2.123'],
      ['AP-Warehouse', '6.7.31'],
    ]);
  });

  test('some clients have no name, some not even a host name', async () => {
    const clients = await rowsBelow('stat/sta');
    const nameless = clients.filter((row) => !Object.hasOwn(row, 'name'));

    expect(nameless.length).toBeGreaterThan(5);
    expect(nameless.filter((row) => !Object.hasOwn(row, 'hostname')).length).toBeGreaterThan(1);
    expect(clients.filter((row) => row.is_wired && !Object.hasOwn(row, 'wired-tx_bytes'))).toEqual([]);
  });
});
