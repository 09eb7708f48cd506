import { formatCelsius } from '../report/format.ts';
import type { Finding, Severity } from '../report/section.ts';
import type { Device } from '../unifi/snapshot.ts';
import { type FindingContext, known, type Rule } from './rule.ts';
import type { Thresholds } from './thresholds.ts';
import { shortName } from './wording.ts';

/** Devices that are too hot, by their own word or by their sensor. */
export const temperatureRules: readonly Rule[] = [overheating];

function overheating({ snapshot, thresholds }: FindingContext): Finding[] {
  return (known(snapshot.devices) ?? []).flatMap((device) => {
    const severity = heatSeverity(device, thresholds);
    if (severity === undefined) return [];
    const name = shortName(device.name);
    return {
      id: `devices.overheating:${device.id}`,
      severity,
      title:
        device.celsius === undefined
          ? `${name} is overheating`
          : `${name} is overheating at ${formatCelsius(device.celsius, 'en')}`,
      meaning:
        'Heat shortens the life of a device; it may slow down, restart or switch off to protect itself.',
      advice:
        'Free its vents and fans, move it away from other heat, and check that the rack or room is cooled.',
      things: [device.name],
    };
  });
}

function heatSeverity(
  { state, celsius, overheating: saysSo }: Device,
  thresholds: Thresholds,
): Severity | undefined {
  // What an offline device last measured says nothing about now.
  if (state === 'offline') return undefined;
  if (celsius !== undefined && celsius >= thresholds.deviceHotCelsius) return 'critical';
  if (celsius !== undefined && celsius >= thresholds.deviceWarmCelsius) return 'warning';
  return saysSo === true ? 'warning' : undefined;
}
