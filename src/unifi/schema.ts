import * as v from 'valibot';
import { entriesOf, flag, listOf, nested, number, secondsAsMs, text, timeMs } from '../console/fields.ts';
import { portSchema, radioStatsSchema, uplinkSchema } from './schema-device.ts';

/**
 * The rows of the legacy surface, as far as they are printed (UniFi API reference §4, §4.1, §7). What is not named here
 * never gets in: devices and `stat/sysinfo` carry keys and secrets (`x_authkey`, `sso_app_sec`).
 */

export const sysinfoSchema = v.object({
  version: text,
  console_display_version: text,
  udm_version: text,
  name: text,
  hostname: text,
  timezone: text,
  update_available: flag,
  uptime: secondsAsMs,
});

/** A gateway's own view of one line; the recorded ones differ in which of the sums they carry. */
const uptimeStatsSchema = v.object({
  availability: number,
  latency_average: number,
  downtime: secondsAsMs,
  monitors: listOf(v.object({ availability: number, latency_average: number })),
});

export const healthSchema = v.object({
  subsystem: text,
  status: text,
  isp_name: text,
  wan_ip: text,
  latency: number,
  xput_up: number,
  xput_down: number,
  speedtest_status: text,
  speedtest_lastrun: timeMs,
  speedtest_ping: number,
  uptime_stats: entriesOf(uptimeStatsSchema),
  site_to_site_num_active: number,
  site_to_site_num_inactive: number,
});

const lineSchema = v.object({ ip: text, up: flag, enable: flag });

export const deviceSchema = v.object({
  _id: text,
  mac: text,
  name: text,
  model: text,
  type: text,
  ip: text,
  version: text,
  state: text,
  is_access_point: flag,
  device_mode_override: text,
  upgradable: flag,
  upgrade_to_firmware: text,
  uptime: secondsAsMs,
  _uptime: secondsAsMs,
  last_seen: timeMs,
  start_disconnected_millis: timeMs,
  has_temperature: flag,
  general_temperature: number,
  temperatures: listOf(v.object({ value: number })),
  overheating: flag,
  'system-stats': nested(v.object({ cpu: number, mem: number })),
  num_sta: number,
  model_in_eol: flag,
  satisfaction: number,
  uplink: nested(uplinkSchema),
  last_uplink: nested(uplinkSchema),
  port_table: listOf(portSchema),
  radio_table_stats: listOf(radioStatsSchema),
  vap_table: listOf(v.object({ essid: text, bssid: text })),
  total_max_power: number,
  total_used_power: number,
  wan1: nested(lineSchema),
  wan2: nested(lineSchema),
  wan3: nested(lineSchema),
  wan4: nested(lineSchema),
  last_wan_status: v.optional(v.unknown()),
  uptime_stats: entriesOf(uptimeStatsSchema),
  'speedtest-status': nested(
    v.object({ rundate: timeMs, xput_download: number, xput_upload: number, latency: number }),
  ),
});

export const clientSchema = v.object({
  _id: text,
  user_id: text,
  mac: text,
  name: text,
  hostname: text,
  oui: text,
  ip: text,
  type: text,
  is_wired: flag,
  is_guest: flag,
  first_seen: timeMs,
  network: text,
  last_connection_network_name: text,
  essid: text,
  signal: number,
  tx_bytes: number,
  rx_bytes: number,
  'wired-tx_bytes': number,
  'wired-rx_bytes': number,
});

export type RawHealth = v.InferOutput<typeof healthSchema>;
export type RawDevice = v.InferOutput<typeof deviceSchema>;
export type RawClient = v.InferOutput<typeof clientSchema>;
export type RawLine = v.InferOutput<typeof lineSchema>;
export type RawUptimeStats = v.InferOutput<typeof uptimeStatsSchema>;
