import type { Deadline } from '../../net/guard.ts';
import type { CloudflareClient } from './client.ts';
import { olderVersion } from './cloudflared-version.ts';
import { pathSegment } from './path-segment.ts';
import { permissions } from './permissions.ts';
import { connectorRow } from './rest-schema.ts';
import { requiredList } from './schema.ts';

/** The cloudflared processes that serve one tunnel. */
export interface Connectors {
  readonly count: number;
  /** Connections to Cloudflare that are being made anew, of `connections`. */
  readonly reconnecting: number;
  readonly connections: number;
  /** The oldest version among them; absent when none is told. */
  readonly oldestVersion?: string;
}

/**
 * `GET /accounts/{id}/cfd_tunnel/{id}/connections` (Cloudflare API reference §3): the connections inside a tunnel's own
 * row are an ended part of the API and will come empty.
 */
export async function readConnectors(
  client: CloudflareClient,
  accountId: string,
  tunnelId: string,
  deadline: Deadline,
): Promise<Connectors> {
  const { result } = await client.rest(
    {
      operation: 'list connectors of a tunnel',
      permission: permissions.tunnels,
      path: `/accounts/${accountId}/cfd_tunnel/${pathSegment(tunnelId)}/connections`,
      query: {},
    },
    deadline,
  );
  const rows = requiredList(connectorRow, result);
  const connections = rows.flatMap(({ conns = [] }) => conns);
  const oldestVersion = [
    ...rows.map(({ version }) => version),
    ...connections.map(({ client_version }) => client_version),
  ].reduce(olderVersion, undefined);
  return {
    count: rows.length,
    reconnecting: connections.filter(({ is_pending_reconnect }) => is_pending_reconnect === true).length,
    connections: connections.length,
    ...(oldestVersion !== undefined && { oldestVersion }),
  };
}
