import type { Block, Tone, Value } from '../../report/section.ts';
import type { AccountTunnels } from './answers.ts';
import { permissions } from './permissions.ts';
import { byUrgency, isDown, type Tunnel } from './tunnels.ts';
import { more, upperFirst } from './wording.ts';

const mostTunnels = 10;

/** The tunnels of all accounts, those that are down first; the account is named where there are several. */
export function tunnelBlocks(accounts: readonly AccountTunnels[]): readonly Block[] {
  const read = accounts.flatMap(({ account, tunnels }) =>
    tunnels.ok ? [{ account, rows: tunnels.data.rows, cut: tunnels.data.cut }] : [],
  );
  const cuts = read.flatMap(({ rows, cut }): readonly Block[] =>
    cut === undefined
      ? []
      : [{ kind: 'note', tone: 'neutral', text: `Only ${rows.length} tunnels were read: ${cut}.` }],
  );
  const tunnels = read
    .flatMap(({ account, rows }) => rows.map((tunnel) => ({ tunnel, account: account.name })))
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
      ],
      rows: tunnels
        .slice(0, mostTunnels)
        .map(({ tunnel, account }) => [
          tunnel.name,
          ...(hasSeveral ? [account] : []),
          statusValue(tunnel),
          tunnel.sinceMs === undefined ? null : { atMs: tunnel.sinceMs },
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
