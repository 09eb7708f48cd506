import type { Finding } from '../report/section.ts';
import { eventsOf } from './events-of.ts';
import { type FindingContext, known, type Rule } from './rule.ts';
import { counted, listed, since } from './wording.ts';

/** Tunnels to other sites, and people who come in from outside. */
export const vpnRules: readonly Rule[] = [siteToSite, remoteUsers];

/** The health row `vpn` counts tunnels; an event only tells that one was lost some time (UniFi API reference §7.3). */
function siteToSite(context: FindingContext): Finding[] {
  const row = known(context.snapshot.health)?.find(({ subsystem }) => subsystem === 'vpn');
  const down = row?.tunnelsDown ?? 0;
  const total = down + (row?.tunnelsUp ?? 0);
  const lost = eventsOf(context, /^VPN_SITE_TO_SITE_DISCONNECTED$/);
  if (down === 0 && lost.length === 0) return [];
  const isBack = down === 0 && (row?.tunnelsUp ?? 0) > 0;
  return [
    {
      id: 'vpn.site-to-site-down',
      severity: isBack ? 'notice' : 'warning',
      title: down > 0 ? downTitle(down, total) : lostTitle(lost.length),
      meaning: isBack
        ? 'All tunnels are up by now. While one is down, the sites do not reach each other.'
        : 'The sites on both ends do not reach each other: shared files, phones and cameras there are cut off.',
      advice: 'Check the internet of the other site, and whether one end got a new address or was changed.',
      things: ['site-to-site VPN'],
      ...since(lost[0]?.atMs),
    },
  ];
}

const downTitle = (down: number, total: number): string =>
  total === 1
    ? 'The site-to-site VPN is down'
    : `${down} of ${counted(total, 'site-to-site VPN tunnel', 'site-to-site VPN tunnels')} ${down === 1 ? 'is' : 'are'} down`;

const lostTitle = (count: number): string =>
  count === 1
    ? 'A site-to-site VPN tunnel was disconnected'
    : `Site-to-site VPN tunnels were disconnected ${counted(count, 'time', 'times')}`;

/** Comings of remote users are counted, not kept; who is connected now is known by name. */
function remoteUsers({ snapshot }: FindingContext): Finding[] {
  const connectedNow = (known(snapshot.clients) ?? []).filter(({ connection }) => connection === 'vpn');
  const comings = (known(snapshot.events)?.counts ?? [])
    .filter(({ kind }) => /^(VPN|TELEPORT)_CLIENT_CONNECTED$/.test(kind))
    .reduce((sum, { count }) => sum + count, 0);
  if (connectedNow.length === 0 && comings === 0) return [];
  const names = connectedNow.map(({ name }) => name);
  return [
    {
      id: 'vpn.remote-users',
      severity: 'notice',
      title:
        comings > 0
          ? `Remote users connected by VPN ${counted(comings, 'time', 'times')}`
          : `${counted(names.length, 'remote user is', 'remote users are')} connected by VPN`,
      meaning:
        names.length === 0 ? 'Nobody is connected right now.' : `Connected right now: ${listed(names, 5)}.`,
      advice: 'Nothing to do if you know them. Remove the VPN accounts of people who have left.',
      things: names.length === 0 ? ['VPN'] : names,
    },
  ];
}
