import { describe, expect, test } from 'vitest';
import { type MetricsState, metricsOf } from '../../src/listen/metrics.ts';
import { writeMetrics } from '../../src/listen/prometheus.ts';
import type { RunRecord } from '../../src/store/store.ts';

const lastRun: RunRecord = {
  id: 'run-1',
  startedAtMs: 1_790_000_000_000,
  fromMs: 1_789_913_600_000,
  toMs: 1_790_000_000_000,
  movesMark: true,
  outcome: 'kept',
  exitCode: 4,
  verdict: 'clear',
  subject: 'all clear',
  durationMs: 4_200,
};

const full: MetricsState = {
  version: '1.2.3',
  lastRun,
  lastDeliveredAtMs: 1_789_913_600_000,
  nextReportAtMs: 1_790_086_400_000,
  outboxMessages: 2,
  integrations: [
    {
      name: 'cloudflare',
      state: 'open',
      calls: 7,
      failures: 3,
      lastFailureAtMs: 1_790_000_002_500,
      lastFailureCode: 'timeout',
      lastSuccessAtMs: 1_789_900_000_000,
      lastDurationMs: 30_000,
    },
    { name: 'cybersecure', state: 'closed', calls: 0, failures: 0 },
  ],
  process: {
    startedAtMs: 1_789_000_000_000,
    residentBytes: 90_000_000,
    heapUsedBytes: 20_000_000,
    cpuSeconds: 1.5,
  },
};

/** The samples of a text, without the comments. */
const samplesOf = async (state: MetricsState): Promise<readonly string[]> =>
  (await writeMetrics(metricsOf(state))).split('\n').filter((line) => line !== '' && !line.startsWith('#'));

test('everything that is known is told', async () => {
  expect(await samplesOf(full)).toEqual([
    'unifi_report_info{version="1.2.3"} 1',
    'unifi_report_last_report_timestamp_seconds 1790000004.2',
    'unifi_report_last_report_duration_seconds 4.2',
    'unifi_report_last_report_exit_code 4',
    'unifi_report_last_report_outcome{outcome="delivered"} 0',
    'unifi_report_last_report_outcome{outcome="kept"} 1',
    'unifi_report_last_report_outcome{outcome="silent"} 0',
    'unifi_report_last_report_outcome{outcome="refused"} 0',
    'unifi_report_last_report_outcome{outcome="failed"} 0',
    'unifi_report_last_delivered_timestamp_seconds 1789913600',
    'unifi_report_next_report_timestamp_seconds 1790086400',
    'unifi_report_outbox_messages 2',
    'unifi_report_store_readable 1',
    'unifi_report_integration_circuit{integration="cloudflare",state="closed"} 0',
    'unifi_report_integration_circuit{integration="cloudflare",state="half_open"} 0',
    'unifi_report_integration_circuit{integration="cloudflare",state="open"} 1',
    'unifi_report_integration_circuit{integration="cybersecure",state="closed"} 1',
    'unifi_report_integration_circuit{integration="cybersecure",state="half_open"} 0',
    'unifi_report_integration_circuit{integration="cybersecure",state="open"} 0',
    'unifi_report_integration_calls_total{integration="cloudflare"} 7',
    'unifi_report_integration_calls_total{integration="cybersecure"} 0',
    'unifi_report_integration_failures_total{integration="cloudflare"} 3',
    'unifi_report_integration_failures_total{integration="cybersecure"} 0',
    'unifi_report_integration_last_failure_timestamp_seconds{integration="cloudflare"} 1790000002.5',
    'unifi_report_integration_last_success_timestamp_seconds{integration="cloudflare"} 1789900000',
    'unifi_report_integration_last_duration_seconds{integration="cloudflare"} 30',
    'process_start_time_seconds 1789000000',
    'process_resident_memory_bytes 90000000',
    'process_cpu_seconds_total 1.5',
    'nodejs_heap_size_used_bytes 20000000',
  ]);
});

describe('what is not known is left out, never told as 0', () => {
  test('before the first report', async () => {
    const { lastRun: _none, lastDeliveredAtMs: _neither, ...fresh } = full;
    const samples = await samplesOf({ ...fresh, outboxMessages: 0, integrations: [] });

    expect(samples.filter((line) => /last_|integration/.test(line))).toEqual([]);
    expect(samples).toContain('unifi_report_outbox_messages 0');
    expect(samples).toContain('unifi_report_store_readable 1');
  });

  test('of a store that cannot be read, which is told', async () => {
    const { lastRun: _a, lastDeliveredAtMs: _b, outboxMessages: _c, ...rest } = full;
    const samples = await samplesOf(rest);

    expect(samples.filter((line) => line.includes('outbox'))).toEqual([]);
    expect(samples).toContain('unifi_report_store_readable 0');
    expect(samples).toContain('unifi_report_integration_calls_total{integration="cloudflare"} 7');
  });
});

test('each metric has its help and its kind once, before its samples', async () => {
  const text = await writeMetrics(metricsOf(full));

  for (const { name, kind, help } of metricsOf(full)) {
    expect(text).toContain(`# HELP ${name} ${help}\n# TYPE ${name} ${kind}\n${name}`);
    expect(text.split(`# TYPE ${name} `)).toHaveLength(2);
  }
});

test('counters end in _total, times and durations in seconds, sizes in bytes', () => {
  const wrong = metricsOf(full).filter(({ name, kind, help }) => {
    if ((kind === 'counter') !== name.endsWith('_total')) return true;
    return /^(When|How long)/.test(help) && !name.endsWith('_seconds');
  });

  expect(wrong).toEqual([]);
});

test('a name from a file of the user cannot break out of its label', async () => {
  const integrations = [{ name: 'a"} 1\nevil_metric{b="', state: 'closed', calls: 1, failures: 0 }] as const;

  expect((await samplesOf({ ...full, integrations })).filter((line) => line.startsWith('evil'))).toEqual([]);
});
