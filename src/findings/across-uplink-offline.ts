import type { Finding } from '../report/section.ts';
import type { Device } from '../unifi/snapshot.ts';
import { type FindingContext, known, type Rule } from './rule.ts';
import { forHowLong, listed, shortName, since, soLong } from './wording.ts';

/** A switch that is offline takes along what hangs on it: one cause, not one finding for each device. */
export const acrossUplinkOfflineRules: readonly Rule[] = [offlineWithUplink];

/** Each device is missed at its own next heartbeat, a few minutes apart (UniFi API reference §4.1). */
const togetherMs = 5 * 60_000;

function offlineWithUplink({ snapshot, nowMs }: FindingContext): Finding[] {
  const offline = (known(snapshot.devices) ?? []).filter(({ state }) => state === 'offline');
  const byId = new Map(offline.map((device) => [device.id, device]));
  const behind = offline.flatMap((device) => {
    const root = rootOf(device, byId);
    return root === device ? [] : [{ root, device }];
  });
  return [...Map.groupBy(behind, ({ root }) => root)].map(([root, group]) =>
    findingOf(
      root,
      group.map(({ device }) => device),
      nowMs,
    ),
  );
}

/** Up from device to device as long as the one above went first; rows that form a circle end where they began. */
function rootOf(device: Device, offline: ReadonlyMap<string, Device>): Device {
  const passed = new Set([device]);
  let root = device;
  for (;;) {
    const above = offline.get(root.uplink?.deviceId ?? '');
    if (above === undefined || passed.has(above) || !wentWith(root, above)) return root;
    passed.add(above);
    root = above;
  }
}

/** What was gone long before the device above it has a cause of its own. */
function wentWith(device: Device, above: Device): boolean {
  const [atMs, aboveAtMs] = [offlineAtMs(device), offlineAtMs(above)];
  return atMs === undefined || aboveAtMs === undefined || atMs >= aboveAtMs - togetherMs;
}

const offlineAtMs = ({ offlineSinceMs, lastSeenMs }: Device): number | undefined =>
  offlineSinceMs ?? lastSeenMs;

function findingOf(root: Device, devices: readonly Device[], nowMs: number): Finding {
  const name = shortName(root.name);
  const names = devices.map((device) => device.name);
  const sinceMs = offlineAtMs(root);
  return {
    id: `across.uplink-offline:${root.id}`,
    severity: root.kind === 'gateway' ? 'critical' : 'warning',
    title: `${name} has been offline${forHowLong(sinceMs, nowMs)}, and ${listed(names)} with it`,
    short: `${name} and what hangs on it offline${soLong(sinceMs, nowMs)}`,
    meaning: `${listed(names, 5)} ${names.length === 1 ? 'hangs' : 'hang'} on ${name} and went offline no earlier than it did.`,
    advice: `See to ${name}: its power, then its cable. The rest should follow; what does not has a cause of its own.`,
    things: [root.name, ...names],
    explains: [root, ...devices].map(({ id }) => `devices.offline:${id}`),
    ...since(sinceMs),
  };
}
