import { plainText } from '../report/format.ts';
import type { Finding } from '../report/section.ts';
import type { RogueDhcpServer } from '../unifi/side-parts.ts';
import { eventsOf, groupEvents } from './events-of.ts';
import { type FindingContext, known, type Rule } from './rule.ts';
import { shortName, since } from './wording.ts';

/** Who gives out addresses, and whether there are any left. */
export const dhcpRules: readonly Rule[] = [poolExhausted, rogueServer];

function poolExhausted(context: FindingContext): Finding[] {
  const found = eventsOf(context, /^DHCP_POOL_EXHAUSTED$/);
  return groupEvents(found, ({ facts }) => facts?.network).map(({ key, events }) => {
    const network = events[0].facts?.network;
    return {
      id: `dhcp.pool-exhausted:${key}`,
      severity: 'warning',
      title: `${network === undefined ? 'A network' : `The network ${shortName(network)}`} ran out of addresses`,
      meaning: 'Every address of its DHCP range is taken: whoever comes next gets no connection.',
      advice: 'Widen the DHCP range, or shorten its lease time so that addresses of past guests come back.',
      things: [network ?? 'DHCP'],
      ...since(events[0].atMs),
    };
  });
}

/** A rogue client may be other things than a DHCP server: only its sentence tells. */
const rogueClient = 'ROGUE_CLIENT_DETECTED';
const foreignServer = /^(ROGUE_CLIENT_DETECTED|EVT_SW_DetectRogueDHCP)$/;

/** The console's list says where it hangs; older versions only have the event. */
function rogueServer(context: FindingContext): Finding[] {
  const listed = (known(context.snapshot.rogueDhcpServers) ?? []).filter(
    ({ lastSeenMs }) => lastSeenMs === undefined || lastSeenMs >= context.period.fromMs,
  );
  if (listed.length > 0) return listed.map((server) => finding(server, placeOf(server, context)));
  const told = eventsOf(context, foreignServer).filter(
    ({ kind, text }) => kind !== rogueClient || /dhcp/i.test(text),
  );
  return groupEvents(told, ({ client, facts }) => client?.id ?? facts?.ip ?? client?.name).map(
    ({ key, events }) => finding({ id: key, ...ipOf(events[0].facts?.ip) }, '', events[0].atMs),
  );
}

const ipOf = (ip: string | undefined): { ip?: string } => (ip === undefined ? {} : { ip });

const finding = ({ id, ip }: RogueDhcpServer, place: string, sinceMs?: number): Finding => ({
  id: `dhcp.rogue-server:${id}`,
  severity: 'warning',
  title: `A foreign DHCP server answers${ip === undefined ? '' : ` at ${plainText(ip, 45)}`}`,
  meaning: `It gives clients addresses that lead nowhere, or through somebody else.${place}`,
  advice:
    'Find the device, mostly a router plugged in by its LAN port, and unplug it. Turn on DHCP guarding.',
  things: [ip ?? id],
  ...since(sinceMs),
});

/** " It hangs on port 4 of SW-Office." */
function placeOf({ deviceId, port }: RogueDhcpServer, { snapshot }: FindingContext): string {
  const device = known(snapshot.devices)?.find(({ id }) => id === deviceId);
  if (device === undefined) return '';
  return ` It hangs on ${port === undefined ? '' : `port ${port} of `}${shortName(device.name)}.`;
}
