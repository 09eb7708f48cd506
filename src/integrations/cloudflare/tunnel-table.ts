import type { Block, Tone, Value } from '../../report/section.ts';
import type { AccountTunnels } from './account-tunnels.ts';
import { isOutdated, versionText } from './cloudflared-version.ts';
import type { Connectors } from './connectors.ts';
import { permissions } from './permissions.ts';
import { byUrgency, isDown, type Tunnel } from './tunnels.ts';
import { more, upperFirst } from './wording.ts';

const mostTunnels = 10;

/** The tunnels of all accounts, those that are down first; the account is named where there are several. */
export function tunnelBlocks(accounts: readonly AccountTunnels[], nowMs: number): readonly Block[] {
  const read = accounts.flatMap(({ account, tunnels, connectors }) =>
    tunnels.ok ? [{ account, rows: tunnels.data.rows, cut: tunnels.data.cut, connectors }] : [],
  );
  const cuts = read.flatMap(({ rows, cut }): readonly Block[] =>
    cut === undefined
      ? []
      : [{ kind: 'note', tone: 'neutral', text: `Only ${rows.length} tunnels were read: ${cut}.` }],
  );
  const tunnels = read
    .flatMap(({ account, rows, connectors }) =>
      rows.map((tunnel) => ({ tunnel, account: account.name, serving: servingOf(connectors, tunnel) })),
    )
    .toSorted((a, b) => byUrgency(a.tunnel, b.tunnel));
  if (tunnels.length === 0) return [...(read.length > 0 ? [noneVisible] : []), ...cuts];

  const hasSeveral = accounts.length > 1;
  const noneDown = tunnels
    .slice(mostTunnels)
    .every(({ tunnel }) => tunnel.status !== undefined && !isDown(tunnel));
  return [
    {
      kind: 'table',
      title: 'Tunnels',
      columns: [
        { title: 'Tunnel' },
        ...(hasSeveral ? [{ title: 'Account' }] : []),
        { title: 'Status' },
        { title: 'Since' },
        { title: 'cloudflared' },
      ],
      rows: tunnels
        .slice(0, mostTunnels)
        .map(({ tunnel, account, serving }) => [
          tunnel.name,
          ...(hasSeveral ? [account] : []),
          statusValue(tunnel),
          tunnel.sinceMs === undefined ? null : { atMs: tunnel.sinceMs },
          servingValue(serving, nowMs),
        ]),
      ...more(tunnels.length, mostTunnels, noneDown ? ', none of them down' : ''),
    },
    ...cuts,
  ];
}

/** An empty list is also what a token without the permission gets (Cloudflare API reference §0.6). */
const noneVisible: Block = {
  kind: 'note',
  tone: 'neutral',
  text: `No tunnels visible: none exist, or the token lacks ${permissions.tunnels.name}.`,
};

const tones = new Map<string, Tone>([
  ['down', 'critical'],
  ['degraded', 'warning'],
  ['healthy', 'good'],
]);

function statusValue({ status }: Tunnel): Value {
  if (status === undefined) return null;
  const text = status === 'inactive' ? 'Never connected' : upperFirst(status);
  return { text, tone: tones.get(status) ?? 'neutral' };
}

function servingOf(connectors: AccountTunnels['connectors'], { id }: Tunnel): Connectors | undefined {
  const outcome = connectors.get(id);
  return outcome?.ok ? outcome.data : undefined;
}

/** "2 × 2026.10.0 (1 month)": how many connectors, and of which version the oldest is; one column, to stay a table. */
function servingValue(serving: Connectors | undefined, nowMs: number): Value {
  if (serving === undefined) return null;
  const { count, connections, reconnecting, oldestVersion } = serving;
  const version =
    oldestVersion === undefined ? `${count}` : `${count} × ${versionText(oldestVersion, nowMs)}`;
  if (reconnecting > 0) {
    return { text: `${version}, ${reconnecting} of ${connections} connections down`, tone: 'warning' };
  }
  return isOutdated(oldestVersion, nowMs) ? { text: version, tone: 'warning' } : version;
}
