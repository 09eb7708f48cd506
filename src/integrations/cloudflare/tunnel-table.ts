import type { Block, Tone, Value } from '../../report/section.ts';
import type { AccountTunnels } from './account-tunnels.ts';
import { isOutdated, versionText } from './cloudflared-version.ts';
import type { Connectors } from './connectors.ts';
import type { Rows } from './pages.ts';
import { permissions } from './permissions.ts';
import { byUrgency, isDown, isServing, type Tunnel } from './tunnels.ts';
import { more, upperFirst } from './wording.ts';

const mostTunnels = 10;

interface Row {
  readonly tunnel: Tunnel;
  readonly account: string;
  readonly serving: Connectors | undefined;
}

/** The tunnels of all accounts, those that are down first; the account is named where there are several. */
export function tunnelBlocks(accounts: readonly AccountTunnels[], nowMs: number): readonly Block[] {
  const read = accounts.flatMap(({ account, tunnels, connectors }) =>
    tunnels.ok ? [{ account: account.name, connectors, ...tunnels.data }] : [],
  );
  const rows = read
    .flatMap(({ account, rows, connectors }) =>
      rows.map((tunnel): Row => ({ tunnel, account, serving: servingOf(connectors, tunnel) })),
    )
    .toSorted((a, b) => byUrgency(a.tunnel, b.tunnel));
  const table = rows.length > 0 ? [tableOf(rows, accounts.length > 1, nowMs)] : [];
  const none = read.length > 0 && rows.length === 0 ? [noneVisible] : [];
  return [...table, ...none, ...read.flatMap(leftOut).map(neutralNote)];
}

function tableOf(rows: readonly Row[], hasSeveralAccounts: boolean, nowMs: number): Block {
  const isNoneDown = rows
    .slice(mostTunnels)
    .every(({ tunnel }) => tunnel.status !== undefined && !isDown(tunnel));
  return {
    kind: 'table',
    title: 'Tunnels',
    columns: [
      { title: 'Tunnel' },
      ...(hasSeveralAccounts ? [{ title: 'Account' }] : []),
      { title: 'Status' },
      { title: 'Since' },
      { title: 'cloudflared' },
    ],
    rows: rows
      .slice(0, mostTunnels)
      .map(({ tunnel, account, serving }) => [
        tunnel.name,
        ...(hasSeveralAccounts ? [account] : []),
        statusValue(tunnel),
        tunnel.sinceMs === undefined ? null : { atMs: tunnel.sinceMs },
        servingValue(serving, nowMs),
      ]),
    ...more(rows.length, mostTunnels, isNoneDown ? ', none of them down' : ''),
  };
}

/** What was not read or asked of one account, so that nothing is taken for well that nobody looked at. */
function leftOut({ rows, cut, connectors }: Rows<Tunnel> & Pick<AccountTunnels, 'connectors'>) {
  const serving = rows.filter(isServing).length;
  return [
    ...(cut === undefined ? [] : [`Only ${rows.length} tunnels were read: ${cut}.`]),
    ...(connectors.size < serving
      ? [`Only of ${connectors.size} of ${serving} tunnels it was asked which cloudflared serves them.`]
      : []),
  ];
}

const neutralNote = (text: string): Block => ({ kind: 'note', tone: 'neutral', text });

/** An empty list is also what a token without the permission gets (Cloudflare API reference §0.6). */
const noneVisible = neutralNote(
  `No tunnels visible: none exist, or the token lacks ${permissions.tunnels.name}.`,
);

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
