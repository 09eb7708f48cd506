import * as v from 'valibot';
import type { Console } from '../console/console.ts';
import { flag, isRecord, known, nested, readText, text } from '../console/fields.ts';
import { readIntegrationRows } from '../console/integration-v1.ts';
import type { Deadline } from '../net/guard.ts';
import type { Client, Device, DeviceKind, DeviceState } from './snapshot.ts';

/** A device of the official interface; `features` is a list or an object, by version (UniFi API reference §2). */
const deviceSchema = v.object({
  id: text,
  macAddress: text,
  ipAddress: text,
  name: text,
  model: text,
  state: text,
  firmwareVersion: text,
  firmwareUpdatable: flag,
  features: v.optional(v.unknown()),
});

const clientSchema = v.object({
  id: text,
  macAddress: text,
  ipAddress: text,
  name: text,
  type: text,
  access: nested(v.object({ type: text })),
});

/** The words of `state`; the others stay the console's own. */
const states: ReadonlyMap<string, DeviceState> = new Map([
  ['ONLINE', 'online'],
  ['OFFLINE', 'offline'],
  ['PENDING_ADOPTION', 'pending adoption'],
  ['UPDATING', 'updating'],
  ['GETTING_READY', 'provisioning'],
  ['ADOPTING', 'adopting'],
  ['CONNECTION_INTERRUPTED', 'heartbeat missed'],
  ['ISOLATED', 'isolated'],
]);

/** The devices as the official interface tells them: what and whether, no measurements. @throws SourceError */
export async function readOfficialDevices(console: Console, deadline: Deadline): Promise<readonly Device[]> {
  const rows = await readIntegrationRows(console, 'devices', deviceSchema, deadline);
  return rows.flatMap((row): Device[] => {
    const id = row.macAddress?.toLowerCase() ?? row.id;
    if (id === undefined) return [];
    const state = states.get(row.state ?? '');
    return [
      known({
        id,
        name: row.name ?? row.model ?? id,
        kind: kindOf(row.features),
        model: row.model,
        ip: row.ipAddress,
        version: row.firmwareVersion,
        state: state ?? ('unknown' as const),
        rawState: state === undefined ? row.state?.toLowerCase().replaceAll('_', ' ') : undefined,
        updateAvailable: row.firmwareUpdatable ?? false,
      }),
    ];
  });
}

/** The clients that are online, without their networks, signals and traffic. @throws SourceError */
export async function readOfficialClients(console: Console, deadline: Deadline): Promise<readonly Client[]> {
  const rows = await readIntegrationRows(console, 'clients', clientSchema, deadline);
  return rows.flatMap((row): Client[] => {
    const id = row.macAddress?.toLowerCase() ?? row.id;
    if (id === undefined) return [];
    const guest = row.access?.type === 'GUEST';
    return [
      known({ id, name: row.name ?? id, ip: row.ipAddress, connection: connectionOf(row.type), guest }),
    ];
  });
}

/** An access point may have a switch in it, and a gateway both. */
function kindOf(features: unknown): DeviceKind {
  const names = isRecord(features) ? Object.keys(features) : Array.isArray(features) ? features : [];
  const has = (feature: string) => names.some((name) => readText(name) === feature);
  if (has('gateway')) return 'gateway';
  if (has('accessPoint')) return 'access point';
  return has('switching') ? 'switch' : 'other';
}

function connectionOf(type = ''): Client['connection'] {
  if (/^(VPN|TELEPORT)$/.test(type)) return 'vpn';
  if (type === 'WIRED') return 'wired';
  return type === 'WIRELESS' ? 'wireless' : 'unknown';
}
