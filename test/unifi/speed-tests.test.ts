import { describe, expect, test } from 'vitest';
import { requiredRows } from '../../src/console/fields.ts';
import { deviceSchema, healthSchema } from '../../src/unifi/schema.ts';
import { lastSpeedTest, readSpeedTests } from '../../src/unifi/speed-tests.ts';
import { consoleWith } from '../helpers/console-answers.ts';
import { type Answer, json } from '../helpers/console-server.ts';
import { deadline } from '../helpers/deadline.ts';
import { legacy, unifiFixture, unifiFixtureData } from '../helpers/unifi-fixture.ts';

const newPath = 'GET /v2/api/site/default/speedtest';
const oldPath = 'POST /api/s/default/stat/report/archive.speedtest';
const day = 86_400_000;
const recordedUntil = 1_700_259_200_000 + 1;

const read = async (answers: Readonly<Record<string, Answer>>, fromMs: number, toMs: number) => {
  const { console, server } = await consoleWith(answers);
  return { tests: await readSpeedTests(console, { fromMs, toMs }, deadline()), server };
};
const recorded = { [newPath]: json(unifiFixture('chris2ao-unifi-mcp/v2-speedtest.json')) };

test('recorded tests of the period come oldest first, a row of zeros is a failed test', async () => {
  const { tests } = await read(recorded, 1_700_000_000_000, 1_700_100_000_000);
  expect(tests).toEqual([
    { atMs: 1_700_000_000_000, wan: 'WAN', failed: true },
    {
      atMs: 1_700_086_400_000,
      wan: 'WAN',
      failed: false,
      downloadBitsPerSecond: 900e6,
      uploadBitsPerSecond: 800e6,
      latencyMs: 9,
    },
  ]);
});

test('without a test in the period the last one of the week before is shown', async () => {
  const { tests, server } = await read(recorded, recordedUntil, recordedUntil + day);
  expect(tests).toMatchObject([{ atMs: 1_700_259_200_000, downloadBitsPerSecond: 1_900e6 }]);
  expect(server.reads.at(-1)?.query.get('timestampFrom')).toBe(String(recordedUntil - 6 * day));
});

test('a bare list, unsorted and in seconds, is understood too', async () => {
  const { tests } = await read(
    { [newPath]: json(unifiFixture('aiounifi/v2-speedtest-history.json')) },
    0,
    recordedUntil,
  );
  expect(tests.map(({ atMs, failed }) => [atMs, failed])).toEqual([
    [50_000, false],
    [100_000, false],
    [150_000, true],
    [200_000, false],
  ]);
});

test('the older endpoint is asked only where the newer is unknown', async () => {
  const row = { time: 1_700_000_500_000, xput_download: '94.2', xput_upload: 20, latency: 12 };
  const known = await read({ [oldPath]: json(legacy([row])) }, 1_700_000_000_000, 1_700_001_000_000);
  expect(known.tests).toEqual([
    {
      atMs: 1_700_000_500_000,
      failed: false,
      downloadBitsPerSecond: 94_200_000,
      uploadBitsPerSecond: 20e6,
      latencyMs: 12,
    },
  ]);

  const { console, server } = await consoleWith({ [newPath]: json({}, 403), [oldPath]: json(legacy([row])) });
  await expect(readSpeedTests(console, { fromMs: 0, toMs: day }, deadline())).rejects.toMatchObject({
    code: 'forbidden',
  });
  expect(server.reads).toHaveLength(2);
});

describe('the last test, where there is no list', () => {
  const devices = (...rows: unknown[]) => requiredRows(deviceSchema, rows);
  const weekOf = (atMs: number) => ({ fromMs: atMs - 7 * day, toMs: atMs + day });
  const health = requiredRows(healthSchema, unifiFixtureData('unpoller-unifi/stat-health-udm.json'));

  test('is the gateway’s, where it has made one', () => {
    const status = { rundate: 1_700_000_000, xput_download: 500.5, xput_upload: 50, latency: 8 };
    expect(
      lastSpeedTest(
        devices({ type: 'udm', mac: 'a', 'speedtest-status': status }),
        health,
        weekOf(1_700_000_000_000),
      ),
    ).toEqual([
      {
        atMs: 1_700_000_000_000,
        failed: false,
        downloadBitsPerSecond: 500_500_000,
        uploadBitsPerSecond: 50e6,
        latencyMs: 8,
      },
    ]);
  });

  test('is the one in the health, when the gateway never made one', () => {
    expect(
      lastSpeedTest(
        devices(unifiFixture('aiounifi/stat-device-ugw-usg3.json')),
        health,
        weekOf(1_769_686_425_000),
      ),
    ).toEqual([
      {
        atMs: 1_769_686_425_000,
        failed: false,
        downloadBitsPerSecond: 999e6,
        uploadBitsPerSecond: 1_017e6,
        latencyMs: 10,
      },
    ]);
  });

  test('is none where it is older than a week: it says nothing about the line of today', () => {
    const status = { rundate: 1_700_000_000, xput_download: 500, xput_upload: 50 };
    const gateway = devices({ type: 'udm', mac: 'a', 'speedtest-status': status });
    const atMs = 1_700_000_000_000;
    expect(lastSpeedTest(gateway, [], { fromMs: atMs, toMs: atMs + 7 * day })).toHaveLength(1);
    expect(lastSpeedTest(gateway, [], { fromMs: atMs, toMs: atMs + 7 * day + 1 })).toEqual([]);
    const newer = requiredRows(healthSchema, [
      { speedtest_lastrun: 1_700_600_000, xput_down: 9, xput_up: 9 },
    ]);
    expect(lastSpeedTest(gateway, newer, { fromMs: atMs, toMs: atMs + 8 * day })).toMatchObject([
      { atMs: 1_700_600_000_000 },
    ]);
  });

  test('is none where nobody made one', () => {
    expect(lastSpeedTest(devices(unifiFixture('aiounifi/stat-device-ugw-usg3.json')), [], weekOf(0))).toEqual(
      [],
    );
  });
});
