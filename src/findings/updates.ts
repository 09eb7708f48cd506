import type { Finding } from '../report/section.ts';
import { eventsByDevice } from './event-groups.ts';
import type { FindingContext, Rule } from './rule.ts';
import { counted, listed, shortName, since } from './wording.ts';

/** Firmware that was installed in the period, or was not (UniFi API reference §5.4). */
export const updateRules: readonly Rule[] = [updateFailed, updated];

const failed = ['FIRMWARE_UPDATE_FAILED', 'FIRMWARE_UPDATE_DNS_RESOLUTION_FAILED'];

function updateFailed(context: FindingContext): Finding[] {
  const done = new Map(
    eventsByDevice(context, ['FIRMWARE_UPDATED']).map(({ key, events }) => [key, events.at(-1)?.atMs ?? 0]),
  );
  return eventsByDevice(context, failed)
    .filter(({ key, events }) => (done.get(key) ?? 0) < (events.at(-1)?.atMs ?? 0))
    .map(({ key, name, events }) => ({
      id: `updates.failed:${key}`,
      severity: 'warning',
      title: `The firmware update of ${name === undefined ? 'a device' : shortName(name)} failed`,
      meaning: events.some(({ kind }) => kind.includes('DNS'))
        ? 'The device could not look up the address of the update server. It runs on with its old firmware.'
        : 'The device runs on with its old firmware, without what the update mends.',
      advice:
        'Try again at a quiet hour. If it fails again, check that the device reaches the internet and its DNS.',
      things: name === undefined ? ['firmware'] : [name],
      ...since(events[0].atMs),
    }));
}

/** Grouped: good news, and the reason why devices were away for minutes. */
function updated(context: FindingContext): Finding[] {
  const groups = eventsByDevice(context, ['FIRMWARE_UPDATED']);
  if (groups.length === 0) return [];
  const names = groups.flatMap(({ name }) => name ?? []);
  return [
    {
      id: 'updates.installed',
      severity: 'notice',
      title: `New firmware was installed on ${names.length === groups.length ? listed(names) : counted(groups.length, 'device', 'devices')}`,
      meaning: 'Each device restarted for it and was away for some minutes.',
      advice: 'Watch whether the network behaves as before.',
      things: names.length === 0 ? ['firmware'] : names,
      ...since(Math.min(...groups.map(({ events }) => events[0].atMs))),
    },
  ];
}
