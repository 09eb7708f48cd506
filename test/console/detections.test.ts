import { afterEach, describe, expect, test } from 'vitest';
import { readDetections } from '../../src/console/detections.ts';
import {
  type Answer,
  apiKey,
  type ConsoleServer,
  json,
  openTestConsole,
  startConsoleServer,
} from '../helpers/console-server.ts';
import { deadline } from '../helpers/deadline.ts';
import { legacy, legacyError, unifiFixture } from '../helpers/unifi-fixture.ts';

const flowsPath = 'POST /v2/api/site/default/traffic-flows';
const alertsPath = 'POST /api/s/default/stat/ips/event';
const logPath = 'POST /v2/api/site/default/system-log/all';

const servers: ConsoleServer[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

/** Around the recorded flows of 2026-05-25. */
const period = { fromMs: 1_779_700_000_000, toMs: 1_779_786_400_000 };

async function detect(
  answers: Readonly<Record<string, Answer>>,
  version: string | Promise<string | undefined> | undefined = '10.4.57',
  wanted = period,
) {
  const server = await startConsoleServer({ answers });
  servers.push(server);
  const console = openTestConsole(server, { credentials: { kind: 'key', apiKey } });
  const part = await readDetections(console, wanted, deadline(), version);
  const asked = server.reads.slice(1).map(({ path }) => path.replace(/^.*\/default\//, ''));
  return { part, asked, server };
}

const flow = (id: string, more: object = {}) => ({
  id,
  action: 'blocked',
  count: 1,
  time: period.fromMs + 1000,
  source: { ip: '203.0.113.9', region: 'NL' },
  destination: { ip: '192.0.2.20', port: 443, client_name: 'NAS' },
  policies: [{ type: 'INTRUSION_PREVENTION', internal_type: 'SIGNATURE' }],
  ips: { signature: 'ET SCAN', signature_id: 2_001_219, category_name: 'scan' },
  ...more,
});
const page = (data: readonly unknown[], more: object = {}) => json({ data, has_next: false, ...more });
const threat = (event: string, timestamp = period.fromMs + 5000) => ({
  id: `${event}${timestamp}`,
  event,
  key: `${event}_KNOWN_SOURCE_CLIENT`,
  severity: 'HIGH',
  timestamp,
  parameters: {
    SRC_CLIENT: { id: '02:00:5e:00:00:20', ip: '192.0.2.55', name: 'IoT-Plug' },
    DST_IP: { id: '198.51.100.3', name: '198.51.100.3' },
  },
});

describe('the flow log', () => {
  test('is understood as recorded: the intrusion counts, ordinary traffic does not', async () => {
    const { part, asked } = await detect({
      [flowsPath]: (request) => {
        const first = String(request.body).includes('"pageNumber":0');
        return { json: first ? unifiFixture('sirkirby-unifi-mcp/v2-traffic-flows.json') : { data: [] } };
      },
    });

    expect(part).toEqual({
      status: 'ok',
      notes: [],
      data: {
        source: 'traffic-flows',
        rows: [
          {
            atMs: 1_779_742_700_030,
            action: 'blocked',
            count: 1,
            risk: 'high',
            direction: 'upload',
            sourceIp: '192.0.2.55',
            sourceName: 'IoT-Plug',
            targetIp: '198.51.100.3',
            targetName: 'bad.test',
            targetPort: 53,
          },
        ],
      },
    });
    expect(asked).toEqual(['traffic-flows', 'traffic-flows']);
  });

  test('is asked for intrusions of the period, with every filter present', async () => {
    const { server } = await detect({ [flowsPath]: page([flow('a')]) });
    const body = server.reads.at(-1)?.json();

    expect(body).toMatchObject({
      timestampFrom: period.fromMs,
      timestampTo: period.toMs,
      pageNumber: 0,
      pageSize: 100,
      policy_type: ['INTRUSION_PREVENTION'],
      source_ip: [],
      next_ai_query: [],
      skip_count: false,
    });
  });

  test('keeps counts, words of any version, signatures and the enhanced flag', async () => {
    const rows = [
      flow('a', { action: 'BLOCK', count: '3', ips: { signature: 'ETPRO X', signature_id: '2800001' } }),
      flow('b', { action: 'ALLOW', ips: { signature: 'S', enhanced_detection: true } }),
      flow('c', { action: 'allowed', count: 0, source: { ip: 7, host_name: 'cam' }, destination: [] }),
      flow('d', { action: 'quarantined' }),
      flow('e', { time: undefined, flow_start_time: undefined }),
    ];
    const { part } = await detect({ [flowsPath]: page(rows) });

    expect(part).toMatchObject({
      data: {
        rows: [
          { action: 'blocked', count: 3, signature: 'ETPRO X', signatureId: 2_800_001, sourceCountry: 'NL' },
          { action: 'detected', count: 1, enhanced: true, targetName: 'NAS', targetPort: 443 },
          { action: 'detected', count: 1, sourceName: 'cam' },
          { action: 'unknown' },
        ],
      },
    });
  });

  test('is read page by page to the ceiling, and that is said', async () => {
    const { part, asked } = await detect({
      [flowsPath]: (request) => {
        const number = Number(/"pageNumber":(\d+)/.exec(request.body)?.[1]);
        const data = Array.from({ length: 100 }, (_, index) => flow(`${number}-${index}`));
        return { json: { data, has_next: true, total_element_count: 10_000 } };
      },
    });

    expect(asked).toHaveLength(50);
    expect(part).toMatchObject({
      data: { isCut: true },
      notes: [expect.stringContaining('Only 5000 of 10000')],
    });
    expect(part.status === 'ok' && part.data.rows).toHaveLength(5_000);
  });

  test.each([400, 422])('that refuses the form (%i) is asked in the older one', async (status) => {
    const { part, asked, server } = await detect({
      [flowsPath]: (request) =>
        request.body.includes('timeRange')
          ? { json: { data: [flow('a'), flow('old', { time: period.fromMs - 1 })] } }
          : { status, json: { errorCode: status, message: 'unknown property' } },
    });

    expect(part).toMatchObject({ status: 'ok', data: { source: 'traffic-flows', rows: [{ count: 1 }] } });
    expect(asked).toEqual(['traffic-flows', 'traffic-flows']);
    expect(server.reads.at(-1)?.json()).toEqual({ limit: 100, offset: 0, timeRange: '24h' });
  });

  test('in the older form says that it covers a day only', async () => {
    const week = { ...period, fromMs: period.toMs - 7 * 86_400_000 };
    const older: Answer = (request) =>
      request.body.includes('timeRange') ? { json: { data: [flow('a')] } } : { status: 400, json: {} };

    expect((await detect({ [flowsPath]: older }, '9.2.0', week)).part).toMatchObject({
      data: { isCut: true },
      notes: ['Detections cover the last 24 hours only.'],
    });
  });

  test('that is empty means none, when the system log tells of none either', async () => {
    const { part, asked } = await detect({ [flowsPath]: page([]), [logPath]: page([]) });

    expect(part).toEqual({ status: 'ok', notes: [], data: { source: 'traffic-flows', rows: [] } });
    expect(asked).toEqual(['traffic-flows', 'system-log/all']);
  });

  test('that is empty means none where the console has no system log', async () => {
    const { part } = await detect({ [flowsPath]: page([]) });

    expect(part).toEqual({ status: 'ok', notes: [], data: { source: 'traffic-flows', rows: [] } });
  });

  test.each([403, 500])(
    'that is empty is not confirmed when the system log fails with %i',
    async (status) => {
      const { part } = await detect({ [flowsPath]: page([]), [logPath]: json({}, status) });

      expect(part).toEqual({
        status: 'ok',
        notes: ['The flow log is empty; the system log, which would confirm it, could not be read.'],
        data: { source: 'traffic-flows', rows: [] },
      });
    },
  );

  test('that is empty while the log counts threats is "details not available"', async () => {
    const { part } = await detect({
      [flowsPath]: page([]),
      [logPath]: page([threat('THREAT_BLOCKED'), threat('THREAT_DETECTED'), threat('ADMIN_ACCESS')]),
    });

    expect(part).toMatchObject({
      status: 'ok',
      notes: [expect.stringContaining('Details of the detections are not available')],
      data: {
        source: 'system-log',
        rows: [
          { action: 'blocked', count: 1, risk: 'high', sourceIp: '192.0.2.55', sourceName: 'IoT-Plug' },
          { action: 'detected', targetIp: '198.51.100.3' },
        ],
      },
    });
  });
});

describe('older surfaces', () => {
  const alert = {
    inner_alert_signature: 'ETPRO MALWARE X',
    inner_alert_signature_id: 2_830_001,
    inner_alert_category: 'A Network Trojan was Detected',
    inner_alert_action: 'blocked',
    inner_alert_severity: 1,
    src_ip: '203.0.113.7',
    srcipCountry: 'NL',
    dest_ip: '192.0.2.4',
    dest_port: '8443',
    timestamp: (period.fromMs + 9000) / 1000,
    dstipGeo: false,
    catname: ['trojan'],
  };

  test('a recorded flat alert keeps signature, id, action and country', async () => {
    const { part } = await detect(
      { [alertsPath]: json(legacy(unifiFixture('unpoller-unifi/stat-ips-event.json'))) },
      '8.6.9',
      { fromMs: 1_562_600_000_000, toMs: 1_562_700_000_000 },
    );

    expect(part).toMatchObject({
      status: 'ok',
      data: {
        source: 'ips-event',
        rows: [
          {
            atMs: 1_562_646_211_000,
            action: 'detected',
            count: 1,
            signature: 'ET DROP Spamhaus DROP Listed Traffic Inbound group 23',
            signatureId: 2_400_022,
            category: 'Misc Attack',
            sourceIp: '192.0.2.12',
            sourceCountry: 'SE',
            targetIp: '192.168.3.2',
            targetPort: 36_881,
          },
        ],
      },
    });
  });

  test('of which the console sends no more than it can are cut, and that is said', async () => {
    const { part } = await detect({
      [alertsPath]: json(legacy(Array.from({ length: 10_000 }, () => alert))),
    });
    expect(part).toMatchObject({
      data: { source: 'ips-event', isCut: true },
      notes: ['Only 10000 detections were read: the console sends no more.'],
    });
  });

  test.each([404, 405])('are asked where the flow log is unknown (%i)', async (status) => {
    const { part, asked } = await detect(
      { [flowsPath]: json({}, status), [alertsPath]: json(legacy([alert])) },
      '8.6.9',
    );

    expect(part).toMatchObject({
      data: { rows: [{ action: 'blocked', signatureId: 2_830_001, targetPort: 8443 }] },
    });
    expect(asked).toEqual(['traffic-flows', 'stat/ips/event']);
  });

  test.each([
    [401, 'unauthorized'],
    [403, 'forbidden'],
    [500, 'http_error'],
    [503, 'http_error'],
  ])('are not asked when the flow log fails with %i', async (status, code) => {
    const { part, asked } = await detect({
      [flowsPath]: json({}, status),
      [alertsPath]: json(legacy([alert])),
    });

    expect(part).toMatchObject({ status: 'missing', code });
    expect(new Set(asked)).toEqual(new Set(['traffic-flows']));
  });

  test('are not asked when the flow log hangs', async () => {
    const server = await startConsoleServer({ answers: { [flowsPath]: () => 'hang' } });
    servers.push(server);
    const console = openTestConsole(server, { credentials: { kind: 'key', apiKey } });

    expect(await readDetections(console, period, deadline(300), '8.0.0')).toMatchObject({
      status: 'missing',
      code: 'timeout',
    });
    expect(server.reads.some(({ path }) => path.includes('ips/event'))).toBe(false);
  });

  test('an empty old endpoint means none on a version where it works', async () => {
    expect((await detect({ [alertsPath]: json(legacy([])) }, '9.3.44')).part).toEqual({
      status: 'ok',
      notes: [],
      data: { source: 'ips-event', rows: [] },
    });
  });

  test('an empty old endpoint on a console too new for it is "not available", not "none"', async () => {
    const { part, asked } = await detect({ [alertsPath]: json(legacy([])) }, '9.3.45');

    expect(part).toMatchObject({ status: 'missing', code: 'unsupported' });
    expect(asked).toEqual(['traffic-flows', 'stat/ips/event', 'system-log/all']);
  });

  test('rows of last year on a console too new for the endpoint are not "none" either', async () => {
    const stale = { ...alert, timestamp: period.fromMs / 1000 - 86_400 * 300 };
    expect((await detect({ [alertsPath]: json(legacy([stale])) }, '10.0.162')).part).toMatchObject({
      code: 'unsupported',
    });
  });

  test('rows of the period are believed on any version', async () => {
    expect((await detect({ [alertsPath]: json(legacy([alert])) }, '10.1.0')).part).toMatchObject({
      data: { source: 'ips-event', rows: [{ action: 'blocked' }] },
    });
  });

  test('the system log tells the rest, without details', async () => {
    const { part } = await detect({
      [alertsPath]: json(legacy([])),
      [logPath]: page([threat('THREAT_BLOCKED')]),
    });

    expect(part).toMatchObject({
      data: { source: 'system-log', rows: [{ action: 'blocked' }] },
      notes: [expect.stringContaining('not available on this version')],
    });
  });

  test('a log that does not know the words of the filter is read without it', async () => {
    const bodies: string[] = [];
    const { part } = await detect({
      [logPath]: (request) => {
        bodies.push(request.body);
        return request.body.includes('THREAT_BLOCKED')
          ? { status: 400, json: { errorCode: 400, message: 'not one of the values accepted' } }
          : { json: { data: [threat('THREAT_DETECTED'), threat('CLIENT_ROAMED')] } };
      },
    });

    expect(part).toMatchObject({ data: { source: 'system-log', rows: [{ action: 'detected' }] } });
    expect(bodies).toHaveLength(2);
    expect(bodies.join()).not.toContain('categories');
  });

  test.each([undefined, Promise.resolve(undefined)])(
    'an unknown version trusts an empty answer where there is no log',
    async (version) => {
      const server = await startConsoleServer({ answers: { [alertsPath]: json(legacy([])) } });
      servers.push(server);
      const console = openTestConsole(server, { credentials: { kind: 'key', apiKey } });

      expect(await readDetections(console, period, deadline(), version)).toMatchObject({
        status: 'ok',
        data: { source: 'ips-event', rows: [] },
      });
    },
  );

  test('an unknown version asks the log before it believes an empty answer', async () => {
    const answers = { [alertsPath]: json(legacy([])), [logPath]: page([threat('THREAT_BLOCKED')]) };
    expect((await detect(answers, Promise.resolve(undefined))).part).toMatchObject({
      data: { source: 'system-log', rows: [{ action: 'blocked' }] },
    });
  });

  test('where nothing is known it is not available', async () => {
    const unknown = json(legacyError('api.err.InvalidObject'), 400);
    const { part } = await detect(
      { [flowsPath]: unknown, [alertsPath]: unknown, [logPath]: unknown },
      '10.5.67',
    );

    expect(part).toMatchObject({ status: 'missing', code: 'unsupported' });
  });

  test('an old endpoint that is forbidden is forbidden, not "none"', async () => {
    const { part } = await detect({ [alertsPath]: json({}, 403) }, '8.0.0');

    expect(part).toMatchObject({ status: 'missing', code: 'forbidden' });
  });
});
