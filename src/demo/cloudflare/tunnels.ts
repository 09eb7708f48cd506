import { isoSeconds } from '../duration.ts';
import type { ReceivedRequest, Reply } from '../http/reply.ts';
import { uuid } from '../identity.ts';
import type { DemoTunnel } from './account.ts';
import type { RestContext } from './context.ts';
import { failure, forbidden, noRoute, paged, success } from './envelope.ts';

const isoOrNull = (ms: number | undefined): string | null => (ms === undefined ? null : isoSeconds(ms));

/** The embedded connections are deprecated and come empty; the connectors have an endpoint of their own. */
const tunnelRow = (tunnel: DemoTunnel, accountId: string, deletedAtMs?: number): Record<string, unknown> => ({
  id: tunnel.id,
  account_tag: accountId,
  name: tunnel.name,
  status: tunnel.status,
  created_at: isoSeconds(tunnel.createdAtMs),
  deleted_at: isoOrNull(deletedAtMs),
  conns_active_at: isoOrNull(tunnel.activeSinceMs),
  conns_inactive_at: isoOrNull(tunnel.inactiveSinceMs),
  connections: [],
  config_src: 'cloudflare',
  remote_config: true,
  tun_type: 'cfd_tunnel',
});

/** Comes along wherever nobody asks for `is_deleted=false` (Cloudflare API reference §3). */
const deletedTunnel = (createdAtMs: number): DemoTunnel => ({
  id: uuid('tunnel:deleted'),
  name: 'harbour-old',
  status: 'inactive',
  createdAtMs,
  version: '2020.1.0',
});

const connectors = (tunnel: DemoTunnel): readonly unknown[] => {
  if (tunnel.activeSinceMs === undefined) return [];
  const openedAt = isoSeconds(tunnel.activeSinceMs);
  const connection = (colo: string): Record<string, unknown> => ({
    id: uuid(`${tunnel.name}:${colo}`),
    colo_name: colo,
    is_pending_reconnect: false,
    client_version: tunnel.version,
    opened_at: openedAt,
    origin_ip: '203.0.113.10',
  });
  const conns = ['lhr01', 'lhr16', 'ams03', 'ams11'].map(connection);
  return [
    {
      id: uuid(`connector:${tunnel.name}`),
      version: tunnel.version,
      arch: 'linux_amd64',
      run_at: openedAt,
      conns,
    },
  ];
};

const list = (request: ReceivedRequest, { account, may }: RestContext): Reply => {
  // Without the permission the list is empty, and that is all one is told (Cloudflare API reference §0).
  if (!may('Cloudflare Tunnel Read')) return paged(request, [], [1, 1000]);
  const rows = account.tunnels.map((tunnel) => tunnelRow(tunnel, account.id));
  const createdAtMs = account.tunnels[0]?.createdAtMs ?? 0;
  const deleted = tunnelRow(deletedTunnel(createdAtMs), account.id, account.nowMs);
  return paged(request, request.query.get('is_deleted') === 'false' ? rows : [...rows, deleted], [1, 1000]);
};

/** Everything below `/accounts/{id}/cfd_tunnel`. */
export const tunnelRoutes = (request: ReceivedRequest, context: RestContext, rest: string): Reply => {
  if (rest === '/cfd_tunnel') return list(request, context);
  const id = /^\/cfd_tunnel\/([^/]+)\/connections$/.exec(rest)?.[1];
  if (id === undefined) return noRoute(rest);
  if (!context.may('Cloudflare Tunnel Read')) return forbidden();
  const tunnel = context.account.tunnels.find((candidate) => candidate.id === id);
  return tunnel ? success(connectors(tunnel)) : failure(404, { code: 1002, message: 'Tunnel not found' });
};
