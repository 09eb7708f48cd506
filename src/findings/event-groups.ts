import type { EventSubject } from '../unifi/event-subjects.ts';
import type { Device, NetworkEvent } from '../unifi/snapshot.ts';
import { type FindingContext, known } from './rule.ts';

/** Events about one device, or about none that the console names. */
export interface EventGroup {
  /** Stable end of a finding's id: the device's id, else its name, else `unknown`. */
  readonly key: string;
  /** The device's name; absent where the console does not say which it was. */
  readonly name?: string;
  /** Oldest first, at least one. */
  readonly events: readonly [NetworkEvent, ...NetworkEvent[]];
}

/** The events of these kinds by device, in the order in which the devices first appear. */
export function eventsByDevice({ snapshot }: FindingContext, kinds: readonly string[]): EventGroup[] {
  const rows = (known(snapshot.events)?.rows ?? [])
    .filter(({ kind }) => kinds.includes(kind))
    .toSorted((a, b) => a.atMs - b.atMs);
  const devices = known(snapshot.devices) ?? [];
  const groups = Map.groupBy(rows, ({ device }) => (device ? keyOf(device, devices) : 'unknown'));
  return [...groups].flatMap(([key, [first, ...rest]]) => {
    if (first === undefined) return [];
    const group = { key, events: [first, ...rest] } as const;
    return first.device === undefined ? group : { ...group, name: nameOf(first.device, devices) };
  });
}

/** Today's name: older versions of the console name devices in events by their address. */
export const nameOf = (subject: EventSubject, devices: readonly Device[]): string =>
  devices.find((device) => isSame(subject, device))?.name ?? subject.name;

const keyOf = (subject: EventSubject, devices: readonly Device[]): string =>
  devices.find((device) => isSame(subject, device))?.id ?? subject.id ?? subject.name;

/** Names are not unique: one counts only where there is no address. */
export const isSame = (subject: EventSubject, { id, name }: Device): boolean =>
  subject.id === undefined ? subject.name === name : subject.id === id;
