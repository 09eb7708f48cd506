import type { Finding } from '../report/section.ts';
import type { Device } from '../unifi/snapshot.ts';
import { type FindingContext, known, type Rule } from './rule.ts';
import { forHowLong, shortName, since, soLong } from './wording.ts';

/** Devices that the console cannot reach or use: `state` of `stat/device` (UniFi API reference §4.1). */
export const deviceRules: readonly Rule[] = [offline, isolated, adoptionFailed];

function offline({ snapshot, nowMs }: FindingContext): Finding[] {
  return devicesIn(snapshot.devices, 'offline').map((device) => {
    const sinceMs = device.offlineSinceMs ?? device.lastSeenMs;
    const length = forHowLong(sinceMs, nowMs);
    const name = shortName(device.name);
    return {
      id: `devices.offline:${device.id}`,
      severity: device.kind === 'gateway' ? 'critical' : 'warning',
      title: length === '' ? `${name} is offline` : `${name} has been offline${length}`,
      short: `${name} offline${soLong(sinceMs, nowMs)}`,
      meaning: offlineMeaning[device.kind],
      advice: 'Check its power and its cable, then the switch port it hangs on. If it runs, restart it.',
      things: [device.name],
      ...since(sinceMs),
    };
  });
}

const offlineMeaning = {
  gateway:
    'The gateway does not answer the console: the site may have no internet, no addresses and no protection.',
  switch: 'The switch does not answer the console: what is connected to it has no network.',
  'access point': 'The access point does not answer the console: there is no Wi-Fi where only it reaches.',
  other: 'The device does not answer the console.',
} as const satisfies Record<Device['kind'], string>;

function isolated({ snapshot }: FindingContext): Finding[] {
  return devicesIn(snapshot.devices, 'isolated').map((device) => ({
    id: `devices.isolated:${device.id}`,
    severity: 'warning',
    title: `${shortName(device.name)} is cut off from the network`,
    meaning: 'It runs, but its uplink does not reach the gateway, so its clients have no network.',
    advice: 'Check the cable or the wireless uplink it hangs on, and whether its switch port is enabled.',
    things: [device.name],
  }));
}

function adoptionFailed({ snapshot }: FindingContext): Finding[] {
  return devicesIn(snapshot.devices, 'adoption failed').map((device) => ({
    id: `devices.adoption-failed:${device.id}`,
    severity: 'warning',
    title: `${shortName(device.name)} could not be adopted`,
    meaning: 'The console knows the device but cannot manage it, so it does not get its settings.',
    advice: 'Try the adoption again. If it fails, reset the device to factory defaults and adopt it anew.',
    things: [device.name],
  }));
}

const devicesIn = (part: FindingContext['snapshot']['devices'], state: Device['state']): readonly Device[] =>
  known(part)?.filter((device) => device.state === state) ?? [];
