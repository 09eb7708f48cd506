import { hourMs } from '../duration.ts';
import { json } from '../http/reply.ts';
import { clientLabel } from '../world/clients.ts';
import type { World } from '../world/world.ts';
import { get, type Routes } from './answers.ts';
import type { Generation } from './generation.ts';

/** An active subscription: more signatures than ET OPEN has (UniFi API reference §6). */
const cyberSecure = (world: World): Record<string, unknown> => ({
  has_subscription: true,
  enterprise: false,
  is_activating: false,
  ips_enabled: true,
  signatures: 55_231,
  signature_capacity: 70_000,
  scanned_bytes: 412_000_000_000,
  threats: world.detections.reduce((hits, detection) => hits + detection.hitsAtMs.length, 0),
  updated_timestamp: world.nowMs - 5 * hourMs,
});

const mostActiveClients = (world: World): Record<string, unknown> => {
  const rows = world.clients.map((client) => ({
    display_name: clientLabel(client),
    mac: client.mac,
    is_wired: client.connection === 'wired',
    received_bytes: client.downloadBytes,
    transmitted_bytes: client.uploadBytes,
    total_bytes: client.downloadBytes + client.uploadBytes,
  }));
  rows.sort((a, b) => b.total_bytes - a.total_bytes);
  return {
    total_bytes: rows.reduce((sum, row) => sum + row.total_bytes, 0),
    usage_by_client: rows.slice(0, 10),
  };
};

/** `aggregated-dashboard`: one key per widget; all of them unless some are asked for (UniFi API reference §5). */
export const dashboardRoutes = (world: World, generation: Generation): Routes => ({
  'aggregated-dashboard': get((request) => {
    const widgets: Record<string, unknown> = {
      ...(generation.cyberSecure && { cybersecure: cyberSecure(world) }),
      most_active_clients: mostActiveClients(world),
      upgradable_device_count: {
        device_count: world.devices.filter((device) => device.offeredFirmware !== undefined).length,
      },
    };
    const wanted = request.query.getAll('widgets').flatMap((list) => list.split(','));
    const shown = Object.entries(widgets).filter(([name]) => wanted.length === 0 || wanted.includes(name));
    const seconds = Number(request.query.get('historySeconds') ?? 86_400);
    return json(200, {
      dashboard_meta: {
        start_timestamp: world.nowMs - seconds * 1000,
        end_timestamp: world.nowMs,
        layout: 'custom',
        widgets: shown.map(([name]) => name),
      },
      ...Object.fromEntries(shown),
    });
  }),
});
