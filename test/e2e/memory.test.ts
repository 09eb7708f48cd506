import { appendFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { json, type ReceivedRequest, type Reply } from '../../src/demo/http/reply.ts';
import type { Report } from '../../src/report/report.ts';
import { startingAt } from './clock.ts';
import { type Env, startNetwork, type TestNetwork, withoutIntegrations } from './network.ts';
import { historyOf, lastSaved, mailsOf, sectionOfText } from './results.ts';

const garage = { mac: '02:00:5e:00:00:01', name: 'AP-Garage', type: 'uap', state: 0, adopted: true };
const attic = { mac: '02:00:5e:00:00:02', name: 'SW-Attic', type: 'usw', state: 0, adopted: true };
const running = { state: 1 };
const offline = (...devices: readonly { readonly mac: string }[]) =>
  devices.map(({ mac }) => `devices.offline:${mac}`);

/** A network whose devices are what the test says at that moment; `down` is a console that cannot tell. */
const networkOf = async (mail: Parameters<typeof startNetwork>[0] = {}) => {
  let devices: readonly unknown[] | 'down' = [];
  const override = ({ path }: ReceivedRequest): Reply | undefined => {
    if (!/stat\/device$/.test(path)) return undefined;
    return devices === 'down' ? json(500, {}) : json(200, { meta: { rc: 'ok' }, data: devices });
  };
  const network = await startNetwork({ ...mail, console: { override } });
  const report = async (
    next: readonly unknown[] | 'down',
    args: readonly string[] = [],
    env: Env = {},
  ): Promise<Report> => {
    devices = next;
    await network.run(['run', '--once', ...args], { ...withoutIntegrations, ...env });
    return lastSaved(network.dataDir).report;
  };
  return { network, report };
};

const statusOf = ({ findings }: Report, id: string) =>
  findings.find((finding) => finding.id === id)?.history?.status;
const namesIn = ({ comparison }: Report, list: 'resolved' | 'notKnown') =>
  comparison.kind === 'compared'
    ? comparison[list].map(({ id }) => id).filter((id) => id.startsWith('devices.offline'))
    : comparison.kind;

const [garageOffline = '', atticOffline = ''] = offline(garage, attic);

describe('new, ongoing, resolved', () => {
  test('from the first report over a part that could not be read to the end of it', async () => {
    const { network, report } = await networkOf();
    await using _ = network;
    const first = await report([garage]);
    const second = await report([garage, attic]);
    const third = await report('down');
    const fourth = await report([{ ...garage, ...running }, attic]);

    expect(first.comparison).toEqual({ kind: 'baseline' });
    expect(first.findings.map(({ history }) => history).filter((history) => history !== undefined)).toEqual(
      [],
    );
    expect([statusOf(second, garageOffline), statusOf(second, atticOffline)]).toEqual(['ongoing', 'new']);
    expect([namesIn(third, 'resolved'), namesIn(third, 'notKnown')]).toEqual([[], offline(garage, attic)]);
    expect([namesIn(fourth, 'resolved'), namesIn(fourth, 'notKnown')]).toEqual([[garageOffline], []]);
    expect(statusOf(fourth, atticOffline)).toBe('ongoing');

    const mails = await mailsOf(network);
    expect(mails[0]?.text).toMatch(/no earlier report to compare this one with/);
    expect(mails[1]?.text).toMatch(/\d+ new, \d+ ongoing/);
    expect(mails[1]?.html).toMatch(/\d+ new, \d+ ongoing/);
    expect(sectionOfText(mails[2]?.text ?? '', 'Not known')).toContain('AP-Garage');
    expect(sectionOfText(mails[3]?.text ?? '', 'Resolved')).toMatch(
      /Warning: AP-Garage [^(]*\(first reported/,
    );
    expect(mails[3]?.html).toMatch(/<h2[^>]*>Resolved<\/h2>/);
  });

  test('a report that nobody got moves nothing; delivered later, it does', async () => {
    let isRefusing = true;
    const { network, report } = await networkOf({
      mail: { override: () => (isRefusing ? '421 4.3.2 Not now' : undefined) },
    });
    await using _ = network;
    isRefusing = false;
    await report([garage]);
    isRefusing = true;
    await report([garage, attic]);
    const kept = await report([garage, attic]);
    isRefusing = false;
    const last = await report([garage, attic]);

    expect(statusOf(kept, atticOffline)).toBe('new');
    expect(statusOf(last, atticOffline)).toBe('ongoing');
    expect((await historyOf(network)).map(({ outcome }) => outcome)).toEqual(Array(4).fill('delivered'));
  });

  test('--dry-run and --since move nothing, and --since compares nothing', async () => {
    const { network, report } = await networkOf();
    await using _ = network;
    await report([garage]);
    await report([attic], ['--dry-run']);
    const since = await report([attic], ['--since', '2h']);
    const last = await report([garage, attic]);

    expect(since.comparison).toEqual({ kind: 'none' });
    expect([statusOf(last, garageOffline), statusOf(last, atticOffline)]).toEqual(['ongoing', 'new']);
  });

  test('a muted finding is neither resolved by its mute nor new after it', async () => {
    const { network, report } = await networkOf();
    await using _ = network;
    const file = join(network.dataDir, 'findings.yaml');
    writeFileSync(file, 'mute:\n  - finding: devices.offline\n');
    await report([garage]);
    const muted = await report([garage], [], { FINDINGS_FILE: file });
    const told = await report([garage]);

    expect(statusOf(muted, garageOffline)).toBeUndefined();
    expect(namesIn(muted, 'resolved')).toEqual([]);
    expect(statusOf(told, garageOffline)).toBe('ongoing');
  });
});

test('figures stand beside those of the period before', async () => {
  const { network, report } = await networkOf();
  await using _ = network;
  const first = await report([garage, attic]);
  const second = await report([{ ...garage, ...running }, attic]);
  const online = ({ figures }: Report) => figures.items.find(({ key }) => key === 'devices.online');

  expect(online(first)).toEqual({
    key: 'devices.online',
    label: 'Devices online',
    unit: 'devices',
    current: 0,
  });
  expect(online(second)).toMatchObject({ current: 1, previous: 0 });
  const [before, after] = await mailsOf(network);
  expect(before?.text).not.toContain('Compared with the period before');
  expect(after?.text).toMatch(/Devices online +1 +0/);
});

const storePath = ({ dataDir }: Pick<TestNetwork, 'dataDir'>) => join(dataDir, 'unifi-report.db');

describe('a store that fails', () => {
  test('damaged: it is set aside, and the next report that arrives says so, once', async () => {
    const { network, report } = await networkOf();
    await using _ = network;
    await report([garage]);
    writeFileSync(storePath(network), 'this is no database '.repeat(500));
    // Whoever meets it first: the report says so all the same.
    await network.run(['history'], withoutIntegrations);
    const next = await report([garage]);
    const later = await report([garage]);

    expect(next.notices).toEqual([expect.stringMatching(/The store .* was damaged: it is kept as /)]);
    expect(next.comparison).toEqual({ kind: 'baseline' });
    expect(later.notices).toEqual([]);
    expect(statusOf(later, garageOffline)).toBe('ongoing');
    expect(readdirSync(network.dataDir).some((name) => /\.corrupt-/.test(name))).toBe(true);
  });

  test('cut short in the middle: the same', async () => {
    const { network, report } = await networkOf();
    await using _ = network;
    await report([garage]);
    const bytes = readFileSync(storePath(network));
    writeFileSync(storePath(network), bytes.subarray(0, 6_000));
    appendFileSync(storePath(network), Buffer.alloc(3_000, 0xff));
    const next = await report([garage]);

    expect(next.notices).toEqual([expect.stringContaining('was damaged')]);
  });
});

test('STORE_KEEP says how long past reports are remembered', async () => {
  const { network } = await networkOf();
  await using _ = network;
  const dayMs = 24 * 60 * 60 * 1000;
  for (const day of [-20, -10, 0]) {
    const clock = startingAt(Date.now() + day * dayMs);
    await network.run(['run', '--once'], { ...withoutIntegrations, STORE_KEEP: '7d' }, clock);
  }

  expect(await historyOf(network)).toHaveLength(2);
});
