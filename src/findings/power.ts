import { formatDuration } from '../report/format.ts';
import type { Finding } from '../report/section.ts';
import { type EventGroup, eventsByDevice } from './event-groups.ts';
import type { FindingContext, Rule } from './rule.ts';
import { counted, shortName, since } from './wording.ts';

/** Where the power comes from when the mains fail (UniFi API reference §5.4). */
export const powerRules: readonly Rule[] = [upsOnBattery, upsUnreachable, onBackupSupply];

const onBattery = 'DEVICE_UPS_BATTERY_POWER';
const restored = 'DEVICE_UPS_POWER_RESTORED';

/** The latest word counts: mains that came back are good to know, mains that are gone cannot wait. */
function upsOnBattery(context: FindingContext): Finding[] {
  return eventsByDevice(context, [onBattery, restored]).flatMap((group) => {
    const cuts = group.events.filter(({ kind }) => kind === onBattery);
    const last = cuts.at(-1);
    if (last === undefined) return [];
    const back = group.events.find(({ kind, atMs }) => kind === restored && atMs >= last.atMs);
    return back === undefined
      ? runsOnBattery(group, last.atMs)
      : ranOnBattery(group, cuts.length, last.atMs, back.atMs);
  });
}

const runsOnBattery = ({ key, name }: EventGroup, sinceMs: number): Finding => ({
  id: `power.ups-on-battery:${key}`,
  severity: 'critical',
  title: `${upsWord(name)} runs on battery`,
  meaning:
    'The mains have failed where it hangs, and the console has not told of their return. The battery lasts minutes to hours.',
  advice: 'Check the mains and the fuse. If the cut lasts, shut down what must not lose its power suddenly.',
  things: thingsOf(name),
  ...since(sinceMs),
});

const ranOnBattery = ({ key, name }: EventGroup, count: number, fromMs: number, toMs: number): Finding => ({
  id: `power.ups-on-battery:${key}`,
  severity: 'notice',
  title:
    count === 1
      ? `${upsWord(name)} ran on battery for ${formatDuration(toMs - fromMs)}`
      : `${upsWord(name)} ran on battery ${counted(count, 'time', 'times')}`,
  meaning: 'The mains failed and came back; what hangs on the UPS stayed on.',
  advice: 'Nothing to do unless it happens often. Then have the mains and the battery checked.',
  things: thingsOf(name),
  ...since(fromMs),
});

function upsUnreachable(context: FindingContext): Finding[] {
  return eventsByDevice(context, ['DEVICE_UPS_OFFLINE']).map(({ key, name, events: [first] }) => ({
    id: `power.ups-offline:${key}`,
    severity: 'warning',
    title: `${upsWord(name)} did not answer the console`,
    meaning:
      'Nobody is told when the mains fail, and nothing can be shut down in time, as long as it stays silent.',
    advice: 'Check that the UPS is switched on, and its network or USB cable.',
    things: thingsOf(name),
    ...since(first.atMs),
  }));
}

function onBackupSupply(context: FindingContext): Finding[] {
  const kinds = ['DEVICE_POWERED_BY_USP_RPS', 'DEVICES_POWERED_BY_USW_MC'];
  return eventsByDevice(context, kinds).map(({ key, name, events: [first] }) => ({
    id: `power.on-backup:${key}`,
    severity: 'warning',
    title: `${name === undefined ? 'A device' : shortName(name)} was powered by its backup supply`,
    meaning: 'Its own supply failed or lost the mains: there is no second one left.',
    advice: 'Check the plug and the socket of its own supply, and replace the supply if both are fine.',
    things: thingsOf(name),
    ...since(first.atMs),
  }));
}

const upsWord = (name: string | undefined): string => (name === undefined ? 'A UPS' : shortName(name));

const thingsOf = (name: string | undefined): string[] => (name === undefined ? [] : [name]);
