import * as v from 'valibot';
import { flag, number, text } from '../console/fields.ts';

/** Ports, radios and the uplink of a row of `stat/device`, as far as they are judged (UniFi API reference §4.1, §7.2). */

export const portSchema = v.object({
  port_idx: number,
  name: text,
  up: flag,
  enable: flag,
  speed: number,
  media: text,
  port_poe: flag,
  poe_mode: text,
  poe_power: number,
  rx_packets: number,
  tx_packets: number,
  rx_errors: number,
  tx_errors: number,
  rx_dropped: number,
  tx_dropped: number,
});

/** `radio_table` is the configuration; what is measured stands here. */
export const radioStatsSchema = v.object({
  radio: text,
  name: text,
  channel: number,
  cu_total: number,
  num_sta: number,
  satisfaction: number,
});

export const uplinkSchema = v.object({
  type: text,
  uplink_mac: text,
  uplink_remote_port: number,
  speed: number,
  max_speed: number,
  signal: number,
  rssi: number,
});

export type RawPort = v.InferOutput<typeof portSchema>;
export type RawRadioStats = v.InferOutput<typeof radioStatsSchema>;
export type RawUplink = v.InferOutput<typeof uplinkSchema>;
