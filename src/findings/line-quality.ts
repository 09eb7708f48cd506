import { formatLatency } from '../report/format.ts';
import type { Finding } from '../report/section.ts';
import { typicalLatencyMs } from '../unifi/typical-latency.ts';
import { type FindingContext, known, type Rule } from './rule.ts';
import { since } from './wording.ts';

/** Lines that are up but poor. */
export const lineQualityRules: readonly Rule[] = [highLatency, failedSpeedTests];

function highLatency({ snapshot, thresholds }: FindingContext): Finding[] {
  const latencyMs = typicalLatencyMs(known(snapshot.internet));
  if (latencyMs === undefined || latencyMs < thresholds.highLatencyMs) return [];
  return [
    {
      id: 'internet.high-latency',
      severity: 'warning',
      title: `The internet answers slowly: typically after ${formatLatency(latencyMs, 'en')}`,
      meaning: 'Calls, games and remote desktops stutter at such delays even when downloads are fast.',
      advice:
        'See whether one client fills the line, restart the modem, and ask the provider. Satellite and mobile lines may always be like this.',
      things: ['internet'],
    },
  ];
}

function failedSpeedTests({ snapshot, period }: FindingContext): Finding[] {
  const tests = (known(snapshot.internet)?.speedTests ?? [])
    .filter(({ atMs }) => atMs >= period.fromMs && atMs < period.toMs)
    .toSorted((a, b) => a.atMs - b.atMs);
  const failed = tests.filter((test) => test.failed);
  if (failed.length === 0) return [];
  const lastFailed = tests.at(-1)?.failed === true;
  return [
    {
      id: 'internet.speed-test-failed',
      severity: lastFailed ? 'warning' : 'notice',
      title:
        tests.length === 1
          ? 'The speed test failed'
          : `${failed.length} of ${tests.length} speed tests failed`,
      meaning: lastFailed
        ? 'The last speed test measured nothing: the line was down or overloaded, or the test server was.'
        : 'A speed test measured nothing, but a later one did: the line or the test server was busy for a while.',
      advice:
        'Run a speed test from the console by hand. If it fails again, look at the line and its outages.',
      things: ['internet'],
      ...since(failed[0]?.atMs),
    },
  ];
}
