import { dayMs, hourMs, toSeconds } from '../duration.ts';
import { json } from '../http/reply.ts';
import { localMac } from '../identity.ts';
import type { World } from '../world/world.ts';
import { get, type Routes } from './answers.ts';

/** `clients/history`: who was here and is gone; not every row has every key (UniFi API reference §5). */
export const clientHistoryRoutes = ({ nowMs }: World): Routes => ({
  'clients/history': get(() =>
    json(200, [
      {
        id: localMac(0x7001),
        mac: localMac(0x7001),
        display_name: 'Courier Scanner',
        hostname: 'courier-scanner',
        oui: 'Zebra Technologies',
        is_guest: true,
        type: 'WIRELESS',
        status: 'offline',
        last_connection_network_name: 'Guests',
        first_seen: toSeconds(nowMs - 40 * dayMs),
        last_seen: toSeconds(nowMs - 9 * hourMs),
      },
      {
        id: localMac(0x7002),
        mac: localMac(0x7002),
        oui: '',
        is_guest: false,
        last_seen: toSeconds(nowMs - 5 * hourMs),
      },
    ]),
  ),
});
