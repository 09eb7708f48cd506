import type { Block } from '../report/section.ts';
import { moreRows } from './section-more.ts';
import type { Client } from './snapshot.ts';

const maxBusiest = 10;

/** How many there are, how they are connected, and which move the most data. */
export function clientsBlocks(clients: readonly Client[]): readonly Block[] {
  const connected = (connection: Client['connection']) =>
    clients.filter((client) => client.connection === connection).length;
  const vpn = connected('vpn');
  const unknown = connected('unknown');
  return [
    {
      kind: 'facts',
      items: [
        { label: 'Connected now', value: { number: clients.length } },
        { label: 'Wired', value: { number: connected('wired') } },
        { label: 'Wireless', value: { number: connected('wireless') } },
        ...(vpn > 0 ? [{ label: 'VPN', value: { number: vpn } }] : []),
        ...(unknown > 0 ? [{ label: 'Connection not known', value: { number: unknown } }] : []),
        { label: 'Guests', value: { number: clients.filter((client) => client.guest).length } },
      ],
    },
    ...busiestBlock(clients),
  ];
}

function busiestBlock(clients: readonly Client[]): Block[] {
  const busy = clients
    .map((client) => ({ ...client, bytes: (client.downloadBytes ?? 0) + (client.uploadBytes ?? 0) }))
    .filter(({ bytes }) => bytes > 0)
    .toSorted((a, b) => b.bytes - a.bytes);
  if (busy.length === 0) return [];
  const shown = busy.slice(0, maxBusiest);
  return [
    {
      kind: 'bars',
      title: 'Busiest clients, since they connected',
      items: shown.map(({ name, bytes }) => ({ label: name, amount: bytes, value: { bytes } })),
      ...moreRows(busy.length, shown.length, 'with less traffic'),
    },
  ];
}
