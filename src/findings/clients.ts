import { plainText } from '../report/format.ts';
import type { Finding } from '../report/section.ts';
import type { NetworkEvent } from '../unifi/snapshot.ts';
import { distinct, eventsOf, groupEvents } from './events-of.ts';
import type { FindingContext, Rule } from './rule.ts';
import { counted, shortName, since } from './wording.ts';

/** Clients that get into each other's way, or where they should not (UniFi API reference §5.4). */
export const clientRules: readonly Rule[] = [ipConflict, blockedClientTried];

function ipConflict(context: FindingContext): Finding[] {
  const conflicts = eventsOf(context, /^CLIENT_IP_CONFLICT/);
  return groupEvents(conflicts, ({ facts, client }) => facts?.ip ?? client?.id ?? client?.name).map(
    ({ key, events }) => {
      const ip = events[0].facts?.ip;
      const names = distinct(events.flatMap(({ client }) => client?.name ?? []));
      return {
        id: `clients.ip-conflict:${key}`,
        severity: 'warning',
        title:
          ip === undefined
            ? 'Two clients use the same IP address'
            : `Two clients use the IP address ${plainText(ip, 45)}`,
        meaning: `Both lose connections in turn. The console says: ${plainText(events[0].text, 160)}`,
        advice:
          'Look for a client with a fixed address inside the DHCP range, and give it another or a reservation.',
        things: names.length > 0 ? names : [ip ?? 'clients'],
        ...since(events[0].atMs),
      };
    },
  );
}

function blockedClientTried(context: FindingContext): Finding[] {
  const tries = eventsOf(context, /^BLOCKED_CLIENT_TRIED/);
  return groupEvents(tries, ({ client }) => client?.id ?? client?.name).map(({ key, events }) => ({
    id: `clients.blocked-tried:${key}`,
    severity: 'notice',
    title: `${nameOf(events[0])} is blocked and tried to connect ${counted(events.length, 'time', 'times')}`,
    meaning: 'The console kept it out. It still knows the password of the network it tried.',
    advice: 'Nothing to do if the block is meant. If it is a stranger, change the password of that network.',
    things: [nameOf(events[0])],
    ...since(events[0].atMs),
  }));
}

const nameOf = ({ client }: NetworkEvent): string => shortName(client?.name ?? 'A client');
