import { plainText } from '../report/format.ts';
import type { Finding } from '../report/section.ts';
import type { Snapshot } from '../unifi/snapshot.ts';
import { eventsOf } from './events-of.ts';
import { type FindingContext, known, type Rule } from './rule.ts';
import { shortName, since } from './wording.ts';

/** Foreign access points that call themselves like ours: the first step of an eavesdropper. */
export const rogueApRules: readonly Rule[] = [copiedName];

interface Impostor {
  readonly bssid: string;
  readonly ssid: string;
  readonly heardBy?: string | undefined;
  readonly sinceMs?: number;
}

/** From the list of neighbours and from events: one finding for an access point, whichever told. */
function copiedName(context: FindingContext): Finding[] {
  const own = ownNetworks(context.snapshot);
  const told = eventsOf(context, /^ROGUE_AP_DETECTED$/).flatMap(({ atMs, facts, device }): Impostor[] =>
    facts?.ssid !== undefined && facts.bssid !== undefined
      ? [{ bssid: facts.bssid, ssid: facts.ssid, heardBy: device?.name, sinceMs: atMs }]
      : [],
  );
  const heard = (known(context.snapshot.airspace) ?? []).flatMap(
    ({ bssid, ssid, heardBy, isUnifi, isRogue }): Impostor[] =>
      // Where our own radios are not known, one of the same maker may be ours.
      ssid === undefined || (isUnifi && !isRogue && own.bssids.size === 0)
        ? []
        : [{ bssid, ssid, heardBy: nameOf(heardBy, context) }],
  );
  const impostors = new Map([...heard, ...told.toReversed()].map((one) => [one.bssid, one]));
  return [...impostors.values()]
    .filter(({ ssid, bssid }) => own.ssids.has(ssid) && !own.bssids.has(bssid) && !own.isKin(bssid))
    .map(toFinding);
}

const toFinding = ({ bssid, ssid, heardBy, sinceMs }: Impostor): Finding => ({
  id: `wifi.rogue-ap:${bssid}`,
  severity: 'warning',
  title: `A foreign access point uses our Wi-Fi name ${shortName(ssid)}`,
  meaning: `${plainText(bssid, 20)}${heardBy === undefined ? '' : `, heard by ${shortName(heardBy)},`} is not one of ours. Clients that join it can be listened to.`,
  advice:
    'Find it by its signal. A repeater or an old router of your own: rename it. A stranger: tell your people, and use WPA3 or certificates.',
  things: [ssid, bssid],
  ...since(sinceMs),
});

/** The console names the one that hears it, or gives its address alone. */
const nameOf = (heardBy: string | undefined, { snapshot }: FindingContext): string | undefined =>
  known(snapshot.devices)?.find(({ id }) => id === heardBy)?.name ?? heardBy;

interface OwnNetworks {
  readonly ssids: ReadonlySet<string>;
  readonly bssids: ReadonlySet<string>;
  /** Radios of a device differ from its own address in the first and the last byte only. */
  readonly isKin: (bssid: string) => boolean;
}

function ownNetworks({ devices, clients }: Snapshot): OwnNetworks {
  const ownDevices = known(devices) ?? [];
  const networks = ownDevices.flatMap((device) => device.networks ?? []);
  const joined = (known(clients) ?? []).flatMap(({ ssid }) => ssid ?? []);
  const silent = ownDevices.filter((device) => device.networks === undefined).map(({ id }) => middleOf(id));
  return {
    ssids: new Set([...networks.map(({ ssid }) => ssid), ...joined]),
    bssids: new Set(networks.flatMap(({ bssid }) => bssid ?? [])),
    isKin: (bssid) => silent.includes(middleOf(bssid)),
  };
}

const middleOf = (mac: string): string => mac.split(':').slice(1, 5).join(':');
