import { hourMs, toSeconds } from '../duration.ts';
import { hexId, uuid } from '../identity.ts';
import type { World } from '../world/world.ts';
import type { Generation } from './generation.ts';
import { demoSecrets } from './secrets.ts';

export interface DemoSite {
  /** The short name in paths. */
  readonly name: string;
  readonly description: string;
}

/** `self/sites` (UniFi API reference §4). */
export const siteRows = (sites: readonly DemoSite[]): readonly unknown[] =>
  sites.map(({ name, description }) => ({
    _id: hexId(`site:${name}`, 24),
    anonymous_id: uuid(`anonymous:${name}`),
    external_id: uuid(`site:${name}`),
    name,
    desc: description,
    attr_hidden_id: name,
    attr_no_delete: true,
    role: 'readonly',
    role_hotspot: false,
    device_count: 10,
  }));

/** `stat/sysinfo`: a list of one, and with a secret in it (UniFi API reference §4). */
export const systemRows = (world: World, generation: Generation): readonly unknown[] => [
  {
    version: generation.networkVersion,
    build: `atag_${generation.networkVersion}_29482`,
    ...(generation.osVersion !== undefined && {
      console_display_version: generation.osVersion,
      udm_version: `${generation.osVersion}.30692`,
      ubnt_device_type: 'UDMPROMAX',
      is_cloud_console: false,
    }),
    name: world.siteName,
    hostname: 'harbour-gateway',
    timezone: world.timeZone,
    uptime: toSeconds(41 * 24 * hourMs),
    update_available: false,
    unsupported_device_count: 0,
    data_retention_days: 90,
    data_retention_time_in_hours_for_5minutes_scale: 24,
    data_retention_time_in_hours_for_hourly_scale: 168,
    sso_app_id: hexId('sso', 40),
    sso_app_sec: demoSecrets.ssoAppSecret,
  },
];
