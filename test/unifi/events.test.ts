import { describe, expect, test } from 'vitest';
import { readEvents } from '../../src/unifi/events.ts';
import { consoleWith } from '../helpers/console-answers.ts';
import { type Answer, json } from '../helpers/console-server.ts';
import { deadline } from '../helpers/deadline.ts';
import { unifiFixture } from '../helpers/unifi-fixture.ts';

const logPath = 'POST /v2/api/site/default/system-log/all';
const countPath = 'POST /v2/api/site/default/system-log/count';
const fromMs = 1_789_960_000_000;
const period = { fromMs, toMs: fromMs + 86_400_000 };

const read = async (answers: Readonly<Record<string, Answer>>, wanted = period) => {
  const { console, server } = await consoleWith(answers);
  return { events: await readEvents(console, wanted, deadline(), Promise.resolve('10.4.57')), server };
};

test('a recorded log: sentences filled, suffixes gone, the routine only counted', async () => {
  const { events } = await read({
    [logPath]: json(unifiFixture('chris2ao-unifi-mcp/v2-system-log-all.json')),
  });

  expect(events).toEqual({
    status: 'ok',
    notes: [],
    data: {
      source: 'system-log',
      counts: [
        { kind: 'ADMIN_ACCESS', count: 1 },
        { kind: 'CLIENT_CONNECTED_WIRELESS', count: 1 },
        { kind: 'NETWORK_FAILED_OVER_TO_BACKUP_WAN', count: 1 },
        { kind: 'THREAT_BLOCKED', count: 1 },
      ],
      rows: [
        {
          atMs: 1_789_990_000_000,
          kind: 'THREAT_BLOCKED',
          category: 'SECURITY',
          severity: 'warning',
          text: 'A network intrusion attempt from Smart TV to Desktop PC has been detected and blocked.',
          device: { id: '02:00:5e:00:00:2d', name: 'Gateway' },
          facts: { source: 'Smart TV' },
        },
        {
          atMs: 1_789_980_000_000,
          kind: 'NETWORK_FAILED_OVER_TO_BACKUP_WAN',
          category: 'INTERNET_AND_WAN',
          severity: 'warning',
          text: 'Internet connection WAN1 on port 9 is down and WAN2 (Example ISP) is now active.',
        },
        {
          atMs: 1_789_970_000_000,
          kind: 'ADMIN_ACCESS',
          category: 'AUDIT',
          severity: 'info',
          text: 'Example Admin accessed the Network application from {UNKNOWN_PARAM}.',
          facts: { admin: 'Example Admin' },
        },
      ],
    },
  });
});

test('another recorded log, without counts, with a placeholder that nobody explains', async () => {
  const { events } = await read(
    { [logPath]: json(unifiFixture('sirkirby-unifi-mcp/v2-system-log-all.json')) },
    { fromMs: 1_786_225_000_000, toMs: 1_786_226_000_000 },
  );

  expect(events.data.rows.map(({ kind, text }) => [kind, text])).toEqual([
    ['EVENT_WITH_UNKNOWN_PLACEHOLDER', '{MYSTERY_ROLE} did something to 198.51.100.7.'],
    ['THREAT_DETECTED', 'A network intrusion attempt from Lab-Host to 198.51.100.99 has been detected.'],
    [
      'TRAFFIC_BLOCKED',
      'Lab-Camera was blocked from accessing 198.51.100.24 by the block cameras to external Firewall Policy.',
    ],
  ]);
});

test('the log is asked for the period, page by page, never by category', async () => {
  const { server } = await read({ [logPath]: json({ data: [] }) });

  expect(server.reads.at(-1)?.json()).toEqual({
    timestampFrom: fromMs,
    timestampTo: period.toMs,
    pageNumber: 0,
    pageSize: 100,
  });
});

