import { createHmac } from 'node:crypto';
import { isIP } from 'node:net';
import { isInsideAddress } from '../findings/inside.ts';
import type { Snapshot } from '../unifi/snapshot.ts';
import { isMac, replaceAddresses } from './addresses.ts';

/** Turns what identifies a client into a short hash, the same for its name and its addresses where they are known. */
export interface Directory {
  /** A name or an address of a client. */
  hide(identifier: string): string;
  /** The same, but what belongs to our own devices and to the world outside stays as it is. */
  hideUnlessOurs(identifier: string): string;
  /** Whether it belongs to a device of ours, to a neighbour's access point or to what is configured. */
  isOurs(identifier: string): boolean;
  /** A sentence in which clients may be named. */
  hideInText(text: string): string;
  /** A label or a cell, which may be all about one host: "Lab-Laptop (192.168.1.20)". */
  hideInLabel(label: string): string;
}

export interface DirectoryInput {
  readonly snapshot: Snapshot;
  readonly key: string;
  /** Hosts that a person configured stand in the report as they were written. */
  readonly configured: readonly string[];
}

interface Identified {
  readonly id?: string;
  readonly name?: string;
  readonly ip?: string;
}

export const createDirectory = ({ snapshot, key, configured }: DirectoryInput): Directory => {
  const ours = new Set([...ownIdentifiers(snapshot), ...configured.map(hostOf)].map(normal));
  const isOurs = (identifier: string): boolean => ours.has(normal(identifier));
  const clients = clientsIn(snapshot);
  const subjects = subjectsOf(clients);

  const hide = (identifier: string): string => {
    const subject = subjects.get(normal(identifier)) ?? normal(identifier);
    return `client-${createHmac('sha256', key).update(subject).digest('hex').slice(0, 8)}`;
  };
  const hideUnlessOurs = (identifier: string): string => {
    if (isOurs(identifier)) return identifier;
    const isOutside = isIP(identifier) !== 0 && !isInsideAddress(identifier);
    return isOutside && !subjects.has(normal(identifier)) ? identifier : hide(identifier);
  };
  const names = namesPattern(clients.flatMap(({ name }) => name ?? []).filter((name) => !isOurs(name)));
  const hideInText = (text: string): string => {
    const withoutNames = names === undefined ? text : text.replaceAll(names, hide);
    // A client may have an address of the world outside, as with IPv6: at a firewall elsewhere it is seen under that one.
    return replaceAddresses(
      withoutNames,
      (address) => (isOurs(address) ? address : hide(address)),
      (address) => subjects.has(normal(address)),
    );
  };
  const hideInLabel = (label: string): string => {
    const address = labelledHost.exec(label)?.groups?.address;
    const isClient = address !== undefined && isInsideAddress(address) && !isOurs(address);
    return isClient ? hide(address) : hideInText(label);
  };
  return { hide, hideUnlessOurs, isOurs, hideInText, hideInLabel };
};

const normal = (identifier: string): string =>
  isMac(identifier) ? identifier.toLowerCase().replaceAll('-', ':') : identifier.toLowerCase();

/** `192.168.1.1` from `https://192.168.1.1:8443/api`. */
const hostOf = (text: string): string =>
  text
    .replace(/^[a-z]+:\/\//i, '')
    .replace(/[/?#].*$/s, '')
    .replace(/:\d+$/, '');

/** An integration may know names that the lists of clients do not. */
const labelledHost = /^.+ \((?<address>[^(),\s]+)(?:, [^()]+)?\)$/u;

/** Devices and radios of ours and around, the lines, and the console itself. */
function ownIdentifiers({ host, devices, internet, airspace, events }: Snapshot): readonly string[] {
  const own = devices.status === 'ok' ? devices.data : [];
  const wans = internet.status === 'ok' ? internet.data.wans : [];
  const neighbours = airspace.status === 'ok' ? airspace.data : [];
  const rows = events.status === 'ok' ? events.data.rows : [];
  return [
    host,
    hostOf(host),
    ...own.flatMap(({ id, name, ip, networks = [] }) => [
      id,
      name,
      ip,
      ...networks.map(({ bssid }) => bssid),
    ]),
    ...wans.map(({ ip }) => ip),
    ...neighbours.map(({ bssid }) => bssid),
    ...rows.flatMap(({ device, facts }) => [device?.id, device?.name, facts?.bssid]),
  ].flatMap((identifier) => identifier ?? []);
}

/** Everybody whom the console names as a client, wherever it does. */
function clientsIn({ clients, pastClients, events, detections }: Snapshot): readonly Identified[] {
  const rows = events.status === 'ok' ? events.data.rows : [];
  const hits = detections.status === 'ok' ? detections.data.rows : [];
  return [
    ...(clients.status === 'ok' ? clients.data : []),
    ...(pastClients.status === 'ok' ? pastClients.data : []),
    ...rows.flatMap(({ client }) => client ?? []),
    ...(events.status === 'ok' ? (events.data.roaming ?? []) : []),
    ...hits.flatMap((hit) => [
      ...insideOf(hit.sourceName, hit.sourceIp),
      ...insideOf(hit.targetName, hit.targetIp),
    ]),
  ];
}

const insideOf = (name: string | undefined, ip: string | undefined): readonly Identified[] =>
  name === undefined || (ip !== undefined && !isInsideAddress(ip))
    ? []
    : [{ name, ...(ip === undefined ? {} : { ip }) }];

/**
 * Which identifiers belong together: each leads to the hardware address of its client. A name that several clients have
 * stands for itself.
 */
function subjectsOf(clients: readonly Identified[]): ReadonlyMap<string, string> {
  const subjects = new Map<string, string>();
  const ambiguous = new Set<string>();
  for (const { id, name, ip } of clients) {
    const byIp = ip === undefined ? undefined : subjects.get(normal(ip));
    const subject = normal(id ?? byIp ?? ip ?? name ?? '');
    for (const identifier of [id, ip, name].flatMap((one) => (one === undefined ? [] : normal(one)))) {
      const known = subjects.get(identifier);
      if (known !== undefined && known !== subject && id !== undefined) ambiguous.add(identifier);
      if (known === undefined) subjects.set(identifier, subject);
    }
  }
  for (const identifier of ambiguous) subjects.set(identifier, identifier);
  return subjects;
}

/** Shorter names would be found in the middle of anything. */
const shortestName = 2;

/** Whole words only, the longest name first; nothing where there are no names. */
function namesPattern(names: readonly string[]): RegExp | undefined {
  const known = [...new Set(names.filter(({ length }) => length >= shortestName))];
  if (known.length === 0) return undefined;
  const alternatives = known
    .toSorted((a, b) => b.length - a.length)
    .map((name) => name.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&'));
  return new RegExp(`(?<![\\p{L}\\p{N}_-])(?:${alternatives.join('|')})(?![\\p{L}\\p{N}_-])`, 'giu');
}
