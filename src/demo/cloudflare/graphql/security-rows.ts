import { dayMs, hourMs, isoSeconds } from '../../duration.ts';
import { hexId } from '../../identity.ts';
import { createRandom, type Random } from '../../random.ts';
import type { DemoZone } from '../account.ts';
import type { AnalyticsRow } from './row.ts';

/** Not all of them stop anything: log, skip and solved challenges are events as well (Cloudflare API reference §2.6). */
const kinds = [
  ['block', 'firewallManaged', 'Managed: WordPress path traversal', '/wp-login.php'],
  ['managed_challenge', 'firewallCustom', 'Challenge sign-ins from abroad', '/login'],
  ['block', 'ratelimit', 'Booking API: 60 requests a minute', '/api/slots'],
  ['log', 'firewallManaged', 'Managed: anomaly score, log only', '/search'],
  ['skip', 'firewallCustom', 'Skip monitoring probes', '/health'],
  ['managed_challenge_non_interactive_solved', 'firewallCustom', 'Challenge sign-ins from abroad', '/login'],
] as const;

/** The first one scans the office's own line as well. */
const clients = [
  ['198.51.100.23', 'NL'],
  ['198.51.100.140', 'SG'],
  ['198.51.100.201', 'BR'],
  ['2001:db8::bad', 'US'],
] as const;

type Kind = (typeof kinds)[number];
type Attacker = (typeof clients)[number];

const eventsPerDay = { pro: 340, free: 46 } as const satisfies Record<DemoZone['plan'], number>;

/** One of the list, the first ones far more often than the last. */
const skewed = <T>(list: readonly [T, ...T[]], random: Random): T =>
  list[Math.floor(list.length * random.next() ** 2)] ?? list[0];

/** One row per event of the last three days. */
export const securityRows = (zone: DemoZone, nowMs: number): readonly AnalyticsRow[] => {
  if (zone.status !== 'active') return [];
  const random = createRandom(eventsPerDay[zone.plan]);
  return Array.from({ length: eventsPerDay[zone.plan] * 3 }, () => {
    const [action, source, description, path] = skewed<Kind>(kinds, random);
    const [ip, country] = skewed<Attacker>(clients, random);
    const atMs = nowMs - random.integer(0, 3 * dayMs);
    return {
      atMs,
      count: 1,
      sums: {},
      dimensions: {
        action,
        source,
        description,
        ruleId: hexId(description, 32),
        clientIP: ip,
        clientCountryName: country,
        clientRequestHTTPHost: `www.${zone.name}`,
        clientRequestPath: path,
        userAgent: 'curl/8.9.1',
        rayName: hexId(`ray:${atMs}`, 16),
        datetime: isoSeconds(atMs),
        datetimeHour: isoSeconds(Math.floor(atMs / hourMs) * hourMs),
      },
    };
  });
};
