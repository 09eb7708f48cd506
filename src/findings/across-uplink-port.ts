import type { Finding } from '../report/section.ts';
import type { Device, NetworkEvent } from '../unifi/snapshot.ts';
import { clockTime } from './clock-time.ts';
import { isSame } from './event-groups.ts';
import { type FindingContext, known, type Rule } from './rule.ts';
import { forHowLong, shortName, since, soLong } from './wording.ts';

/** A device that is offline because of the port that it hangs on, or since the device above it was away. */
export const acrossUplinkPortRules: readonly Rule[] = [offlineSincePort];

/** A device is last heard of up to a heartbeat or two before its power goes … */
const earlierMs = 2 * 60_000;
/** … and given up a few missed heartbeats later (UniFi API reference §4.1). */
const laterMs = 5 * 60_000;

/** PoE of one port, or of the switch as a whole, which then turns ports off (UniFi API reference §5.4, appendix A). */
const lostPower = /^(?:POE_PORT_BUDGET_EXCEEDED|POE_BUDGET_EXCEEDED|EVT_SW_PoeDisconnect)$/;
const wasAway = /^DEVICE_UNREACHABLE/;

interface Hanging {
  readonly device: Device;
  readonly above: Device;
  readonly port: number | undefined;
}

interface Cause {
  /** Goes on after "AP-Garage has been offline for 3 h, ". */
  readonly clause: string;
  readonly meaning: string;
  readonly advice: string;
  /** Findings that tell the same from the other end. */
  readonly explains: readonly string[];
}

function offlineSincePort(context: FindingContext): Finding[] {
  const devices = known(context.snapshot.devices) ?? [];
  return devices
    .filter(({ state }) => state === 'offline')
    .flatMap((device) => {
      const above = devices.find(({ id }) => id === device.uplink?.deviceId);
      // Of a device above that is gone as well, another rule tells.
      if (above === undefined || above === device || above.state === 'offline') return [];
      const port = device.uplink?.kind === 'wired' ? device.uplink.portIndex : undefined;
      const hanging = { device, above, port };
      const cause = powerLost(hanging, context) ?? switchedOff(hanging) ?? aboveAway(hanging, context);
      return cause === undefined ? [] : [findingOf(hanging, cause, context)];
    });
}

function findingOf({ device }: Hanging, cause: Cause, { nowMs }: FindingContext): Finding {
  const sinceMs = offlineAtMs(device);
  const name = shortName(device.name);
  const length = forHowLong(sinceMs, nowMs);
  return {
    id: `across.uplink-port:${device.id}`,
    severity: device.kind === 'gateway' ? 'critical' : 'warning',
    title: `${name} has been offline${length}, ${cause.clause}`,
    short: `${name} offline${soLong(sinceMs, nowMs)}`,
    meaning: cause.meaning,
    advice: cause.advice,
    things: [device.name],
    explains: [`devices.offline:${device.id}`, ...cause.explains],
    ...since(sinceMs),
  };
}

function powerLost({ device, above, port }: Hanging, context: FindingContext): Cause | undefined {
  const ofAbove = eventsAbout(above, lostPower, context);
  const event = ofAbove.find((one) => isOfPort(one, port) && isWhen(one, device));
  if (event === undefined || port === undefined) return undefined;
  const place = `port ${port} of ${shortName(above.name)}`;
  const perPort = ofAbove.filter(({ kind }) => kind === 'POE_PORT_BUDGET_EXCEEDED');
  const tellsOfNothingElse =
    event.kind === 'POE_PORT_BUDGET_EXCEEDED' && perPort.every(({ facts }) => facts?.port === port);
  return {
    clause: `since ${place} lost its power`,
    meaning: `At ${clockTime(event.atMs, context)} ${place}, which feeds it, turned its PoE off; from that minute on the device is missing.`,
    advice: `Turn the PoE of ${place} off and on. If it goes off again, the device or its cable asks for too much: replace the cable, or feed it from a stronger port or an injector.`,
    explains: tellsOfNothingElse ? [`power.poe-port-overloaded:${above.id}`] : [],
  };
}

/** An event that does not say which port may be about this one. */
const isOfPort = ({ facts }: NetworkEvent, port: number | undefined): boolean =>
  facts?.port === undefined || facts.port === port;

/** By its configuration, which has no time: what is off now feeds nobody. */
function switchedOff({ above, port }: Hanging): Cause | undefined {
  const idle = above.idlePorts?.find(({ index }) => index === port);
  if (idle === undefined || !(idle.isDisabled || idle.isPoeOff)) return undefined;
  const place = `port ${idle.index} of ${shortName(above.name)}`;
  const what = idle.isDisabled ? `${place} is` : `the PoE of ${place} is`;
  return {
    clause: `and ${what} switched off`,
    meaning: `It hangs on ${place}, where somebody has switched ${idle.isDisabled ? 'the port' : 'PoE'} off, and there is no link.`,
    advice: `Switch ${idle.isDisabled ? place : `the PoE of ${place}`} on again, or forget the device if it was taken away on purpose.`,
    explains: [],
  };
}

function aboveAway({ device, above }: Hanging, context: FindingContext): Cause | undefined {
  const event = eventsAbout(above, wasAway, context).find((one) => isWhen(one, device));
  if (event === undefined) return undefined;
  const name = shortName(above.name);
  return {
    clause: `since ${name} was away`,
    meaning: `${name}, which it hangs on, was offline at ${clockTime(event.atMs, context)} and came back; the device did not.`,
    advice: `Restart the device, at the port of ${name} if that feeds it. If it stays away, look at the cable between the two.`,
    explains: [],
  };
}

const eventsAbout = (above: Device, kinds: RegExp, { snapshot }: FindingContext): readonly NetworkEvent[] =>
  (known(snapshot.events)?.rows ?? []).filter(
    ({ kind, device }) => kinds.test(kind) && device !== undefined && isSame(device, above),
  );

const offlineAtMs = ({ offlineSinceMs, lastSeenMs }: Device): number | undefined =>
  offlineSinceMs ?? lastSeenMs;

/** Without a time there is no coincidence. */
function isWhen({ atMs }: NetworkEvent, device: Device): boolean {
  const offlineMs = offlineAtMs(device);
  return offlineMs !== undefined && offlineMs >= atMs - earlierMs && offlineMs <= atMs + laterMs;
}
