import type { DetectionsPart } from '../console/detections.ts';
import { nameHosts } from '../console/host-names.ts';
import type { Part } from '../console/part.ts';
import type { Client, Device } from './snapshot.ts';

/**
 * Names the hosts of detections by the addresses that clients and devices have now. Only the flow log names them
 * itself; older surfaces know addresses alone (UniFi API reference §4), and a reader knows names.
 */
export function nameDetections(
  detections: DetectionsPart,
  clients: Part<readonly Client[]>,
  devices: Part<readonly Device[]>,
): DetectionsPart {
  if (detections.status === 'missing') return detections;
  const names = namesByAddress([devices, clients]);
  const rows = detections.data.rows.map((row) => nameHosts(row, names));
  return { ...detections, data: { ...detections.data, rows } };
}

/** The first one counts: an address that two hosts claim is the infrastructure's. */
function namesByAddress(
  parts: readonly Part<readonly { ip?: string; name: string }[]>[],
): Map<string, string> {
  const names = new Map<string, string>();
  for (const { ip, name } of parts.flatMap((part) => (part.status === 'ok' ? part.data : []))) {
    if (ip !== undefined && !names.has(ip)) names.set(ip, name);
  }
  return names;
}
