import type { WorldSize } from '../src/demo/world/world.ts';

/** A network to make a report of. */
export interface Size {
  readonly name: string;
  /** As they are told: devices, clients, events. */
  readonly devices: number;
  readonly clients: number;
  readonly events: number;
}

export const small: Size = { name: 'S', devices: 10, clients: 40, events: 260 };
export const medium: Size = { name: 'M', devices: 60, clients: 600, events: 3_000 };
export const large: Size = { name: 'L', devices: 300, clients: 5_000, events: 20_000 };

/** Sixteenths of the large one, each twice the one before: for how cost grows with size. */
export const growing: readonly Size[] = [1, 2, 4, 8, 16].map((sixteenths) => ({
  name: `${sixteenths}/16 of L`,
  devices: Math.round((large.devices * sixteenths) / 16),
  clients: Math.round((large.clients * sixteenths) / 16),
  events: Math.round((large.events * sixteenths) / 16),
}));

/** Each session of a client is a coming and most often a leaving. */
const eventsPerSession = 1.9;
/** Roams, threats and troubles that every demo network has. */
const otherEvents = 66;

export const worldOf = ({ devices, clients, events }: Size): WorldSize => ({
  devices,
  clients,
  sessions: Math.round((events - otherEvents) / eventsPerSession),
});
