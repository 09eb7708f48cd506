import { describe, expect, test } from 'vitest';
import { readDowntimes, readLineQuality } from '../../src/unifi/line-quality.ts';
import { consoleWith } from '../helpers/console-answers.ts';
import { json } from '../helpers/console-server.ts';
import { deadline } from '../helpers/deadline.ts';

const fromMs = 1_760_000_000_000;
const minute = 60_000;
const period = { fromMs, toMs: fromMs + 60 * minute };
const sample = (minutes: number, more: object = {}) => ({
  timestamp: fromMs + minutes * minute,
  latency_avg_ms: 10,
  wan_downtime: false,
  ...more,
});
const down = (minutes: number) => sample(minutes, { wan_downtime: true, latency_avg_ms: 0 });

const quality = async (body: unknown) => {
  const { console, server } = await consoleWith({ 'GET /v2/api/site/default/isp/health': json(body) });
  return { read: await readLineQuality(console, period, deadline()), server };
};

describe('samples of the line', () => {
  test('become latency, availability and outages', async () => {
    const samples = [
      sample(10),
      sample(0),
      down(20),
      down(25),
      sample(30, { latency_avg_ms: '12' }),
      sample(35, { latency_avg_ms: 0 }),
      sample(40, { not_reported: true }),
      sample(-5),
      sample(60),
    ];
    const { read, server } = await quality({ health_stats: samples });

    expect(read).toEqual({
      latency: [
        { atMs: fromMs, latencyMs: 10 },
        { atMs: fromMs + 10 * minute, latencyMs: 10 },
        { atMs: fromMs + 30 * minute, latencyMs: 12 },
      ],
      availabilityRatio: 4 / 6,
      outages: [{ fromMs: fromMs + 20 * minute, toMs: fromMs + 30 * minute }],
    });
    expect(server.reads.at(-1)?.url).toContain(`start=${fromMs}&end=${period.toMs}`);
  });

  test('that end with the line down leave the outage open', async () => {
    const { read } = await quality({ health_stats: [sample(0), down(55)] });
    expect(read.outages).toEqual([{ fromMs: fromMs + 55 * minute }]);
  });

  test('that are none claim no availability', async () => {
    const { read } = await quality({ health_stats: [] });
    expect(read).toEqual({ latency: [], outages: [] });
  });

  test('that are no list are an invalid response', async () => {
    await expect(quality({ health_stats: 'fine' })).rejects.toMatchObject({ code: 'invalid_response' });
  });
});

test('outages overlapping the period are listed, oldest first, those without a length are none', async () => {
  const rows = [
    { timestamp: fromMs + 30 * minute, downtime_in_seconds: '840', wan_network_group: 'WAN' },
    { timestamp: fromMs - 5 * minute, downtime_in_seconds: 600 },
    { timestamp: fromMs - 20 * minute, downtime_in_seconds: 600 },
    { timestamp: fromMs + 2 * minute, downtime_in_seconds: 0 },
    { timestamp: fromMs + 61 * minute, downtime_in_seconds: 5 },
  ];
  const { console } = await consoleWith({ 'GET /v2/api/site/default/downtime': json(rows) });

  expect(await readDowntimes(console, period, deadline())).toEqual([
    { fromMs: fromMs - 5 * minute, toMs: fromMs + 5 * minute },
    { wan: 'WAN', fromMs: fromMs + 30 * minute, toMs: fromMs + 44 * minute },
  ]);
});
