import { formatNumber, formatRatio, plainText } from '../report/format.ts';
import type { Finding } from '../report/section.ts';
import type { Device } from '../unifi/snapshot.ts';
import { eventsByDevice } from './event-groups.ts';
import { type FindingContext, known, type Rule } from './rule.ts';
import { counted, shortName, since } from './wording.ts';

/** Power over Ethernet: what a switch can give, and what is asked of it. */
export const poeRules: readonly Rule[] = [budgetExceeded, budgetNear, portOverloaded];

const budgetEvent = 'POE_BUDGET_EXCEEDED';

interface Exceeded {
  readonly name: string | undefined;
  readonly sinceMs?: number;
}

/** By the event, or by the present numbers: one finding for a switch, whichever told. */
function budgetExceeded(context: FindingContext): Finding[] {
  const told = eventsByDevice(context, [budgetEvent]);
  const measured = poweredSwitches(context).filter(({ ratio }) => ratio >= 1);
  const switches = new Map<string, Exceeded>([
    ...measured.map(({ device }): [string, Exceeded] => [device.id, { name: device.name }]),
    ...told.map(({ key, name, events: [first] }): [string, Exceeded] => [key, { name, sinceMs: first.atMs }]),
  ]);
  return [...switches].map(([key, { name, sinceMs }]) => ({
    id: `power.poe-budget-exceeded:${key}`,
    severity: 'warning',
    title: `${switchWord(name)} was asked for more PoE power than it has`,
    meaning:
      'It turns off the ports of the lowest priority: cameras, phones or access points there lose their power.',
    advice: 'Move a device to another switch or to an injector, or put in a switch with a larger supply.',
    things: name === undefined ? [] : [name],
    ...since(sinceMs),
  }));
}

function budgetNear(context: FindingContext): Finding[] {
  const { nearPoeBudgetRatio } = context.thresholds;
  const exceeded = new Set(eventsByDevice(context, [budgetEvent]).map(({ key }) => key));
  return poweredSwitches(context)
    .filter(({ ratio, device }) => ratio >= nearPoeBudgetRatio && ratio < 1 && !exceeded.has(device.id))
    .map(({ device, ratio, watts }) => ({
      id: `power.poe-budget-near:${device.id}`,
      severity: 'notice',
      title: `${shortName(device.name)} uses ${formatRatio(ratio, 'en')} of its PoE power`,
      meaning: `It gives ${watts}. When the devices on it need a little more, some of them lose their power.`,
      advice: 'Do not add PoE devices to this switch. Move one elsewhere, or plan a larger supply.',
      things: [device.name],
    }));
}

function portOverloaded(context: FindingContext): Finding[] {
  return eventsByDevice(context, ['POE_PORT_BUDGET_EXCEEDED']).map(({ key, name, events }) => ({
    id: `power.poe-port-overloaded:${key}`,
    severity: 'warning',
    title: `A device on ${name === undefined ? 'a switch' : shortName(name)} asked for more PoE power than its port gives`,
    meaning: `${counted(events.length, 'time', 'times')} in this period. The port turns off, so the device on it restarts or stays dark. The console says: ${plainText(events[0].text, 160)}`,
    advice:
      'Put the device on a port of a higher PoE class, or on an injector. Damaged cables do this as well.',
    things: name === undefined ? [] : [name],
    ...since(events[0].atMs),
  }));
}

interface PoweredSwitch {
  readonly device: Device;
  readonly ratio: number;
  /** "46.1 of 60 W". */
  readonly watts: string;
}

const poweredSwitches = ({ snapshot }: FindingContext): PoweredSwitch[] =>
  (known(snapshot.devices) ?? []).flatMap((device) => {
    if (device.poe === undefined || device.state === 'offline') return [];
    const { usedWatts, budgetWatts } = device.poe;
    const watts = `${formatNumber(usedWatts, 'en')} of ${formatNumber(budgetWatts, 'en')} W`;
    return { device, ratio: usedWatts / budgetWatts, watts };
  });

const switchWord = (name: string | undefined): string => (name === undefined ? 'A switch' : shortName(name));
