import type { Finding } from '../report/section.ts';
import { eventsByDevice } from './event-groups.ts';
import type { FindingContext, Rule } from './rule.ts';
import { shortName, since } from './wording.ts';

/** Fans and power supplies that failed: only events tell of them (UniFi API reference §5.4). */
export const hardwareRules: readonly Rule[] = [fanFailed, powerSupplyFailed];

function fanFailed(context: FindingContext): Finding[] {
  return eventsByDevice(context, ['DEVICE_FAN_OFFLINE', 'DEVICE_FAN_NOT_OPERATING']).map(
    ({ key, name, events: [first] }) => ({
      id: `hardware.fan-failed:${key}`,
      severity: 'warning',
      title: `A fan of ${deviceWord(name)} has failed`,
      meaning: 'Without it the device grows hot: it slows down, switches off, or does not last.',
      advice: 'See whether dust or a cable blocks the fan. If not, have the fan or the device replaced.',
      things: thingsOf(name),
      ...since(first.atMs),
    }),
  );
}

function powerSupplyFailed(context: FindingContext): Finding[] {
  return eventsByDevice(context, ['DEVICE_POWER_SUPPLY_OFFLINE']).map(({ key, name, events: [first] }) => ({
    id: `hardware.power-supply-failed:${key}`,
    severity: 'warning',
    title: `A power supply of ${deviceWord(name)} is off`,
    meaning: 'The device runs on its other supply: when that fails as well, everything behind it goes down.',
    advice: 'Check the plug and the socket of the supply. If both are fine, replace the supply.',
    things: thingsOf(name),
    ...since(first.atMs),
  }));
}

const deviceWord = (name: string | undefined): string => (name === undefined ? 'a device' : shortName(name));

const thingsOf = (name: string | undefined): string[] => (name === undefined ? [] : [name]);
