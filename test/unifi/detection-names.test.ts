import { expect, test } from 'vitest';
import { nameDetections } from '../../src/unifi/detection-names.ts';
import { client, detection, detections, device, missing, ok } from '../helpers/snapshot.ts';

const found = detections([
  detection({ sourceIp: '10.20.1.21', targetIp: '203.0.113.66' }),
  detection({ sourceIp: '198.51.100.1', targetIp: '10.20.1.1', targetName: 'as the flow log calls it' }),
]);
const clients = ok([
  client({ name: 'Reception PC', ip: '10.20.1.21' }),
  client({ name: 'Impostor', ip: '10.20.1.1' }),
]);
const devices = ok([device({ name: 'Gateway', ip: '10.20.1.1' })]);

const namesIn = (part: ReturnType<typeof nameDetections>) =>
  part.status === 'ok' ? part.data.rows.map(({ sourceName, targetName }) => [sourceName, targetName]) : part;

test('hosts of detections are named by the address that a client or device has', () => {
  expect(namesIn(nameDetections(ok(found), clients, devices))).toEqual([
    ['Reception PC', undefined],
    [undefined, 'as the flow log calls it'],
  ]);
});

test('an address that a client and a device claim is the device', () => {
  const toGateway = detections([detection({ sourceIp: '198.51.100.1', targetIp: '10.20.1.1' })]);
  expect(namesIn(nameDetections(ok(toGateway), clients, devices))).toEqual([[undefined, 'Gateway']]);
});

test('without a client list the rows stay as they are, and missing detections stay missing', () => {
  const unread = missing('timeout');
  expect(nameDetections(ok(found), unread, unread)).toEqual(ok(found));
  expect(nameDetections(unread, clients, devices)).toBe(unread);
});
