import { json } from '../http/reply.ts';
import { hexId } from '../identity.ts';
import { get, type Routes } from './answers.ts';
import type { Generation } from './generation.ts';

/** `content-filtering`: one filter for the guests (UniFi API reference §6). */
const contentFilters = [
  {
    _id: hexId('filter:Guests', 24),
    name: 'Guests',
    enabled: true,
    categories: ['FAMILY', 'ADULT'],
    allow_list: [],
    block_list: [],
    safe_search: ['GOOGLE'],
    client_macs: [],
    network_ids: [hexId('network:Guests', 24)],
    schedule: { mode: 'ALWAYS' },
  },
] as const;

/** `gateway/engine/features` (UniFi API reference §5). */
const gatewayFeatures = [
  { type: 'AD_BLOCK', enabled: true, supported: true, usage_in_percent: 2 },
  { type: 'CONTENT_FILTERING', enabled: true, supported: true, usage_in_percent: 3 },
  { type: 'SUSPICIOUS_ACTIVITY', enabled: true, supported: true, usage_in_percent: 11 },
  { type: 'GEO_BLOCK', enabled: false, supported: true, usage_in_percent: 0 },
] as const;

export const filteringRoutes = (generation: Generation): Routes => ({
  ...(generation.cyberSecure && { 'content-filtering': get(() => json(200, contentFilters)) }),
  ...(generation.gatewayFeatures && { 'gateway/engine/features': get(() => json(200, gatewayFeatures)) }),
});
