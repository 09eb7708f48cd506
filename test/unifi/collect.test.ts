import { describe, expect, onTestFinished, test } from 'vitest';
import type { Console } from '../../src/console/console.ts';
import type { Period } from '../../src/period.ts';
import { collectNetwork } from '../../src/unifi/collect.ts';
import type { Snapshot } from '../../src/unifi/snapshot.ts';
import { consoleWith } from '../helpers/console-answers.ts';
import {
  type Answer,
  type ConsoleServerOptions,
  json,
  openTestConsole,
  startConsoleServer,
} from '../helpers/console-server.ts';
import { deadline } from '../helpers/deadline.ts';
import { aboveDebug, recordingLog } from '../helpers/log.ts';
import { legacy, legacyError, unifiFixture } from '../helpers/unifi-fixture.ts';

const period: Period = { fromMs: 1_789_900_000_000, toMs: 1_790_100_000_000 };
const within = period.fromMs + 1_000_000;

const inventory: Readonly<Record<string, Answer>> = {
  'GET /api/s/default/stat/sysinfo': json(legacy([unifiFixture('aiounifi/stat-sysinfo.json')])),
  'GET /api/s/default/stat/health': json(unifiFixture('unpoller-unifi/stat-health-udm.json')),
  'GET /api/s/default/stat/device': json(
    legacy([
      unifiFixture('aiounifi/stat-device-ugw-usg3.json'),
      unifiFixture('aiounifi/stat-device-usw-8.json'),
      unifiFixture('unpoller-unifi/stat-device-uap.json'),
    ]),
  ),
  'GET /api/s/default/stat/sta': json(
    legacy([unifiFixture('aiounifi/stat-sta-wired.json'), unifiFixture('aiounifi/stat-sta-wireless.json')]),
  ),
};

const line: Readonly<Record<string, Answer>> = {
  'GET /v2/api/site/default/speedtest': json(unifiFixture('chris2ao-unifi-mcp/v2-speedtest.json')),
  'GET /v2/api/site/default/isp/health': json({
    health_stats: [{ timestamp: within, latency_avg_ms: 9, wan_downtime: false }],
  }),
  'GET /v2/api/site/default/downtime': json([]),
};

const newest: Readonly<Record<string, Answer>> = {
  ...inventory,
  ...line,
  'POST /v2/api/site/default/system-log/all': json(unifiFixture('chris2ao-unifi-mcp/v2-system-log-all.json')),
  'POST /v2/api/site/default/traffic-flows': json({
    data: [
      { id: 'f', action: 'blocked', time: within, ips: { signature: 'ET SCAN', signature_id: 2_001_219 } },
    ],
  }),
};

const older: Readonly<Record<string, Answer>> = {
  ...inventory,
  'POST /api/s/default/stat/event': json(
    legacy([{ key: 'EVT_SW_Lost_Contact', time: within, msg: 'Switch[aa] was disconnected', sw_name: 'SW' }]),
  ),
  'GET /api/s/default/list/alarm': json(legacy([])),
  'POST /api/s/default/stat/ips/event': json(
    legacy([{ inner_alert_signature: 'ET SCAN', inner_alert_action: 'blocked', time: within }]),
  ),
  'POST /api/s/default/stat/report/archive.speedtest': json(
    legacy([{ time: within, xput_download: 100, xput_upload: 10, latency: 9 }]),
  ),
};

async function collect(console: Console, budgetMs = 20_000) {
  const { log, lines } = recordingLog();
  const snapshot = await collectNetwork(console, period, deadline(budgetMs), { now: () => Date.now(), log });
  return { snapshot, lines };
}

async function collectFrom(options: ConsoleServerOptions, budgetMs?: number) {
  const server = await startConsoleServer(options);
  onTestFinished(server.close);
  return { ...(await collect(openTestConsole(server), budgetMs)), server };
}

const partNames = ['system', 'health', 'devices', 'clients', 'internet', 'events', 'detections'] as const;
const statuses = (snapshot: Snapshot) =>
  Object.fromEntries(
    partNames.map((name) => {
      const part = snapshot[name];
      return [name, part.status === 'ok' ? 'ok' : part.code];
    }),
  );
