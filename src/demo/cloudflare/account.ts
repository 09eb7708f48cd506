import { dayMs, secondMs } from '../duration.ts';
import { hexId, uuid } from '../identity.ts';
import { type DemoDay, outageTheDayBefore } from '../world/day-before.ts';
import { createInternet } from '../world/internet.ts';

export interface DemoZone {
  /** 32 hex digits. */
  readonly id: string;
  readonly name: string;
  readonly plan: 'free' | 'pro';
  readonly status: 'active' | 'pending';
  readonly createdAtMs: number;
}

export interface DemoTunnel {
  readonly id: string;
  readonly name: string;
  readonly status: 'healthy' | 'down' | 'inactive';
  readonly createdAtMs: number;
  readonly activeSinceMs?: number;
  /** Since when nothing connects. */
  readonly inactiveSinceMs?: number;
  /** Of the cloudflared that serves it. */
  readonly version: string;
}

export interface DemoAccount {
  readonly nowMs: number;
  readonly id: string;
  readonly name: string;
  readonly zones: readonly DemoZone[];
  readonly tunnels: readonly DemoTunnel[];
}

const zoneOf = (
  nowMs: number,
  name: string,
  plan: DemoZone['plan'],
  status: DemoZone['status'],
  ageDays: number,
): DemoZone => ({
  id: hexId(`zone:${name}`, 32),
  name,
  plan,
  status,
  createdAtMs: nowMs - ageDays * dayMs,
});

/** Versions of cloudflared are named after the month they came out in. */
const cloudflaredOf = (nowMs: number, monthsAgo: number): string => {
  const now = new Date(nowMs);
  const month = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - monthsAgo));
  return `${month.getUTCFullYear()}.${month.getUTCMonth() + 1}.0`;
};

const createTunnels = (nowMs: number, day: DemoDay): readonly DemoTunnel[] => {
  const isDayBefore = day === 'the day before';
  const { outage } = createInternet(nowMs, isDayBefore ? outageTheDayBefore(nowMs) : undefined);
  const createdAtMs = nowMs - 400 * dayMs;
  const tunnel = (
    name: string,
    rest: Omit<DemoTunnel, 'id' | 'name' | 'createdAtMs' | 'version'>,
    monthsOld = 1,
  ): DemoTunnel => ({
    id: uuid(`tunnel:${name}`),
    name,
    createdAtMs,
    version: cloudflaredOf(nowMs, monthsOld),
    ...rest,
  });
  return [
    tunnel('harbour-bookings', { status: 'healthy', activeSinceMs: outage.toMs + 9 * secondMs }),
    // It lost its connections with the internet line and never came back.
    tunnel(
      'harbour-cameras',
      isDayBefore
        ? { status: 'healthy', activeSinceMs: outage.toMs + 8 * secondMs }
        : { status: 'down', inactiveSinceMs: outage.fromMs + 31 * secondMs },
    ),
    // Nobody has updated this one for long.
    tunnel('harbour-files', { status: 'healthy', activeSinceMs: outage.toMs + 11 * secondMs }, 15),
  ];
};

/** One account with a Pro, a Free and a pending zone and three tunnels; `zoneCount` above 3 adds Free zones. */
export const createAccount = (nowMs: number, zoneCount = 3, day: DemoDay = 'today'): DemoAccount => {
  const zones = [
    zoneOf(nowMs, 'harbour-office.example', 'pro', 'active', 900),
    zoneOf(nowMs, 'harbour-journal.example', 'free', 'active', 310),
    zoneOf(nowMs, 'harbour-regatta.example', 'free', 'pending', 2),
    ...Array.from({ length: Math.max(0, zoneCount - 3) }, (_, index) =>
      zoneOf(nowMs, `harbour-${index + 4}.example`, 'free', 'active', 100),
    ),
  ];
  return {
    nowMs,
    id: hexId('account', 32),
    name: 'Harbour Office Ltd.',
    zones: zones.slice(0, zoneCount),
    tunnels: createTunnels(nowMs, day),
  };
};
