import { expect, test } from 'vitest';
import { outagesOfEvents } from '../../src/unifi/event-outages.ts';
import type { Events } from '../../src/unifi/snapshot.ts';
import { collectFrom } from '../helpers/collected.ts';
import { type Answer, json } from '../helpers/console-server.ts';
import { event, events, minuteMs, missing, nowMs, ok, period } from '../helpers/snapshot.ts';
import { legacy } from '../helpers/unifi-fixture.ts';

const at = (minutesAgo: number, kind: string) => event({ atMs: nowMs - minutesAgo * minuteMs, kind });
const outages = (...rows: Events['rows']) => outagesOfEvents(ok(events({ rows })));

test('a failure and the next restoration are one outage, oldest first', () => {
  expect(
    outages(
      at(10, 'NETWORK_WAN_RESTORED'),
      at(12, 'NETWORK_WAN_FAILED_TEMPORARY'),
      at(30, 'NETWORK_WAN_RESTORED'),
      at(44, 'NETWORK_WAN_FAILED'),
    ),
  ).toEqual([
    { fromMs: nowMs - 44 * minuteMs, toMs: nowMs - 30 * minuteMs },
    { fromMs: nowMs - 12 * minuteMs, toMs: nowMs - 10 * minuteMs },
  ]);
});

test('a failure that is told twice is one outage, and one without an end has none', () => {
  expect(outages(at(9, 'NETWORK_WAN_FAILED'), at(8, 'NETWORK_WAN_FAILED'))).toEqual([
    { fromMs: nowMs - 9 * minuteMs },
  ]);
});

test('a restoration alone and other events are none, as are events that could not be read', () => {
  expect(outages(at(9, 'NETWORK_WAN_RESTORED'), at(8, 'DEVICE_UNREACHABLE'))).toEqual([]);
  expect(outagesOfEvents(missing('timeout'))).toEqual([]);
});

const failedAndRestored = json({
  data: [
    { id: '1', key: 'NETWORK_WAN_FAILED', timestamp: nowMs - 44 * minuteMs },
    { id: '2', key: 'NETWORK_WAN_RESTORED', timestamp: nowMs - 30 * minuteMs },
  ],
});

const collect = async (
  lines: Readonly<Record<string, unknown>>,
  more: Readonly<Record<string, Answer>> = {},
) => {
  const answers = {
    'GET /api/s/default/stat/device': json(legacy([{ mac: 'aa', type: 'udm', state: 1, ...lines }])),
    'POST /v2/api/site/default/system-log/all': failedAndRestored,
    ...more,
  };
  return (await collectFrom(answers, period)).snapshot.internet;
};

test('they stand in where the console has no list of outages, and that is said', async () => {
  expect(await collect({ wan1: { ip: '203.0.113.10', up: true } })).toMatchObject({
    data: { outages: [{ fromMs: nowMs - 44 * minuteMs, toMs: nowMs - 30 * minuteMs }] },
    notes: expect.arrayContaining(['The outages shown are those that the events tell of.']),
  });
});

test('they do not where it has one, nor where two lines may be meant', async () => {
  const wan1 = { ip: '203.0.113.10', up: true };
  const watched = await collect({ wan1 }, { 'GET /v2/api/site/default/downtime': json([]) });
  const two = await collect({ wan1, wan2: { ip: '198.51.100.10', up: true } });

  for (const internet of [watched, two]) {
    expect(internet).toMatchObject({ status: 'ok', data: { outages: [] } });
    expect(JSON.stringify(internet)).not.toContain('events tell');
  }
});