const allOk = Object.fromEntries(partNames.map((name) => [name, 'ok']));

describe('a whole console', () => {
  test('of today, with a login', async () => {
    const { snapshot, lines, server } = await collectFrom({ answers: newest });

    expect(statuses(snapshot)).toEqual(allOk);
    expect(snapshot).toMatchObject({
      host: server.host,
      kind: 'unifi-os',
      site: { name: 'default', description: 'Harbour Office' },
      system: {
        data: {
          version: '7.4.162',
          osVersion: '3.1.15',
          name: 'UDMP',
          timeZone: 'Europe/Stockholm',
          updateAvailable: false,
          uptimeMs: 1_196_290_000,
        },
      },
      health: {
        data: [
          { subsystem: 'wlan', status: 'ok' },
          { subsystem: 'wan', status: 'ok' },
          { subsystem: 'www', status: 'ok' },
          { subsystem: 'lan', status: 'ok' },
          { subsystem: 'vpn', status: 'error' },
        ],
      },
      devices: { data: [{ name: 'USG' }, { name: 'Switch 8' }, { name: 'wap-lower' }] },
      clients: { data: [{ connection: 'wired' }, { connection: 'wireless' }] },
      internet: {
        data: {
          wans: [{ name: 'WAN', isp: 'Example Fibre', ip: '203.0.113.10', up: true }, { name: 'WAN2' }],
          latency: [{ atMs: within, latencyMs: 9 }],
          availabilityRatio: 1,
          outages: [],
        },
        notes: [],
      },
      events: { data: { source: 'system-log' } },
      detections: { data: { source: 'traffic-flows', rows: [{ action: 'blocked' }] } },
    });
    expect(server.logins).toHaveLength(1);
    expect(aboveDebug(lines)).toEqual([]);
  });

  test('with a session lost half-way, the same', async () => {
    let reads = 0;
    const counting = Object.fromEntries(
      Object.entries(newest).map(([path, answer]): [string, Answer] => [
        path,
        (request) => {
          reads += 1;
          if (reads === 3) server.loseSessions();
          return answer(request);
        },
      ]),
    );
    const server = await startConsoleServer({ answers: counting });
    onTestFinished(server.close);
    const { snapshot } = await collect(openTestConsole(server));

    expect(statuses(snapshot)).toEqual(allOk);
    expect(server.logins).toHaveLength(2);
  });

  test.each(['unifi-os', 'classic'] as const)('of an older age (%s)', async (kind) => {
    const { snapshot } = await collectFrom({ kind, answers: older });

    expect(statuses(snapshot)).toEqual(allOk);
    expect(snapshot).toMatchObject({
      kind,
      internet: {
        data: { speedTests: [{ atMs: within, downloadBitsPerSecond: 100e6 }], latency: [], outages: [] },
        notes: [
          'Latency and availability: not available on this version of the console.',
          'Outages: not available on this version of the console.',
        ],
      },
      events: {
        data: { source: 'legacy', rows: [{ kind: 'DEVICE_UNREACHABLE', text: 'SW was disconnected' }] },
      },
      detections: { data: { source: 'ips-event', rows: [{ action: 'blocked', signature: 'ET SCAN' }] } },
    });
  });
});

