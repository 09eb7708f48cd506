import { json } from '../http/reply.ts';
import { get, type Routes } from './answers.ts';

/** `warnings`: the console has none (UniFi API reference §5). */
export const warningRoutes: Routes = {
  warnings: get(() => json(200, { rogue_dhcps: [], rogue_clients: [], has_upgradable_devices: true })),
};
