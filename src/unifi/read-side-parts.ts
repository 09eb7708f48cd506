import type { Console } from '../console/console.ts';
import type { Part } from '../console/part.ts';
import type { Deadline } from '../net/guard.ts';
import type { Period } from '../period.ts';
import { readAirspace } from './airspace.ts';
import { readBackups } from './backups.ts';
import type { ReadPart } from './internet.ts';
import { readLineRoles } from './line-roles.ts';
import { readRogueDhcpServers } from './network-warnings.ts';
import { readPastClients } from './past-clients.ts';
import { readProtection } from './protection.ts';
import type { Snapshot } from './snapshot.ts';
import { readUsage } from './usage.ts';

/** Parts of a snapshot that one answer each tells. */
export type SideParts = Pick<
  Snapshot,
  'airspace' | 'protection' | 'rogueDhcpServers' | 'lineRoles' | 'pastClients' | 'backups' | 'usage'
>;

/** Each part as soon as it is known; none rejects. */
export type PendingSideParts = { readonly [Name in keyof SideParts]: Promise<SideParts[Name]> };

/**
 * Asks for all of them at the same time.
 * @param onConsoleClock the period as the console's clock has it, once that is known
 */
export function readSideParts(
  console: Console,
  period: Period,
  readPart: ReadPart,
  onConsoleClock: () => Promise<Period>,
): PendingSideParts {
  const read = async <T>(name: string, readOne: (limit: Deadline) => Promise<T>): Promise<Part<T>> => {
    const outcome = await readPart(name, readOne);
    return outcome.ok
      ? { status: 'ok', data: outcome.data, notes: [] }
      : { status: 'missing', code: outcome.code, detail: outcome.detail };
  };
  return {
    airspace: read('Nearby access points', (limit) => readAirspace(console, period, limit)),
    protection: read('Intrusion prevention', (limit) => readProtection(console, limit)),
    rogueDhcpServers: read('DHCP servers', (limit) => readRogueDhcpServers(console, limit)),
    lineRoles: read('Line roles', (limit) => readLineRoles(console, limit)),
    pastClients: read('Past clients', (limit) => readPastClients(console, period, limit)),
    backups: read('Backups', (limit) => readBackups(console, limit)),
    usage: read('Traffic and clients over time', async (limit) =>
      readUsage(console, await onConsoleClock(), limit),
    ),
  };
}

/** All of them, when the last is known. */
export const allSideParts = async (pending: PendingSideParts): Promise<SideParts> => ({
  airspace: await pending.airspace,
  protection: await pending.protection,
  rogueDhcpServers: await pending.rogueDhcpServers,
  lineRoles: await pending.lineRoles,
  pastClients: await pending.pastClients,
  backups: await pending.backups,
  usage: await pending.usage,
});
