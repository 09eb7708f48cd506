import type { GuardFailure } from '../net/guard.ts';
import type { Snapshot } from './snapshot.ts';

/** What there is to say when nothing could be read: every part is missing for the same reason. */
export function unreadSnapshot(host: string, { code, detail }: GuardFailure): Snapshot {
  const missing = { status: 'missing', code, detail } as const;
  return {
    host,
    system: missing,
    health: missing,
    devices: missing,
    clients: missing,
    internet: missing,
    events: missing,
    detections: missing,
    airspace: missing,
    protection: missing,
    rogueDhcpServers: missing,
    lineRoles: missing,
    pastClients: missing,
    backups: missing,
    usage: missing,
  };
}
