import { describe, expect, test } from 'vitest';
import { flowFilters } from '../../src/demo/console/flow.ts';
import type { GenerationName } from '../../src/demo/console/generation.ts';
import { bodyOf, rowsOf } from './ask.ts';
import { type AskConsole, authorized, dayMs, legacy, nowMs, openConsole, v2 } from './consoles.ts';

const generationNames = ['newest', 'v8', 'classic'] as const;

const open = async (generation: GenerationName): Promise<AskConsole> =>
  authorized(await openConsole(generation), generation);

const flowQuestion = (more: Record<string, unknown> = {}) => ({
  method: 'POST' as const,
  body: {
    ...Object.fromEntries(flowFilters.map((name) => [name, []])),
    policy_type: ['INTRUSION_PREVENTION'],
    timestampFrom: nowMs - dayMs,
    timestampTo: nowMs,
    ...more,
  },
});

/** What each generation answers to the questions that tell them apart (UniFi API reference §5.1). */
const statuses = {
  newest: { all: 200, count: 200, flows: 200, event: 404, alarm: 400, ips: 404 },
  v8: { all: 404, count: 404, flows: 404, event: 200, alarm: 200, ips: 200 },
  classic: { all: 200, count: 404, flows: 404, event: 200, alarm: 200, ips: 200 },
} as const;

describe.each(generationNames)('a console of the generation "%s"', (generation) => {
  test('knows what its age knows', async () => {
    const askConsole = await open(generation);
    const post = { method: 'POST', body: {} } as const;
    const statusOf = async (path: string, question = {}) => (await askConsole(path, question)).status;

    expect({
      all: await statusOf(`${v2}/system-log/all`, post),
      count: await statusOf(`${v2}/system-log/count`, post),
      flows: await statusOf(`${v2}/traffic-flows`, flowQuestion()),
      event: await statusOf(`${legacy}/stat/event`, post),
      alarm: await statusOf(`${legacy}/list/alarm`),
      ips: await statusOf(`${legacy}/stat/ips/event`, post),
    }).toEqual(statuses[generation]);
  });

  test('lists its one site, ten devices and forty clients', async () => {
    const askConsole = await open(generation);

    expect(rowsOf(await askConsole('/api/self/sites'))).toMatchObject([
      { name: 'default', desc: 'Harbour Office' },
    ]);
    expect(rowsOf(await askConsole(`${legacy}/stat/device`))).toHaveLength(10);
    expect(rowsOf(await askConsole(`${legacy}/stat/sta`))).toHaveLength(40);
    const [system] = rowsOf(await askConsole(`${legacy}/stat/sysinfo`));
    expect(system?.version).toMatch({ newest: /^10\.4/, v8: /^8\.6/, classic: /^9\.0/ }[generation]);
    expect(rowsOf(await askConsole(`${legacy}/stat/health`)).map(({ subsystem }) => subsystem)).toEqual([
      'wlan',
      'wan',
      'www',
      'lan',
      'vpn',
    ]);
  });

  test('tells the same outage, samples and speed tests', async () => {
    const askConsole = await open(generation);
    const window = `start=${nowMs - dayMs}&end=${nowMs}`;
    const { health_stats: samples } = bodyOf(await askConsole(`${v2}/isp/health?${window}`));
    const outages = rowsOf(
      await askConsole(`${v2}/downtime?timestampFrom=${nowMs - dayMs}&timestampTo=${nowMs}`),
    );
    const tests = rowsOf(
      await askConsole(`${v2}/speedtest?timestampFrom=${nowMs - dayMs}&timestampTo=${nowMs}`),
    );

    expect(samples).toHaveLength(289);
    expect(outages).toMatchObject([{ downtime_in_seconds: 840, wan_network_group: 'WAN' }]);
    expect(tests).toMatchObject([
      { download_mbps: 0, upload_mbps: 0, latency_ms: 0 },
      { download_mbps: 941.3, upload_mbps: 466.8 },
    ]);
  });

  test('says "unknown" in the words of each surface', async () => {
    const askConsole = await open(generation);

    expect(bodyOf(await askConsole(`${legacy}/stat/nothing`))).toMatchObject({
      meta: { msg: 'api.err.NotFound' },
    });
    expect(bodyOf(await askConsole(`${v2}/nothing`))).toMatchObject({ errorCode: 404 });
    expect((await askConsole(`${legacy}/constructor`)).status).toBe(404);
    expect(bodyOf(await askConsole('/api/s/elsewhere/stat/sta'))).toMatchObject({
      meta: { msg: 'api.err.NoSiteContext' },
    });
  });

  test('keeps the subscription to itself unless it is new enough', async () => {
    const askConsole = await open(generation);
    const dashboard = bodyOf(
      await askConsole(`${v2}/aggregated-dashboard?historySeconds=86400&widgets=cybersecure`),
    );

    expect(Object.hasOwn(dashboard, 'cybersecure')).toBe(generation === 'newest');
  });
});

describe('the same network on every surface', () => {
  test('devices and clients are the same to the letter', async () => {
    const [newest, v8, classic] = await Promise.all(generationNames.map(open));
    for (const path of [`${legacy}/stat/device`, `${legacy}/stat/sta`]) {
      const first = (await newest?.(path))?.text;

      expect(first?.length).toBeGreaterThan(10_000);
      expect((await v8?.(path))?.text).toBe(first);
      expect((await classic?.(path))?.text).toBe(first);
    }
  });

  test('blocked and detected add up to the same', async () => {
    const newest = await open('newest');
    const v8 = await open('v8');
    const flows = rowsOf(await newest(`${v2}/traffic-flows`, flowQuestion()));
    const hits = (word: RegExp) =>
      flows
        .filter(({ action }) => word.test(String(action)))
        .reduce((sum, { count }) => sum + Number(count), 0);
    const ips = rowsOf(await v8(`${legacy}/stat/ips/event`, { method: 'POST', body: {} }));
    const rows = (action: string) => ips.filter((row) => row.inner_alert_action === action).length;
    const log = rowsOf(
      await newest(`${v2}/system-log/all`, { method: 'POST', body: { events: ['THREAT_BLOCKED'] } }),
    );

    expect([hits(/^block/i), hits(/^allow/i)]).toEqual([17, 5]);
    expect([rows('blocked'), rows('allowed')]).toEqual([17, 5]);
    expect(log).toHaveLength(17);
  });

  test('every event of the log is an old event or an alarm', async () => {
    const newest = await open('newest');
    const v8 = await open('v8');
    const { total_element_count: total } = bodyOf(
      await newest(`${v2}/system-log/all`, { method: 'POST', body: {} }),
    );
    const events = rowsOf(await v8(`${legacy}/stat/event`, { method: 'POST', body: { within: 24 } }));
    const alarms = rowsOf(await v8(`${legacy}/list/alarm`)).filter(({ key }) => key === 'EVT_IPS_IpsAlert');

    expect(events.length + alarms.length).toBe(total);
    expect(events.filter(({ key }) => !/^EVT_(W[UG]|L[UG]|AP|SW|GW|AD)_/.test(String(key)))).toEqual([]);
  });
});