describe('only reads', () => {
  /** The POSTs that change nothing, and the logins. */
  const readStylePosts =
    /\/(system-log\/(all|count)|traffic-flows|stat\/event|stat\/ips\/event|stat\/rogueap|cmd\/backup|stat\/report\/(archive\.speedtest|hourly\.site)|api\/(auth\/)?login)$/;

  test.each([
    ['unifi-os', newest],
    ['unifi-os', older],
    ['classic', older],
    ['unifi-os', inventory],
    ['unifi-os', {}],
  ] as const)('go to the console (%s)', async (kind, answers) => {
    const { server } = await collectFrom({ kind, answers });
    const writes = server.requests.filter(
      ({ method, path }) => method !== 'GET' && !(method === 'POST' && readStylePosts.test(path)),
    );

    expect(writes).toEqual([]);
    expect(new Set(server.requests.map(({ path }) => path).filter((path) => /setting/.test(path)))).toEqual(
      new Set([expect.stringMatching(/\/get\/setting\/ips$/)]),
    );
    // The path could do more; what is asked for only lists.
    const commands = server.requests.filter(({ path }) => path.includes('/cmd/'));
    expect(commands.map(({ body }) => body)).toEqual(commands.map(() => '{"cmd":"list-backups"}'));
    expect(server.requests.length).toBeGreaterThan(8);
  });

  test('of what is printed: no key and no secret of the answers gets in', async () => {
    const canary = 'CANARY-SECRET';
    const secrets = { sso_app_sec: canary, x_authkey: canary, x_passphrase: canary, x_ssh_password: canary };
    const { snapshot } = await collectFrom({
      answers: {
        ...newest,
        'GET /api/s/default/stat/sysinfo': json(legacy([{ version: '10.4.57', ...secrets }])),
        'GET /api/s/default/stat/device': json(legacy([{ mac: 'aa', state: 1, ...secrets, wan1: secrets }])),
        'GET /api/s/default/stat/sta': json(legacy([{ mac: 'bb', ...secrets }])),
        'GET /api/s/default/stat/health': json(legacy([{ subsystem: 'wan', status: 'ok', ...secrets }])),
      },
    });

    expect(statuses(snapshot)).toEqual(allOk);
    expect(JSON.stringify(snapshot)).not.toContain(canary);
  });
});

describe('a part that fails', () => {
  const logNames = {
    system: 'System',
    health: 'Health',
    devices: 'Devices',
    clients: 'Clients',
    events: 'Events',
    detections: 'Detections',
  } as const;
  const mainNames = new Set<string>(Object.values(logNames));
  const failures: readonly [string, keyof typeof logNames, Answer, string][] = [
    ['GET /api/s/default/stat/sysinfo', 'system', json({}, 500), 'http_error'],
    ['GET /api/s/default/stat/health', 'health', json(legacyError('api.err.NoPermission')), 'forbidden'],
    ['GET /api/s/default/stat/device', 'devices', json({}, 403), 'forbidden'],
    ['GET /api/s/default/stat/device', 'devices', json(legacy({ not: 'a list' })), 'invalid_response'],
    ['GET /api/s/default/stat/sta', 'clients', json({}, 404), 'unsupported'],
    ['POST /v2/api/site/default/system-log/all', 'events', json({}, 403), 'forbidden'],
    ['POST /v2/api/site/default/traffic-flows', 'detections', json({}, 502), 'http_error'],
  ];

  test.each(failures)('%s leaves the others alone (%s)', async (path, part, answer, code) => {
    const { snapshot, lines } = await collectFrom({ answers: { ...newest, [path]: answer } });

    const { detail } = { detail: undefined, ...snapshot[part] };
    const level = code === 'unsupported' ? 'debug' : 'warn';
    expect(statuses(snapshot)).toEqual({ ...allOk, [part]: code });
    const ofMainParts = lines.filter(({ fields }) => mainNames.has(String(fields.part)));
    expect(ofMainParts).toMatchObject([
      { level, fields: { event: 'part_missing', part: logNames[part], code, detail } },
    ]);
    expect(detail).toMatch(/\w/);
  });

  test('because of a bug leaves a trace in the log, and nothing of the bug in the report', async () => {
    const { console } = await consoleWith(newest);
    const broken: Console = {
      ...console,
      read: (question, limit) =>
        question.path === 'stat/sta'
          ? Promise.reject(new TypeError('x is not a function'))
          : console.read(question, limit),
    };
    const { snapshot, lines } = await collect(broken);

    expect(statuses(snapshot)).toEqual({ ...allOk, clients: 'unexpected' });
    expect(JSON.stringify(snapshot)).not.toContain('not a function');
    expect(aboveDebug(lines)).toMatchObject([
      { level: 'error', fields: { event: 'part_missing', part: 'Clients', err: { type: 'TypeError' } } },
    ]);
  });

  test('before all others, the site, is the reason for each of them', async () => {
    const { snapshot, server, lines } = await collectFrom({ onLogin: () => ({ status: 403, json: {} }) });

    expect(statuses(snapshot)).toEqual(Object.fromEntries(partNames.map((name) => [name, 'unauthorized'])));
    expect(snapshot).not.toHaveProperty('site');
    expect(snapshot).not.toHaveProperty('kind');
    expect(aboveDebug(lines)).toMatchObject([
      { level: 'warn', fields: { event: 'part_missing', part: 'Site', code: 'unauthorized' } },
    ]);
    expect(server.logins).toHaveLength(1);
  });

  test('of the line is told apart from one that the console does not have', async () => {
    const { snapshot } = await collectFrom({
      answers: {
        ...newest,
        'GET /v2/api/site/default/isp/health': json({}, 403),
        'GET /v2/api/site/default/downtime': json({}, 500),
      },
    });

    expect(snapshot.internet).toMatchObject({
      status: 'ok',
      notes: [
        'Latency and availability: not permitted for this account.',
        expect.stringMatching(/^Outages: could not be read \(.+\)\.$/),
      ],
    });
  });

  test('of everything about the line is a missing line, for the reason that is no lack', async () => {
    const { snapshot } = await collectFrom({
      answers: {
        'GET /api/s/default/stat/device': json({}, 403),
        'GET /api/s/default/stat/health': json(legacy([])),
      },
    });

    expect(snapshot.internet).toMatchObject({ status: 'missing', code: 'forbidden' });
  });

  test('a list of outages that is unknown is read off the samples', async () => {
    const { 'GET /v2/api/site/default/downtime': _, ...answers } = newest;
    const { snapshot } = await collectFrom({
      answers: {
        ...answers,
        'GET /v2/api/site/default/isp/health': json({
          health_stats: [
            { timestamp: within, wan_downtime: true },
            { timestamp: within + 300_000, latency_avg_ms: 9 },
          ],
        }),
      },
    });

    expect(snapshot.internet).toMatchObject({
      data: { outages: [{ fromMs: within, toMs: within + 300_000 }], availabilityRatio: 0.5 },
      notes: [],
    });
  });
});

