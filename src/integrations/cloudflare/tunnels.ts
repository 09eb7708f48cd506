import type { Deadline } from '../../net/guard.ts';
import type { CloudflareClient } from './client.ts';
import { type Rows, readPages } from './pages.ts';
import { permissions } from './permissions.ts';
import { type TunnelRow, tunnelRow } from './schema.ts';

export interface Tunnel {
  readonly id: string;
  readonly name: string;
  /** down, degraded, inactive, healthy; unknown words stay as they are, absent when not told. */
  readonly status?: string;
  /** Since when connectors are connected, or since when none is. */
  readonly sinceMs?: number;
}

const perPage = 100;
const mostPages = 10;

/** The tunnels of one account, deleted ones left out (Cloudflare API reference §3). */
export async function readTunnels(
  client: CloudflareClient,
  accountId: string,
  deadline: Deadline,
): Promise<Rows<Tunnel>> {
  const found = await readPages({
    schema: tunnelRow,
    perPage,
    mostPages,
    readPage: (page) =>
      client.rest(
        {
          operation: 'list tunnels',
          permission: permissions.tunnels,
          path: `/accounts/${accountId}/cfd_tunnel`,
          query: { is_deleted: false, per_page: perPage, page },
        },
        deadline,
      ),
  });
  return { ...found, rows: found.rows.map(toTunnel) };
}

function toTunnel({ id, name = id, status, conns_active_at, conns_inactive_at }: TunnelRow): Tunnel {
  const word = status?.toLowerCase();
  const sinceMs = word === 'down' || word === 'inactive' ? conns_inactive_at : conns_active_at;
  return {
    id,
    name,
    ...(word !== undefined && { status: word }),
    ...(sinceMs !== undefined && { sinceMs }),
  };
}

export const isDown = ({ status }: Tunnel): boolean => status === 'down';

/** Whether there may be connectors: nothing serves a tunnel that is down, or that was never used. */
export const isServing = ({ status }: Tunnel): boolean => status !== 'down' && status !== 'inactive';

const worstFirst = ['down', 'degraded', undefined, 'inactive', 'healthy'];

/** Down, degraded, what is not known, never used, healthy; by name within. */
export const byUrgency = (a: Tunnel, b: Tunnel): number =>
  urgency(a) - urgency(b) || a.name.localeCompare(b.name, 'en');

function urgency({ status }: Tunnel): number {
  const place = worstFirst.indexOf(status);
  return place < 0 ? worstFirst.indexOf(undefined) : place;
}
