import { describe, expect, test } from 'vitest';
import { pingAddressesOf } from '../../src/deliver/ping-addresses.ts';
import { type MetricsState, metricsOf } from '../../src/listen/metrics.ts';
import { pageAt } from './pages.ts';

const page = pageAt('docs/monitoring.md');

const state: MetricsState = {
  version: '1.2.3',
  integrations: [],
  process: { startedAtMs: 0, residentBytes: 0, heapUsedBytes: 0, cpuSeconds: 0 },
};

describe('docs/monitoring.md', () => {
  test('lists every metric with its kind and what it tells, in the order of the page itself', () => {
    const rows = [...page.text.matchAll(/^\| `(\w+)` \| (gauge|counter) \| (.+) \|$/gm)];

    expect(rows.map(([, name, kind, help]) => ({ name, kind, help }))).toEqual(
      metricsOf(state).map(({ name, kind, help }) => ({ name, kind, help })),
    );
  });

  test('watches no metric in its alerts that there is not', () => {
    const names = metricsOf(state).map(({ name }) => name);
    const watched = [...page.text.matchAll(/\bunifi_report_\w+/g)].map(([name]) => name);

    expect(watched.filter((name) => !names.includes(name))).toEqual([]);
  });

  test('shows addresses for PING_URL that are asked as it says', () => {
    const [healthchecks = '', kuma = ''] = [...page.text.matchAll(/^PING_URL=(\S+)/gm)].map(
      ([, url = '']) => url,
    );

    expect(pingAddressesOf(healthchecks)).toMatchObject({
      start: { path: '/your-own-uuid/start' },
      failure: { path: '/your-own-uuid/fail' },
    });
    expect(pingAddressesOf(kuma)).toMatchObject({
      success: { query: { status: 'up' } },
      failure: { query: { status: 'down' } },
    });
    expect(pingAddressesOf(kuma).start).toBeUndefined();
  });
});
