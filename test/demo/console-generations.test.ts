import { describe, expect, test } from 'vitest';
import { flowFilters } from '../../src/demo/console/flow.ts';
import {
  type GenerationName,
  generationCalled,
  generationNames,
  generations,
} from '../../src/demo/console/generation.ts';
import { bodyOf, rowsOf } from './ask.ts';
import { type AskConsole, authorized, dayMs, legacy, nowMs, openConsole, v2 } from './consoles.ts';

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

const old = { all: 404, count: 404, flows: 404, event: 200, alarm: 200, ips: 200, health: 200 } as const;
const logged = { ...old, all: 200 } as const;
const flowing = { ...logged, flows: 200 } as const;
const counting = { ...flowing, count: 200 } as const;
const withAlarmsOnly = { ...counting, event: 404, ips: 404 } as const;
const withLogOnly = { ...withAlarmsOnly, alarm: 400 } as const;

/** What each generation answers to the questions that tell them apart (UniFi API reference §5.1). */
const statuses = {
  newest: withLogOnly,
  classic: logged,
  v7: { ...old, health: 404 },
  v8: old,
  'v9.0': logged,
  'v9.5': flowing,
  'v10.0': counting,
  'v10.2': withAlarmsOnly,
  'v10.5': withLogOnly,
  v11: withLogOnly,
} as const satisfies Record<GenerationName, unknown>;

/** Rows of the old lists in the last day: those of a frozen or emptied list are 0, as are those of one that is gone. */
const oldRows = async (askConsole: AskConsole) => {
  const within = { method: 'POST', body: { within: 24 } } as const;
  const count = async (path: string) => {
    const answer = await askConsole(`${legacy}/${path}`, within);
    return answer.status === 200 ? rowsOf(answer).length : 0;
  };
  return {
    event: await count('stat/event'),
    alarm: await count('list/alarm'),
    ips: await count('stat/ips/event'),
  };
};

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
      health: await statusOf(`${v2}/isp/health`),
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
    const called = { newest: '10.4', classic: '9.0' } as const satisfies Partial<
      Record<GenerationName, string>
    >;
    const version =
      generation === 'newest' || generation === 'classic' ? called[generation] : generation.slice(1);
    expect(String(system?.version).startsWith(`${version}.`)).toBe(true);
    expect(rowsOf(await askConsole(`${legacy}/stat/health`)).map(({ subsystem }) => subsystem)).toEqual([
      'wlan',
      'wan',
      'www',
      'lan',
      'vpn',
    ]);
  });

  test('has old lists with rows, or frozen, empty or gone', async () => {
    const rows = await oldRows(await open(generation));
    const { events, alarmLists, ipsEvents } = generations[generation];

    expect([rows.event > 200, rows.event > 0]).toEqual([events === 'rows', events === 'rows']);
    expect([rows.alarm > 20, rows.alarm > 0]).toEqual(Array(2).fill(alarmLists.length > 0));
    expect(rows.ips).toBe(ipsEvents === 'rows' ? 22 : 0);
  });

  test('carries the counters of its devices, but for the last', async () => {
    const devices = rowsOf(await (await open(generation))(`${legacy}/stat/device`));

    expect(new Set(devices.map((device) => Object.hasOwn(device, 'stat')))).toEqual(
      new Set([generation !== 'v11']),
    );
  });

  test('tells the same outage, samples and speed tests, where it has them', async () => {
    const askConsole = await open(generation);
    if (generation === 'v7') {
      for (const path of ['isp/health', 'downtime', 'speedtest'])
        expect((await askConsole(`${v2}/${path}`)).status).toBe(404);
      return;
    }
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

    expect(Object.hasOwn(dashboard, 'cybersecure')).toBe(
      !['classic', 'v7', 'v8', 'v9.0'].includes(generation),
    );
  });
});

test('generations are called by their names, with or without the v', () => {
  expect(generationNames.map(generationCalled)).toEqual(generationNames);
  expect(['7', '9.5', '10.0', '11', '12', ''].map(generationCalled)).toEqual([
    'v7',
    'v9.5',
    'v10.0',
    'v11',
    undefined,
    undefined,
  ]);
  expect(Object.keys(generations).toSorted()).toEqual(generationNames.toSorted());
});

describe('the same network on every surface', () => {
  test('devices and clients are the same to the letter', async () => {
    const alike = generationNames.filter((name) => generations[name].deviceCounters);
    const consoles = await Promise.all(alike.map(open));
    for (const path of [`${legacy}/stat/device`, `${legacy}/stat/sta`]) {
      const texts = await Promise.all(consoles.map(async (askConsole) => (await askConsole(path)).text));

      expect(texts[0]?.length).toBeGreaterThan(10_000);
      expect(new Set(texts).size).toBe(1);
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