test('an outage that only the samples show survives an empty list of outages', async () => {
  const { snapshot } = await collectFrom({
    answers: {
      ...newest,
      'GET /v2/api/site/default/isp/health': json({
        health_stats: [
          { timestamp: within, wan_downtime: true },
          { timestamp: within + 1_800_000, latency_avg_ms: 9 },
        ],
      }),
      'GET /v2/api/site/default/downtime': json([]),
    },
  });

  expect(snapshot.internet).toMatchObject({
    data: { outages: [{ fromMs: within, toMs: within + 1_800_000 }] },
  });
});

describe('when the budget ends', () => {
  test('what hangs is missing as a time-out, and what is there stays', async () => {
    const { snapshot } = await collectFrom(
      { answers: { ...newest, 'GET /api/s/default/stat/device': () => 'hang' } },
      4_000,
    );

    expect(statuses(snapshot)).toEqual({ ...allOk, devices: 'timeout' });
    expect(snapshot.internet).toMatchObject({ data: { wans: [{ name: 'WAN', isp: 'Example Fibre' }] } });
  });

  test('the pages of events that were read are kept, and labelled', async () => {
    const page = (number: number) =>
      Array.from({ length: 100 }, (_, index) => ({
        id: `${number}-${index}`,
        key: 'DEVICE_RECONNECTED',
        timestamp: within,
      }));
    const { snapshot } = await collectFrom(
      {
        answers: {
          ...newest,
          'POST /v2/api/site/default/system-log/all': ({ body }) => {
            const number = Number(/"pageNumber":(\d+)/.exec(body)?.[1]);
            if (number === 2) return 'hang';
            return { json: { data: page(number), total_page_count: 5, total_element_count: 500 } };
          },
        },
      },
      4_000,
    );

    expect(snapshot.events).toMatchObject({
      status: 'ok',
      data: { counts: [{ kind: 'DEVICE_RECONNECTED', count: 200 }] },
      notes: [expect.stringMatching(/^Only 200 of 500 events were read: the rest could not be read/)],
    });
  });

  test('a console that never answers leaves every part a time-out, and the call settles', async () => {
    const { snapshot } = await collectFrom({ answers: { 'GET /api/self/sites': () => 'hang' } }, 800);

    expect(new Set(Object.values(statuses(snapshot)))).toEqual(new Set(['timeout']));
  });
});
