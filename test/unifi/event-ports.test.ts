import * as v from 'valibot';
import { expect, test } from 'vitest';
import { readEvents } from '../../src/unifi/events.ts';
import { legacyEventSchema, toNetworkEvent } from '../../src/unifi/legacy-event.ts';
import { consoleWith } from '../helpers/console-answers.ts';
import { json } from '../helpers/console-server.ts';
import { deadline } from '../helpers/deadline.ts';

const atMs = 1_789_980_000_000;
const device = { id: '02:00:5e:00:00:12', name: 'SW-Shed' };

const portIn = async (parameters: object): Promise<number | undefined> => {
  const entry = { id: '1', timestamp: atMs, key: 'POE_PORT_BUDGET_EXCEEDED_V2', parameters };
  const { console } = await consoleWith({
    'POST /v2/api/site/default/system-log/all': json({ data: [entry] }),
  });
  const period = { fromMs: atMs - 1_000, toMs: atMs + 1_000 };
  const { data } = await readEvents(console, period, deadline(), Promise.resolve('10.4.57'));
  expect(data.rows).toHaveLength(1);
  return data.rows[0]?.facts?.port;
};

test('an event about a port of a device says which', async () => {
  expect(await portIn({ DEVICE: device, PORT: { id: '5', name: '5' } })).toBe(5);
  expect(await portIn({ DEVICE: device, PORT: { name: 'Port 12' } })).toBe(12);
});

test('a port that has only a name, and the port of a line to the internet, are none', async () => {
  expect(await portIn({ DEVICE: device, PORT: { name: 'Garage' } })).toBeUndefined();
  expect(await portIn({ DEVICE: device, PORT: { name: '1234' } })).toBeUndefined();
  expect(await portIn({ PORT: { id: '9', name: '9' } })).toBeUndefined();
});

test('older consoles tell it as a field or in the sentence, and only switches have such ports', () => {
  const portOf = (changes: object) =>
    toNetworkEvent(
      v.parse(legacyEventSchema, { time: atMs, key: 'EVT_SW_PoeOverload', sw: device.id, ...changes }),
    )[0]?.facts?.port;
  expect(portOf({ port: 5 })).toBe(5);
  expect(portOf({ msg: `Switch[${device.id}] port 7 PoE overload` })).toBe(7);
  expect(portOf({ key: 'EVT_IPS_IpsAlert', msg: 'to port 443' })).toBeUndefined();
});
