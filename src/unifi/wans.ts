import { isRecord, known, readText } from '../console/fields.ts';
import { kindOf } from './devices.ts';
import type { RawDevice, RawHealth, RawLine, RawUptimeStats } from './schema.ts';
import type { Wan } from './snapshot.ts';

/**
 * The internet lines, from what the gateway says about itself and from the `wan` and `www` rows of the health. Sites
 * without a gateway have none (UniFi API reference §4.1, §7.3).
 */
export function toWans(devices: readonly RawDevice[], health: readonly RawHealth[]): readonly Wan[] {
  const gateway = devices.find((device) => kindOf(device) === 'gateway');
  const wanHealth = health.find(({ subsystem }) => subsystem === 'wan');
  const www = health.find(({ subsystem }) => subsystem === 'www');
  const stats = new Map(
    [...(wanHealth?.uptime_stats ?? []), ...(gateway?.uptime_stats ?? [])].map(({ name, row }) => [
      name,
      row,
    ]),
  );
  const lines = linesOf(gateway);
  const names = new Set([...lines.keys(), ...stats.keys()]);
  if (names.size === 0 && wanHealth?.wan_ip !== undefined) names.add('WAN');

  return [...names].sort().map((name) => {
    const line = lines.get(name);
    const measured = measuredBy(stats.get(name));
    const isFirst = name === 'WAN';
    return known({
      name,
      isp: isFirst ? wanHealth?.isp_name : undefined,
      ip: line?.ip ?? (isFirst ? wanHealth?.wan_ip : undefined),
      up: stateOf(gateway, name) ?? line?.up ?? (isFirst ? isUp(www?.status) : undefined),
      latencyMs: measured.latencyMs ?? (isFirst ? positive(www?.latency) : undefined),
      availabilityRatio: measured.availabilityRatio,
      downtimeMs: stats.get(name)?.downtime,
    });
  });
}

/** `wan1` is called `WAN` everywhere else. A line that is switched off is no line. */
function linesOf(gateway: RawDevice | undefined): ReadonlyMap<string, RawLine> {
  const all = [
    ['WAN', gateway?.wan1],
    ['WAN2', gateway?.wan2],
    ['WAN3', gateway?.wan3],
    ['WAN4', gateway?.wan4],
  ] as const;
  return new Map(
    all.flatMap(([name, line]) =>
      line === undefined || line.enable === false ? [] : [[name, line] as const],
    ),
  );
}

/** The sums where the gateway gives them; else of the monitors the best, because one that answers proves the line. */
function measuredBy(stats: RawUptimeStats | undefined): Pick<Wan, 'latencyMs' | 'availabilityRatio'> {
  const monitors = stats?.monitors ?? [];
  const [best] = monitors.flatMap((monitor) => monitor.availability ?? []).toSorted((a, b) => b - a);
  const [fastest] = monitors
    .flatMap(({ latency_average }) => positive(latency_average) ?? [])
    .toSorted((a, b) => a - b);
  const availability = stats?.availability ?? best;
  return known({
    latencyMs: positive(stats?.latency_average) ?? fastest,
    availabilityRatio:
      availability === undefined || availability < 0 ? undefined : Math.min(1, availability / 100),
  });
}

function stateOf(gateway: RawDevice | undefined, name: string): boolean | undefined {
  const states = gateway?.last_wan_status;
  const state = isRecord(states) && Object.hasOwn(states, name) ? readText(states[name]) : undefined;
  return state === undefined ? undefined : /^(online|up|active)$/i.test(state);
}

/** `unknown` is said where there is no gateway, `warning` where the line works badly. */
const isUp = (status: string | undefined): boolean | undefined =>
  status === 'ok' || status === 'error' ? status === 'ok' : undefined;

/** Where nothing was measured consoles send 0 or -1. */
const positive = (value: number | undefined): number | undefined =>
  value !== undefined && value > 0 ? value : undefined;