test('what lies outside the period, has no time or no key is no event', async () => {
  const entry = { key: 'DEVICE_ADOPTED', timestamp: fromMs };
  const { events } = await read({
    [logPath]: json({
      data: [
        { ...entry, id: 'a' },
        { ...entry, id: 'b', timestamp: period.toMs },
        { ...entry, id: 'c', timestamp: fromMs - 1 },
        { key: 'DEVICE_ADOPTED' },
        { timestamp: fromMs },
        null,
      ],
    }),
  });

  expect(events.data.counts).toEqual([{ kind: 'DEVICE_ADOPTED', count: 1 }]);
  expect(events.data.rows[0]?.text).toBe('DEVICE_ADOPTED');
});

test('of many notable events the worst and newest are kept, and all are counted', async () => {
  const entries = Array.from({ length: 100 }, (_, index) => index);
  const { events } = await read({
    [logPath]: (request) => {
      const number = Number(/"pageNumber":(\d+)/.exec(request.body)?.[1]);
      const data = entries.map((index) => ({
        id: `${number}-${index}`,
        key: number === 9 ? 'NETWORK_WAN_FAILED' : 'DEVICE_RECONNECTED',
        timestamp: period.toMs - 1 - (number * 100 + index) * 1000,
      }));
      return { json: { data, total_page_count: 10 } };
    },
  });

  expect(events.data.counts).toEqual([
    { kind: 'DEVICE_RECONNECTED', count: 900 },
    { kind: 'NETWORK_WAN_FAILED', count: 100 },
  ]);
  expect(events.data.rows).toHaveLength(500);
  expect(events.data.rows.filter(({ severity }) => severity === 'critical')).toHaveLength(100);
  expect(events.data.rows.map(({ atMs }) => atMs)).toEqual(
    events.data.rows.map(({ atMs }) => atMs).toSorted((a, b) => b - a),
  );
});

test('a kind that comes a thousand times does not push out what happened once', async () => {
  const threat = (index: number) => ({
    id: `t${index}`,
    key: 'THREAT_BLOCKED_V3',
    timestamp: period.toMs - 1 - index * 1000,
  });
  const login = { id: 'a', key: 'ADMIN_ACCESS', timestamp: fromMs + 1 };
  const { events } = await read({
    [logPath]: (request) => {
      const number = Number(/"pageNumber":(\d+)/.exec(request.body)?.[1]);
      const data = Array.from({ length: 100 }, (_, index) => threat(number * 100 + index));
      return { json: { data: number === 9 ? [...data, login] : data, total_page_count: 10 } };
    },
  });

  expect(events.data.rows).toHaveLength(500);
  expect(events.data.rows.at(-1)?.kind).toBe('ADMIN_ACCESS');
});

