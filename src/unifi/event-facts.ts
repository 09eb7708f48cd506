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
  });
}

function wordOf(entry: SystemLogEntry, name: string): string | undefined {
  const parameter = parameterOf(entry, name);
  return parameter?.name ?? parameter?.id ?? parameter?.ip;
}

/** The same fields of a row of `stat/event` (§5.4). */
export interface LegacyFacts {
  readonly admin?: string | undefined;
  readonly ip?: string | undefined;
  readonly essid?: string | undefined;
  readonly bssid?: string | undefined;
  readonly network?: string | undefined;
}

export const factsOfLegacyRow = ({ admin, ip, essid, bssid, network }: LegacyFacts): { facts?: EventFacts } =>
  toFacts({ admin, ip, ssid: essid, bssid: bssid?.toLowerCase(), network });

/** An event without any of them has none, rather than an empty set. */
function toFacts(words: { [Name in keyof EventFacts]: EventFacts[Name] | undefined }): {
  facts?: EventFacts;
} {
  const facts: Known<typeof words> = known(words);
  return Object.keys(facts).length === 0 ? {} : { facts };
}
