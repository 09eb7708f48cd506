import { known } from '../console/fields.ts';
import { parameterOf, type SystemLogEntry } from '../console/system-log.ts';

/** A device or client that an event is about. */
export interface EventSubject {
  /** MAC in lower case, where the console says. */
  readonly id?: string;
  readonly name: string;
}

/** A client that went back to the access point it had just left. */
export interface RoamingClient extends EventSubject {
  /** Such returns in the period. */
  readonly returnCount: number;
  /** The access points, in the order in which they came. */
  readonly between: readonly EventSubject[];
}

export interface EventSubjects {
  readonly device?: EventSubject;
  readonly client?: EventSubject;
}

/** Names of the parameters that hold them (UniFi API reference, appendix A); where a client came to goes first. */
const deviceParameters = ['DEVICE_TO', 'DEVICE', 'DEVICE_WITH_PORT', 'AP', 'TOP_SWITCH'] as const;
const clientParameters = ['CLIENT', 'USER'] as const;

/** What an entry of the system log is about. */
export const subjectsOfEntry = (entry: SystemLogEntry): EventSubjects =>
  known({ device: firstOf(entry, deviceParameters), client: firstOf(entry, clientParameters) });

function firstOf(entry: SystemLogEntry, names: readonly string[]): EventSubject | undefined {
  const parameter = names.map((name) => parameterOf(entry, name)).find((found) => found !== undefined);
  return parameter && toSubject(parameter.id, parameter.name ?? parameter.hostname);
}

/** A subject of which neither is known is none. */
export function toSubject(id: string | undefined, name: string | undefined): EventSubject | undefined {
  const word = name ?? id;
  if (word === undefined) return undefined;
  return isMac(id) ? { id: id.toLowerCase(), name: word } : { name: word };
}

const isMac = (id: string | undefined): id is string => /^([\da-f]{2}:){5}[\da-f]{2}$/i.test(id ?? '');
