import { hexId } from '../identity.ts';
import { clientLabel } from '../world/clients.ts';
import type { World } from '../world/world.ts';
import type { Flow } from './flow.ts';

/** Everyday traffic, so that a question without the intrusion filter gets more than intrusions. */
export const ordinaryFlows = ({ nowMs, clients }: World): readonly Flow[] =>
  clients.slice(0, 25).map((client, index) => {
    const time = nowMs - (index + 1) * 1_700_000;
    return {
      id: hexId(`flow:${index}`, 24),
      action: 'allowed',
      count: 3 + index,
      risk: 'low',
      direction: 'outgoing',
      protocol: 'TCP',
      service: 'HTTPS',
      time,
      flow_start_time: time - 1200,
      flow_end_time: time,
      duration_milliseconds: 1200,
      source: { ip: client.ip, port: 50_000 + index, mac: client.mac, client_name: clientLabel(client) },
      destination: { ip: `203.0.113.${100 + index}`, port: 443, domains: ['service.example'] },
      policies: [{ type: 'FIREWALL', internal_type: 'DEFAULT' }],
      traffic_data: { bytes_total: 10_731 },
    };
  });
