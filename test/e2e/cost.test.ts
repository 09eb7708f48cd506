import { expect, test, vi } from 'vitest';
import { openApp, realIo } from '../../src/app.ts';
import type { WorldSize } from '../../src/demo/world/world.ts';
import type { RunResult } from '../../src/run.ts';
import { type Env, startNetwork, type TestNetwork } from './network.ts';
import { createWaves, type Waves } from './waves.ts';

vi.setConfig({ testTimeout: 120_000 });

/** Nothing may be given up or asked again because the machine is slow. */
const patience: Env = {
  UNIFI_TIMEOUT: '10m',
  INTEGRATION_TIMEOUT: '10m',
  INTEGRATION_ATTEMPT_TIMEOUT: '5m',
  LOG_LEVEL: 'error',
  LOG_FORMAT: 'json',
};

/**
 * More than fifty pages of events at any time of day, and fewer than sixty: of more than these only samples are read. How many
 * sessions leave and come again depends on the hour.
 */
const large: WorldSize = { devices: 120, clients: 1_000, sessions: 2_800 };

/** One report in this process, mailed by the network's own server. */
const reportOn = async (network: TestNetwork): Promise<RunResult> => {
  const app = await openApp({ ...realIo(), env: network.env(patience) });
  const { signal } = new AbortController();
  try {
    return await app.makeReport({ dryRun: false, cause: 'once' }, { asking: signal, sending: signal });
  } finally {
    app.close();
  }
};

const questionsOf = ({ console, cloudflare }: TestNetwork): number =>
  console.requests.length + cloudflare.requests.length;

const eventPagesOf = ({ console }: TestNetwork): number =>
  console.requests.filter(({ path }) => path.endsWith('/system-log/all')).length;

/** Rows of all tables, in the report as it is built, but for those that name every device and every radio. */
const rowsOf = ({ report }: RunResult): number =>
  [
    ...report.network.filter(({ name }) => name !== 'devices' && name !== 'wifi'),
    ...report.integrations.flatMap((one) => (one.success ? [one.data] : [])),
  ]
    .flatMap(({ blocks }) => blocks)
    .reduce((sum, block) => sum + (block.kind === 'table' ? block.rows.length : 0), 0);

const medium: WorldSize = { devices: 60, clients: 600, sessions: 1_550 };

/** Round trips that wait for one another: the issue of a slow console, where each of them is one more delay. */
test.each([
  ['a home', {}],
  ['an office with thirty pages of events', medium],
])('a report of %s asks the console at most six times in a row', async (_, world) => {
  const waves: Waves = createWaves();
  await using network = await startNetwork({ console: { hold: waves.hold, world } });

  expect((await reportOn(network)).outcome).toBe('delivered');
  expect(waves.sizes.reduce((sum, size) => sum + size, 0)).toBe(network.console.requests.length);
  expect(waves.sizes.length).toBeLessThanOrEqual(6);
  expect(waves.sizes.length).toBeGreaterThan(1);
});

test('thousands of events are read twelve pages at a time: a page more is no delay more', async () => {
  const waves: Waves = createWaves();
  await using network = await startNetwork({ console: { hold: waves.hold, world: large } });

  expect((await reportOn(network)).outcome).toBe('delivered');
  expect(eventPagesOf(network)).toBeGreaterThan(50);
  expect(waves.sizes.length).toBeLessThanOrEqual(4 + Math.ceil(eventPagesOf(network) / 12));
});

test('a network ten times as large costs no more questions than the pages of its events, and hardly more rows', async () => {
  await using network = await startNetwork();
  await using larger = await startNetwork({ console: { world: large } });
  const [report, largerReport] = [await reportOn(network), await reportOn(larger)];
  const otherQuestionsOf = (one: TestNetwork): number => questionsOf(one) - eventPagesOf(one);

  expect(questionsOf(network)).toBeLessThanOrEqual(60);
  expect(otherQuestionsOf(larger)).toBe(otherQuestionsOf(network));
  expect(rowsOf(largerReport)).toBeLessThanOrEqual(rowsOf(report) + 20);
  expect(larger.mail.messages[0]?.raw.length).toBeLessThan(1_000_000);
});
