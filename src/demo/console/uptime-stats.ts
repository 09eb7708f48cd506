import { toSeconds } from '../duration.ts';
import type { DemoInternet } from '../world/internet.ts';

/** `uptime_stats` of the gateway; the second WAN has never been plugged in. */
export const uptimeStats = (nowMs: number, internet: DemoInternet): Record<string, unknown> => ({
  WAN: {
    availability: internet.availabilityPercent,
    latency_average: internet.averageLatencyMs,
    time_period: 86_400,
    uptime: toSeconds(nowMs - internet.outage.toMs),
    downtime: toSeconds(internet.outage.toMs - internet.outage.fromMs),
    monitors: [
      {
        availability: internet.availabilityPercent,
        latency_average: 12,
        target: 'ping.example',
        type: 'icmp',
      },
    ],
    alerting_monitors: [],
  },
  WAN2: { monitors: [{ availability: 0, target: 'ping.example', type: 'icmp' }] },
});
