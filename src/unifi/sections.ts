import type { NetworkSection } from '../report/section.ts';
import { clientsBlocks } from './section-clients.ts';
import { devicesBlocks } from './section-devices.ts';
import { eventsBlocks } from './section-events.ts';
import { internetBlocks } from './section-internet.ts';
import { lineRoleBlocks } from './section-line-roles.ts';
import { blocksOf } from './section-missing.ts';
import { protectionBlocks } from './section-protection.ts';
import { securityBlocks } from './section-security.ts';
import { threatsOverTimeBlocks } from './section-threats-over-time.ts';
import { clientCountBlocks, trafficBlocks } from './section-usage.ts';
import { wifiBlocks } from './section-wifi.ts';
import type { Snapshot } from './snapshot.ts';

/**
 * The network's part of the report, always the same sections in the same order. One whose part is missing says why; no
 * section shows a 0 for what was not read.
 */
export function networkSections(snapshot: Snapshot): NetworkSection[] {
  return [
    {
      name: 'internet',
      title: 'Internet',
      blocks: [
        ...blocksOf(snapshot.internet, (internet) => internetBlocks(internet, snapshot.period)),
        ...trafficBlocks(snapshot),
        ...lineRoleBlocks(snapshot),
      ],
    },
    { name: 'devices', title: 'Devices', blocks: blocksOf(snapshot.devices, devicesBlocks) },
    {
      name: 'wifi',
      title: 'Wi-Fi',
      blocks: blocksOf(snapshot.devices, (devices) => wifiBlocks(devices, snapshot.clients)),
    },
    {
      name: 'clients',
      title: 'Clients',
      blocks: [...blocksOf(snapshot.clients, clientsBlocks), ...clientCountBlocks(snapshot)],
    },
    {
      name: 'security',
      title: 'Security',
      blocks: [
        ...protectionBlocks(snapshot),
        ...blocksOf(snapshot.detections, securityBlocks),
        ...threatsOverTimeBlocks(snapshot),
      ],
    },
    {
      name: 'events',
      title: 'Events',
      blocks: blocksOf(snapshot.events, (events) =>
        eventsBlocks(events, snapshot.detections.status === 'ok'),
      ),
    },
  ];
}
