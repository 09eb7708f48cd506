import { describe, expect, test } from 'vitest';
import { createPages } from '../../src/listen/pages.ts';
import { readMetricsState, type StateSources } from '../../src/listen/state.ts';
import type { Pulse } from '../../src/pulse.ts';
import { memoryStore } from '../../src/store/database.ts';

const nowMs = 1_790_000_000_000;

const sources = (changes: Partial<StateSources> = {}): StateSources => ({
  version: '1.2.3',
  store: memoryStore('').store,
  source: 'unifi.example',
  nextReportAtMs: () => nowMs + 1_000,
  integrationStats: () => [],
  processStartedAtMs: nowMs - 5_000,
  ...changes,
});

const pageAt = async (path: string, pulse: Pulse, changes?: Partial<StateSources>) => {
  const pages = createPages({ pulse: () => pulse, metricsState: () => readMetricsState(sources(changes)) });
  return pages[path]?.();
};

const alive: Pulse = { alive: true, at: '2026-11-21T07:00:00.000Z' };

describe('/healthz', () => {
  test('is 200 while the heart beats', async () => {
    expect(await pageAt('/healthz', alive)).toMatchObject({ status: 200, body: 'ok\n' });
  });

  test('is 503 when it does not, without the reason, which names a directory', async () => {
    const page = await pageAt('/healthz', { alive: false, reason: 'There is no heartbeat in /srv/private' });

    expect(page).toMatchObject({ status: 503 });
    expect(page?.body).toContain('unifi-report health');
    expect(page?.body).not.toContain('/srv/private');
  });
});

describe('/metrics', () => {
  test('says what Prometheus wants to know of its format', async () => {
    expect(await pageAt('/metrics', alive)).toMatchObject({
      status: 200,
      contentType: 'text/plain; version=0.0.4; charset=utf-8',
    });
  });

  test('tells of the last report of this network, not of another one in the same store', async () => {
    const { store } = memoryStore('');
    const run = {
      startedAtMs: nowMs,
      fromMs: 1,
      toMs: nowMs,
      movesMark: true,
      verdict: '',
      subject: '',
    } as const;
    store.addRun('unifi.example', { ...run, id: 'a', outcome: 'delivered', exitCode: 3, durationMs: 2_000 });
    store.addRun('other.example', { ...run, id: 'b', outcome: 'failed', exitCode: 1, durationMs: 9_000 });
    const page = await pageAt('/metrics', alive, { store });

    expect(page?.body).toContain('unifi_report_last_report_exit_code 3\n');
    expect(page?.body).toContain('unifi_report_last_report_duration_seconds 2\n');
    expect(page?.body).toContain(`unifi_report_last_delivered_timestamp_seconds ${nowMs / 1000}\n`);
    expect(page?.body).toContain('unifi_report_next_report_timestamp_seconds 1790000001\n');
  });

  test('goes on telling of the process when the store is gone', async () => {
    const { store } = memoryStore('');
    store.close();
    const page = await pageAt('/metrics', alive, { store });

    expect(page).toMatchObject({ status: 200 });
    expect(page?.body).toContain('unifi_report_store_readable 0\n');
    expect(page?.body).toMatch(/^process_resident_memory_bytes [1-9]\d+$/m);
    expect(page?.body).toContain('process_start_time_seconds 1789999995\n');
  });
});
