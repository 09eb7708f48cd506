import { plainText } from '../report/format.ts';
import type { Finding } from '../report/section.ts';
import type { Device } from '../unifi/snapshot.ts';
import { eventsByDevice } from './event-groups.ts';
import { type FindingContext, known, type Rule } from './rule.ts';
import { shortName, since } from './wording.ts';

/** Links between devices: slower than they could be, or in a loop. */
export const linkRules: readonly Rule[] = [loopDetected, slowLink];

function loopDetected(context: FindingContext): Finding[] {
  const kinds = ['NETWORK_LOOP_DETECTED_BY_STP', 'NETWORK_LOOP_DETECTED_BY_KEEPALIVE'];
  return eventsByDevice(context, kinds).map(({ key, name, events: [first] }) => ({
    id: `ports.loop:${key}`,
    severity: 'warning',
    title: name === undefined ? 'A loop was found in the network' : `A loop was found at ${shortName(name)}`,
    meaning: `Two ways lead to the same place, so packets could circle until the network stands still; a port was blocked to prevent it. The console says: ${plainText(first.text, 160)}`,
    advice:
      'Look for a cable that leads from one switch back to itself or twice to the same switch, and unplug one end.',
    things: name === undefined ? [] : [name],
    ...since(first.atMs),
  }));
}

/** Only where both ends are known: what a client's own end could do, the console does not tell. */
function slowLink({ snapshot }: FindingContext): Finding[] {
  const devices = known(snapshot.devices) ?? [];
  return devices.flatMap((device) => {
    const link = linkOf(device, devices);
    if (link === undefined || link.speedMbps >= link.possibleMbps) return [];
    const name = shortName(device.name);
    const [speed, possible] = [speedWord(link.speedMbps), speedWord(link.possibleMbps)];
    return {
      id: `ports.slow-link:${device.id}`,
      severity: link.speedMbps <= 100 ? 'warning' : 'notice',
      title: `${name} is connected at ${speed}, not ${possible}`,
      meaning: `Its link to ${shortName(link.other.name)} is slower than both ends could be. Most often one pair of wires in the cable or plug is bad.`,
      advice: `Replace the cable between ${name} and ${shortName(link.other.name)}, and see that no port is set to a fixed speed.`,
      things: [device.name, link.other.name],
    };
  });
}

interface Link {
  readonly other: Device;
  readonly speedMbps: number;
  /** Of the slower end. */
  readonly possibleMbps: number;
}

function linkOf({ state, uplink }: Device, devices: readonly Device[]): Link | undefined {
  if (state === 'offline' || uplink?.kind !== 'wired') return undefined;
  const { deviceId, portIndex, speedMbps, maxSpeedMbps } = uplink;
  if (deviceId === undefined || portIndex === undefined) return undefined;
  const other = devices.find(({ id }) => id === deviceId);
  const otherMbps = other?.ports?.find(({ index }) => index === portIndex)?.maxSpeedMbps;
  if (other === undefined || otherMbps === undefined) return undefined;
  if (speedMbps === undefined || maxSpeedMbps === undefined) return undefined;
  return { other, speedMbps, possibleMbps: Math.min(maxSpeedMbps, otherMbps) };
}

/** "100 Mbps" · "2.5 Gbps". */
const speedWord = (mbps: number): string => (mbps < 1_000 ? `${mbps} Mbps` : `${mbps / 1_000} Gbps`);
