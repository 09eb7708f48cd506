import type { SideParts } from '../unifi/read-side-parts.ts';

/** The small parts of a snapshot as the reader calls them. They add to a main part; an all-clear holds without them. */
export const sideParts = [
  ['Internet line in use', 'lineRoles'],
  ['Foreign DHCP servers', 'rogueDhcpServers'],
  ['Clients that have left', 'pastClients'],
  ['Nearby access points', 'airspace'],
  ['Intrusion prevention settings', 'protection'],
  ['Backups', 'backups'],
  ['Traffic and clients over time', 'usage'],
] as const satisfies readonly (readonly [subject: string, name: keyof SideParts])[];
