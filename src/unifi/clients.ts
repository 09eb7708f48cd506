import { known } from '../console/fields.ts';
import type { RawClient } from './schema.ts';
import type { Client } from './snapshot.ts';

/** The clients of `stat/sta`: those online now. VPN clients have no MAC (UniFi API reference §7.3). */
export const toClients = (rows: readonly RawClient[]): Client[] => rows.flatMap((row) => toClient(row) ?? []);

function toClient(row: RawClient): Client | undefined {
  const id = row.mac?.toLowerCase() ?? row.user_id ?? row._id;
  if (id === undefined) return undefined;
  const connection = connectionOf(row);
  const traffic =
    connection === 'wired'
      ? { sent: row['wired-tx_bytes'] ?? row.tx_bytes, received: row['wired-rx_bytes'] ?? row.rx_bytes }
      : { sent: row.tx_bytes, received: row.rx_bytes };
  return known({
    id,
    name: row.name ?? row.hostname ?? row.oui ?? id,
    ip: row.ip,
    connection,
    guest: row.is_guest ?? false,
    network: row.network ?? row.last_connection_network_name,
    ssid: connection === 'wireless' ? row.essid : undefined,
    // `rssi` is a distance to the noise; only `signal` is in dBm (§7.3).
    signalDbm: row.signal !== undefined && row.signal < 0 ? row.signal : undefined,
    // Seen from the access point or switch: what it sent, the client downloaded.
    downloadBytes: notNegative(traffic.sent),
    uploadBytes: notNegative(traffic.received),
    maker: row.oui,
    firstSeenMs: row.first_seen,
  });
}

function connectionOf({ type, is_wired, essid, signal }: RawClient): Client['connection'] {
  if (/^(vpn|teleport)/i.test(type ?? '')) return 'vpn';
  // `is_wired` is wrong on 10.2.104 (§7.3); a wireless client gives itself away.
  if (essid !== undefined && signal !== undefined && signal < 0) return 'wireless';
  if (is_wired === undefined) return 'unknown';
  return is_wired ? 'wired' : 'wireless';
}

const notNegative = (bytes: number | undefined): number | undefined =>
  bytes !== undefined && bytes >= 0 ? bytes : undefined;
