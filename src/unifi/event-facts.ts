import { type Known, known } from '../console/fields.ts';
import { parameterOf, type SystemLogEntry } from '../console/system-log.ts';

/** What an event says beside its sentence, as far as a rule compares it. All as the console wrote it. */
export interface EventFacts {
  /** Who did it. */
  readonly admin?: string;
  /** Which host inside or outside it began with. */
  readonly source?: string;
  /** From where, or which address it is about. */
  readonly ip?: string;
  readonly ssid?: string;
  /** In lower case. */
  readonly bssid?: string;
  readonly network?: string;
  readonly certificate?: string;
  /** The number of a port of the device that the event is about. */
  readonly port?: number;
}

/** The parameters that hold them (UniFi API reference, appendix A). */
export function factsOfEntry(entry: SystemLogEntry): { facts?: EventFacts } {
  const word = (...names: readonly string[]) =>
    names.map((name) => wordOf(entry, name)).find((found) => found !== undefined);
  return toFacts({
    admin: word('ADMIN'),
    source: word('SRC_CLIENT', 'SRC_DEVICE', 'SRC_IP'),
    ip: word('REMOTE_IP', 'IP'),
    ssid: word('ESSID'),
    bssid: word('BSSID')?.toLowerCase(),
    network: word('NETWORK', 'NETWORK_OR_WLAN'),
    certificate: word('CERTIFICATE_NAME'),
    // Without a device it is a port of the gateway's lines.
    port: parameterOf(entry, 'DEVICE') === undefined ? undefined : portNumber(word('PORT')),
  });
}

function wordOf(entry: SystemLogEntry, name: string): string | undefined {
  const parameter = parameterOf(entry, name);
  return parameter?.name ?? parameter?.id ?? parameter?.ip;
}

/** "5", "Port 5"; what people named is no number. */
const portNumber = (word: string | undefined): number | undefined => {
  const digits = /^(?:port )?(\d{1,3})$/i.exec(word ?? '')?.[1];
  return digits === undefined ? undefined : Number(digits);
};

const portIn = (sentence: string): string | undefined => /\bport (\d{1,3})\b/i.exec(sentence)?.[1];

/** The same fields of a row of `stat/event` (§5.4). */
export interface LegacyFacts {
  readonly admin?: string | undefined;
  readonly ip?: string | undefined;
  readonly essid?: string | undefined;
  readonly bssid?: string | undefined;
  readonly network?: string | undefined;
  readonly key?: string | undefined;
  readonly port?: string | undefined;
  readonly msg?: string | undefined;
}

/** Some rows of switches have the port as a field, others in their sentence alone. */
export const factsOfLegacyRow = ({
  admin,
  ip,
  essid,
  bssid,
  network,
  key = '',
  port,
  msg = '',
}: LegacyFacts): { facts?: EventFacts } =>
  toFacts({
    admin,
    ip,
    ssid: essid,
    bssid: bssid?.toLowerCase(),
    network,
    port: key.startsWith('EVT_SW_') ? portNumber(port ?? portIn(msg)) : undefined,
  });

/** An event without any of them has none, rather than an empty set. */
function toFacts(words: { [Name in keyof EventFacts]: EventFacts[Name] | undefined }): {
  facts?: EventFacts;
} {
  const facts: Known<typeof words> = known(words);
  return Object.keys(facts).length === 0 ? {} : { facts };
}
