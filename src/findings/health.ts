import type { Finding } from '../report/section.ts';
import type { DeviceKind, HealthRow } from '../unifi/snapshot.ts';
import { internetLines } from './internet-lines.ts';
import { type FindingContext, known, type Rule } from './rule.ts';

/** What the console says about itself as a whole: `stat/health` (UniFi API reference §7.3). */
export const healthRules: readonly Rule[] = [subsystemInError];

const subsystems: Readonly<Record<string, { title: string; kind: DeviceKind }>> = {
  wan: { title: 'the internet connection', kind: 'gateway' },
  www: { title: 'the internet connection', kind: 'gateway' },
  wlan: { title: 'the Wi-Fi', kind: 'access point' },
  lan: { title: 'the wired network', kind: 'switch' },
};

/**
 * `vpn` is left out: it is "error" or "unknown" wherever no VPN is set up. The error of a part that another finding
 * explains (an offline access point, a line that is down) is not told twice.
 */
function subsystemInError(context: FindingContext): Finding[] {
  const rows = known(context.snapshot.health) ?? [];
  const troubled = rows.filter((row) => row.status.toLowerCase() === 'error' && isUnexplained(row, context));
  const titles = new Map(troubled.map((row) => [subsystems[row.subsystem]?.title ?? '', row.subsystem]));
  return [...titles].map(([title, subsystem]) => ({
    id: `health.error:${subsystem === 'www' ? 'wan' : subsystem}`,
    severity: 'warning',
    title: `The console reports an error in ${title}`,
    meaning: 'The console sees this part of the network as not working, without saying what is wrong.',
    advice: 'Open the console and look at the devices of this part and at its latest events.',
    things: [title.replace(/^the /, '')],
  }));
}

function isUnexplained({ subsystem }: HealthRow, { snapshot }: FindingContext): boolean {
  const part = subsystems[subsystem];
  if (part === undefined) return false;
  const devices = known(snapshot.devices);
  const ofThatKind = devices?.filter((device) => device.kind === part.kind) ?? [];
  if (ofThatKind.some((device) => device.state === 'offline' || device.state === 'isolated')) return false;
  if (part.kind !== 'gateway') return true;
  // A site without a gateway has no internet connection of its own that could fail.
  if (devices !== undefined && ofThatKind.length === 0) return false;
  return !internetLines(known(snapshot.internet)).some((line) => line.down);
}
