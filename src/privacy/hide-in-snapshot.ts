import { isIP } from 'node:net';
import type { Detection } from '../console/detection.ts';
import type { Part } from '../console/part.ts';
import { isInsideAddress } from '../findings/inside.ts';
import type { EventFacts } from '../unifi/event-facts.ts';
import type { EventSubject } from '../unifi/event-subjects.ts';
import type { Client, Device, Events, NetworkEvent, Snapshot } from '../unifi/snapshot.ts';
import type { Directory } from './directory.ts';

/** The same snapshot with hashes for names and addresses of clients. Attackers and our own devices keep theirs. */
export const hideInSnapshot = (snapshot: Snapshot, directory: Directory): Snapshot => ({
  ...snapshot,
  devices: mapPart(snapshot.devices, (devices) => devices.map((device) => hideDevice(device, directory))),
  clients: mapPart(snapshot.clients, (clients) => clients.map((client) => hideClient(client, directory))),
  pastClients: mapPart(snapshot.pastClients, (clients) =>
    clients.map((client) => ({ ...client, ...hideSubject(client, directory) })),
  ),
  events: mapPart(snapshot.events, (events) => hideEvents(events, directory)),
  detections: mapPart(snapshot.detections, ({ rows, ...detections }) => ({
    ...detections,
    rows: rows.map((row) => hideTarget(hideSource(row, directory), directory)),
  })),
  rogueDhcpServers: mapPart(snapshot.rogueDhcpServers, (servers) =>
    servers.map(({ id, ip, ...rest }) => ({
      ...rest,
      id: directory.hideUnlessOurs(id),
      ...(ip === undefined ? {} : { ip: directory.hideUnlessOurs(ip) }),
    })),
  ),
});

function mapPart<T>(part: Part<T>, change: (data: T) => T): Part<T> {
  return part.status === 'ok' ? { ...part, data: change(part.data) } : part;
}

/** People name ports after what hangs on them. */
const hideDevice = ({ ports, ...device }: Device, { hideInText }: Directory): Device => ({
  ...device,
  ...(ports === undefined ? {} : { ports: ports.map((port) => ({ ...port, name: hideInText(port.name) })) }),
});

/** One hash for name and address: a second one would say nothing. */
const hideSubject = ({ id, name }: EventSubject, { hide }: Directory): { id: string; name: string } => {
  const hash = hide(id ?? name);
  return { id: hash, name: hash };
};

const hideClient = ({ ip, ...client }: Client, directory: Directory): Client => ({
  ...client,
  ...hideSubject(client, directory),
  ...(ip === undefined ? {} : { ip: directory.hide(ip) }),
});

const hideEvents = (events: Events, directory: Directory): Events => ({
  ...events,
  rows: events.rows.map((row) => hideEvent(row, directory)),
  ...(events.roaming === undefined
    ? {}
    : { roaming: events.roaming.map((one) => ({ ...one, ...hideSubject(one, directory) })) }),
});

const hideEvent = ({ client, facts, text, ...event }: NetworkEvent, directory: Directory): NetworkEvent => ({
  ...event,
  text: directory.hideInText(text),
  ...(client === undefined ? {} : { client: hideSubject(client, directory) }),
  ...(facts === undefined ? {} : { facts: hideFacts(facts, directory) }),
});

/** Administrators are told by name: they are no clients, and their report has to say who did it. */
const hideFacts = ({ source, ip, ...facts }: EventFacts, { hideUnlessOurs }: Directory): EventFacts => ({
  ...facts,
  ...(source === undefined ? {} : { source: hideUnlessOurs(source) }),
  ...(ip === undefined ? {} : { ip: hideUnlessOurs(ip) }),
});

const goesOut = ({ direction = '' }: Detection): boolean => /^(?:out|up)/i.test(direction);
const comesIn = ({ direction = '' }: Detection): boolean => /^(?:in|down)/i.test(direction);

/** A hash does not say that it is inside: the direction says it to the rules from here on. */
function hideSource(row: Detection, directory: Directory): Detection {
  const { sourceIp, sourceName, ...rest } = row;
  const identifier = sourceIp ?? sourceName;
  if (identifier === undefined) return row;
  const isInside = sourceIp === undefined || isInsideAddress(sourceIp) || goesOut(row);
  if (!isInside || isDeviceOfOurs(directory, sourceIp, sourceName)) return row;
  return { ...rest, sourceIp: directory.hide(identifier), direction: 'outgoing' };
}

/** From outside, an IPv6 address of a client is reached as it is. */
function hideTarget(row: Detection, directory: Directory): Detection {
  const { targetIp, targetName, ...rest } = row;
  const identifier = targetIp ?? targetName;
  if (identifier === undefined) return row;
  const isReached = comesIn(row) && isIP(targetIp ?? '') === 6;
  const isInside = targetIp === undefined || isInsideAddress(targetIp) || isReached;
  if (!isInside || isDeviceOfOurs(directory, targetIp, targetName)) return row;
  return { ...rest, targetIp: directory.hide(identifier) };
}

const isDeviceOfOurs = ({ isOurs }: Directory, ...identifiers: readonly (string | undefined)[]): boolean =>
  identifiers.some((identifier) => identifier !== undefined && isOurs(identifier));