describe('a log with more pages than a report reads', () => {
  const wanFailed = { id: 'w', key: 'NETWORK_WAN_FAILED_2', timestamp: fromMs + 1, severity: 'HIGH' };
  const busy =
    (filtered: Answer, quiet: Answer = json({ errorCode: 400 }, 400)): Answer =>
    (request) => {
      if (request.body.includes('severities')) return filtered(request);
      if (request.body.includes('"events"')) return quiet(request);
      const number = Number(/"pageNumber":(\d+)/.exec(request.body)?.[1]);
      const data = Array.from({ length: 100 }, (_, index) => ({
        id: `${number}-${index}`,
        key: 'CLIENT_ROAMED_2',
        timestamp: period.toMs - 1 - number,
      }));
      return { json: { data, total_page_count: 470, total_element_count: 47_000 } };
    };
  const counts = json({
    events: [
      { name: 'CLIENT_ROAMED', count: '46999' },
      { name: 'NETWORK_WAN_FAILED', count: 1 },
      { name: 'BLOCKED_BY_FIREWALL', count: 0 },
    ],
  });

  test('is read for what matters, and counted for the rest', async () => {
    const { events, server } = await read({
      [logPath]: busy(json({ data: [wanFailed] })),
      [countPath]: counts,
    });

    expect(events).toMatchObject({
      data: {
        rows: [{ kind: 'NETWORK_WAN_FAILED', severity: 'critical' }],
        counts: [
          { kind: 'CLIENT_ROAMED', count: 46_999 },
          { kind: 'NETWORK_WAN_FAILED', count: 1 },
        ],
      },
      notes: ['There were 47,000 events; those of low severity were counted but not read.'],
    });
    expect(server.reads).toHaveLength(5);
  });

  test('is asked for the quiet events on which findings depend', async () => {
    const restored = {
      id: 'r',
      key: 'DEVICE_UPS_POWER_RESTORED',
      event: 'DEVICE_UPS_POWER_RESTORED',
      timestamp: fromMs + 3,
      severity: 'LOW',
    };
    const returned = {
      id: 'b',
      key: 'NETWORK_RETURNED_FROM_BACKUP_WAN_2',
      event: 'NETWORK_WAN_RESTORED',
      timestamp: fromMs + 2,
    };
    const { events } = await read({
      [logPath]: busy(json({ data: [wanFailed, returned] }), json({ data: [restored, returned] })),
      [countPath]: counts,
    });

    expect(events.data.rows.map(({ kind }) => kind)).toEqual([
      'DEVICE_UPS_POWER_RESTORED',
      'NETWORK_RETURNED_FROM_BACKUP_WAN',
      'NETWORK_WAN_FAILED',
    ]);
    expect(events.notes).toEqual([
      'There were 47,000 events; most of those of low severity were counted but not read.',
    ]);
  });

  test('does not take routine rows for quiet events where the console ignores that filter', async () => {
    const roamed = { id: 'x', key: 'CLIENT_ROAMED_2', event: 'CLIENT_ROAMED', timestamp: fromMs };
    const adopted = { id: 'y', key: 'DEVICE_DISCOVERED', timestamp: fromMs };
    const { events } = await read({
      [logPath]: busy(json({ data: [wanFailed] }), json({ data: [roamed, adopted] })),
    });

    expect(events.data.counts).toEqual([{ kind: 'NETWORK_WAN_FAILED', count: 1 }]);
  });

  test('and that cannot count says that the rest was not read', async () => {
    const { events } = await read({ [logPath]: busy(json({ data: [wanFailed] })) });

    expect(events).toMatchObject({
      data: { counts: [{ kind: 'NETWORK_WAN_FAILED', count: 1 }] },
      notes: ['There were 47,000 events; those of low severity were not read.'],
    });
  });

  test('and that refuses the filter is read to the ceiling, which is said', async () => {
    const { events, server } = await read({
      [logPath]: busy(json({ errorCode: 400 }, 400)),
      [countPath]: counts,
    });

    expect(events.notes).toEqual([
      'Only 6000 of 47000 events were read: there are more than a report reads.',
    ]);
    expect(events.data.counts[0]).toEqual({ kind: 'CLIENT_ROAMED', count: 46_999 });
    expect(server.reads.filter(({ path }) => path.endsWith('system-log/all'))).toHaveLength(63);
  });
});

test.each([401, 403, 500])(
  'a log that fails with %i is not replaced by the older endpoints',
  async (status) => {
    const { console, server } = await consoleWith({ [logPath]: json({}, status) });

    await expect(readEvents(console, period, deadline(), Promise.resolve('8.0.0'))).rejects.toMatchObject({
      name: 'SourceError',
    });
    expect(server.reads.some(({ path }) => /stat\/event|list\/alarm/.test(path))).toBe(false);
  },
);

test('a log that does not answer in time is a time-out: the older endpoints are not asked', async () => {
  const older = { 'POST /api/s/default/stat/event': json({ meta: { rc: 'ok' }, data: [] }) };
  const { console, server } = await consoleWith({ [logPath]: () => 'hang', ...older });

  await expect(readEvents(console, period, deadline(300), Promise.resolve('8.0.0'))).rejects.toMatchObject({
    code: 'timeout',
  });
  expect(server.reads.some(({ path }) => /stat\/event|list\/alarm/.test(path))).toBe(false);
});
