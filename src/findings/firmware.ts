import { formatDuration } from '../report/format.ts';
import type { Finding } from '../report/section.ts';
import type { Device } from '../unifi/snapshot.ts';
import { type FindingContext, known, type Rule } from './rule.ts';
import { counted, listed, shortName } from './wording.ts';

/** Devices whose firmware is behind, or has no future. Grouped: one decision, one finding. */
export const firmwareRules: readonly Rule[] = [updatesAvailable, longUptime, endOfLife];

function updatesAvailable({ snapshot }: FindingContext): Finding[] {
  const updatable = known(snapshot.devices)?.filter((device) => device.updateAvailable) ?? [];
  if (updatable.length === 0) return [];
  const things = updatable.map(withVersion);
  return [
    {
      id: 'devices.update-available',
      severity: 'notice',
      title:
        updatable.length === 1
          ? `A firmware update is available for ${listed(things)}`
          : `Firmware updates are available for ${counted(updatable.length, 'device', 'devices')}`,
      meaning: `Newer firmware is offered for ${listed(things, 5)}. Updates close security holes and mend faults.`,
      advice:
        'Read the release notes, then update at a quiet hour: each device restarts and is away for minutes.',
      things,
    },
  ];
}

/** "AP-Garage (6.6.77)", with the version offered where the console names it. */
function withVersion({ name, updateVersion }: Device): string {
  return updateVersion === undefined ? shortName(name) : `${shortName(name)} (${shortName(updateVersion)})`;
}

function longUptime({ snapshot, thresholds }: FindingContext): Finding[] {
  const devices = (known(snapshot.devices) ?? []).filter(
    ({ updateAvailable, uptimeMs = 0 }) => updateAvailable && uptimeMs >= thresholds.longUptimeMs,
  );
  if (devices.length === 0) return [];
  const names = devices.map(({ name }) => name);
  const longestMs = Math.max(...devices.map(({ uptimeMs = 0 }) => uptimeMs));
  return [
    {
      id: 'devices.long-uptime',
      severity: 'notice',
      title: `${listed(names)} ${names.length === 1 ? 'has' : 'have'} not been updated or restarted for ${formatDuration(longestMs)}`,
      meaning:
        'An update has been waiting while the device ran on: it lacks months of mended faults and security holes.',
      advice: 'Update at a quiet hour, and have the console update devices by itself in a weekly window.',
      things: names,
    },
  ];
}

function endOfLife({ snapshot }: FindingContext): Finding[] {
  const old = known(snapshot.devices)?.filter((device) => device.endOfLife === true) ?? [];
  if (old.length === 0) return [];
  const names = old.map((device) => device.name);
  const verb = old.length === 1 ? 'is' : 'are';
  return [
    {
      id: 'devices.end-of-life',
      severity: 'notice',
      title: `${listed(names)} ${verb} at the end of life`,
      meaning: 'The maker no longer mends faults or security holes in these models.',
      advice: 'Plan a replacement. Until then keep them away from networks with guests or sensitive data.',
      things: names,
    },
  ];
}
