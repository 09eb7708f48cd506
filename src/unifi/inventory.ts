import type { Console, Question } from '../console/console.ts';
import { known, requiredRows } from '../console/fields.ts';
import type { Deadline } from '../net/guard.ts';
import { toClients } from './clients.ts';
import { toDevices } from './devices.ts';
import { clientSchema, deviceSchema, healthSchema, type RawDevice, type RawHealth } from './schema.ts';
import type { Client, Device, HealthRow, SystemInfo } from './snapshot.ts';
import { parseSystem } from './system.ts';

/** Consoles with many devices need more than the usual 10 s for these lists (UniFi API reference §1.5). */
const listAttemptTimeoutMs = 30_000;

/** What a gateway's row tells about the internet is in the raw rows only. */
export interface DevicesAnswer {
  readonly devices: readonly Device[];
  readonly raw: readonly RawDevice[];
}

export interface HealthAnswer {
  readonly rows: readonly HealthRow[];
  readonly raw: readonly RawHealth[];
}

/** `stat/sysinfo`. @throws SourceError */
export const readSystem = async (console: Console, deadline: Deadline): Promise<SystemInfo> =>
  parseSystem(await console.read(question('read the system', 'stat/sysinfo'), deadline));

/** `stat/health`. @throws SourceError */
export async function readHealth(console: Console, deadline: Deadline): Promise<HealthAnswer> {
  const raw = requiredRows(
    healthSchema,
    await console.read(question('read the health', 'stat/health'), deadline),
  );
  return { rows: raw.flatMap(toHealthRow), raw };
}

function toHealthRow(row: RawHealth): HealthRow[] {
  if (row.subsystem === undefined) return [];
  const tunnels = { tunnelsUp: row.site_to_site_num_active, tunnelsDown: row.site_to_site_num_inactive };
  return [known({ subsystem: row.subsystem, status: row.status ?? 'unknown', ...tunnels })];
}

/** `stat/device`: all of them in one answer, about 25 KB each. @throws SourceError */
export async function readDevices(console: Console, deadline: Deadline): Promise<DevicesAnswer> {
  const list = heavy(question('list devices', 'stat/device'));
  const raw = requiredRows(deviceSchema, await console.read(list, deadline));
  return { devices: toDevices(raw), raw };
}

/** `stat/sta`: the clients that are online. @throws SourceError */
export async function readClients(console: Console, deadline: Deadline): Promise<readonly Client[]> {
  const list = heavy(question('list clients', 'stat/sta'));
  return toClients(requiredRows(clientSchema, await console.read(list, deadline)));
}

const question = (operation: string, path: string): Question => ({ surface: 'legacy', operation, path });

const heavy = (list: Question): Question => ({
  ...list,
  heavy: true,
  attemptTimeoutMs: listAttemptTimeoutMs,
});
