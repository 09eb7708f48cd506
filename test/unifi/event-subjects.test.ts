import { expect, test } from 'vitest';
import { rowsOf } from '../../src/console/fields.ts';
import { readEvents } from '../../src/unifi/events.ts';
import { legacyEventSchema, toNetworkEvent } from '../../src/unifi/legacy-event.ts';
import { consoleWith } from '../helpers/console-answers.ts';
import { json } from '../helpers/console-server.ts';
import { deadline } from '../helpers/deadline.ts';
import { minuteMs, nowMs, period } from '../helpers/snapshot.ts';

const client = { id: '02:00:5E:00:01:01', hostname: 'tablet' };
const east = { id: '02:00:5e:00:00:0a', name: 'AP-East' };
const west = { id: '02:00:5e:00:00:0b', name: 'AP-West' };

const eventsOf = async (...data: object[]) => {
  const rows = data.map((row, index) => ({ timestamp: nowMs - 60 * minuteMs + index * minuteMs, ...row }));
  const { console } = await consoleWith({
    'POST /v2/api/site/default/system-log/all': json({ data: rows }),
  });
  const { data: events } = await readEvents(console, period, deadline(), Promise.resolve('10.4.57'));
  return events;
};

test('an entry of the log says which device and which client it is about', async () => {
  const { rows } = await eventsOf(
    { key: 'DEVICE_FAN_OFFLINE', parameters: { DEVICE: east } },
    { key: 'CLIENT_IP_CONFLICT', parameters: { CLIENT: client, PORT: { id: '9' } } },
    { key: 'DEVICE_UPS_OFFLINE', parameters: { DEVICE: { id: 'serial 7' } } },
    { key: 'RADIUS_SERVER_ISSUE', parameters: {} },
  );
  expect(rows.map(({ device, client: about }) => [device, about])).toEqual([
    [undefined, undefined],
    [{ name: 'serial 7' }, undefined],
    [undefined, { id: '02:00:5e:00:01:01', name: 'tablet' }],
    [east, undefined],
  ]);
});

test('a client that goes back and forth is found although the moves themselves are only counted', async () => {
  const move = (from: object, to: object) => ({
    key: 'CLIENT_ROAMED_2',
    parameters: { CLIENT: client, DEVICE_FROM: from, DEVICE_TO: to },
  });
  const events = await eventsOf(move(west, east), move(east, west), move(west, east), move(east, west));
  expect(events.rows).toEqual([]);
  expect(events.counts).toEqual([{ kind: 'CLIENT_ROAMED', count: 4 }]);
  expect(events.roaming).toEqual([
    { id: '02:00:5e:00:01:01', name: 'tablet', returnCount: 2, between: [east, west] },
  ]);
});

test.each([
  ['sw', 'Switch 16'],
  ['ap', 'AP-East'],
  ['gw', 'Gateway'],
  ['dm', 'Console'],
])('an older row names its device in "%s"', (field, name) => {
  const row = { key: 'EVT_SW_Connected', time: nowMs, [field]: '02:00:5E:00:00:12', [`${field}_name`]: name };
  const [found] = rowsOf(legacyEventSchema, [row]).flatMap(toNetworkEvent);
  expect(found?.device).toEqual({ id: '02:00:5e:00:00:12', name });
});

test('an older row about a move is about the access point that the client came to', () => {
  const row = {
    key: 'EVT_WU_Roam',
    time: nowMs,
    user: '02:00:5e:00:01:01',
    hostname: 'tablet',
    ap_from: west.id,
    ap_to: east.id,
  };
  expect(rowsOf(legacyEventSchema, [row]).flatMap(toNetworkEvent)).toMatchObject([
    { kind: 'CLIENT_ROAMED', device: { id: east.id }, client: { id: row.user, name: 'tablet' } },
  ]);
});
