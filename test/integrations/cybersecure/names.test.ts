import { expect, test } from 'vitest';
import { period } from '../harness.ts';
import { ask } from './asking.ts';
import { legacy, paths, type Routes } from './console-server.ts';
import { shown } from './reading.ts';

const alert = (source: string, target: string) => ({
  time: period.fromMs + 3_600_000,
  inner_alert_action: 'blocked',
  inner_alert_signature: 'ET SCAN Example',
  inner_alert_signature_id: 2_001_219,
  src_ip: source,
  dest_ip: target,
});

/** A console of the time before the flow log: detections have addresses only. */
const older: Routes = {
  [paths.flows]: 404,
  [paths.sysinfo]: legacy([{ version: '8.6.9' }]),
  [paths.ipsEvent]: legacy([alert('203.0.113.9', '10.0.0.2'), alert('203.0.113.9', '10.0.0.3')]),
  [paths.clients]: legacy([
    { ip: '10.0.0.2', hostname: 'nas' },
    { ip: '10.0.0.3', name: 'Kiosk', hostname: 'k' },
    {},
  ]),
};

test('hosts that only have addresses get the names by which the console knows its clients', async () => {
  const { bars } = shown((await ask(older)).results);
  expect(bars('Top inside hosts')).toEqual([
    ['Kiosk (10.0.0.3)', 1],
    ['nas (10.0.0.2)', 1],
  ]);
});

test.each([
  [403, /^Names of hosts: this key is not permitted to read it/],
  [500, /^Names of hosts: could not be read/],
])('clients that cannot be listed (%s) leave the addresses, and a note', async (status, note) => {
  const { results, event } = await ask({ ...older, [paths.clients]: status });
  const { bars, notes } = shown(results);
  expect(bars('Top inside hosts')).toEqual([
    ['10.0.0.2', 1],
    ['10.0.0.3', 1],
  ]);
  expect(notes).toEqual([expect.stringMatching(note)]);
  expect(event('part_missing').filter(({ level }) => level === 'warn')).toMatchObject([
    { fields: { part: 'Names of hosts' } },
  ]);
});

test('clients are not listed where the detections name their hosts, or name nobody inside', async () => {
  const noneInside = { ...older, [paths.ipsEvent]: legacy([alert('203.0.113.9', '198.51.100.1')]) };
  for (const routes of [{}, noneInside]) {
    const { server } = await ask({ ...routes, [paths.clients]: legacy([]) });
    expect(server.requests.map(({ path }) => path).filter((path) => path.endsWith(paths.clients))).toEqual(
      [],
    );
  }
});
