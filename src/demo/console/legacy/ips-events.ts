import { isoSeconds, toSeconds } from '../../duration.ts';
import { hexId } from '../../identity.ts';
import { type JsonObject, numberIn, parseObject } from '../../json.ts';
import type { DemoDetection, Endpoint } from '../../world/detections.ts';
import type { World } from '../../world/world.ts';
import { getOrPost, legacyData, type Routes } from '../answers.ts';
import type { Generation } from '../generation.ts';

/** Country and place are text, `false`, an object or an empty list, as they come (UniFi API reference §7.2). */
const place = (end: Endpoint): readonly [country: string | false, geo: unknown] =>
  end.country === undefined
    ? [false, false]
    : [end.country, { country_code: end.country, country_name: end.country }];

/** One row per hit, FLAT: `inner_alert_signature` and its siblings, never a nested `inner_alert`. */
const rowOf = (detection: DemoDetection, atMs: number): Record<string, unknown> => {
  const { source, target } = detection;
  const [srcipCountry, srcipGeo] = place(source);
  const [dstipCountry, dstipGeo] = place(target);
  const priority = detection.severity;
  return {
    _id: hexId(`ips:${detection.id}:${atMs}`, 24),
    archived: false,
    key: 'EVT_IPS_IpsAlert',
    subsystem: 'www',
    event_type: 'alert',
    in_iface: 'eth8',
    src_ip: source.ip,
    src_port: source.port,
    ...(source.mac !== undefined && { src_mac: source.mac }),
    dest_ip: target.ip,
    dest_port: target.port,
    ...(target.mac !== undefined && { dst_mac: target.mac }),
    proto: detection.protocol,
    app_proto: 'failed',
    srcipCountry,
    srcipGeo,
    dstipCountry,
    dstipGeo,
    catname: priority === 2 ? [detection.category] : detection.category,
    inner_alert_action: detection.action === 'blocked' ? 'blocked' : 'allowed',
    inner_alert_gid: 1,
    inner_alert_signature_id: detection.signatureId,
    inner_alert_rev: 3,
    inner_alert_signature: detection.signature,
    inner_alert_category: detection.classification,
    inner_alert_severity: priority,
    unique_alertid: `${detection.id}-${atMs}`,
    timestamp: toSeconds(atMs),
    time: atMs,
    datetime: isoSeconds(atMs),
    msg: `IPS Alert ${priority}: ${detection.classification}. Signature ${detection.signature}. From: ${source.ip}:${source.port}, to: ${target.ip}:${target.port}, protocol: ${detection.protocol}`,
  };
};

/** Every hit of every detection as a legacy row, newest first. */
export const ipsRows = (world: World): readonly (Record<string, unknown> & { readonly time: number })[] =>
  world.detections
    .flatMap((detection) => detection.hitsAtMs.map((atMs) => ({ ...rowOf(detection, atMs), time: atMs })))
    .sort((a, b) => b.time - a.time);

/** Clients send seconds and milliseconds alike; above 1e11 it is milliseconds (UniFi API reference §7.4). */
const milliseconds = (body: JsonObject, name: string): number | undefined => {
  const value = numberIn(body, name);
  return value === undefined || value > 1e11 ? value : value * 1000;
};

/** `stat/ips/event`, as far as the generation still has it (UniFi API reference §4, §5.1). */
export const ipsEventRoutes = (world: World, { ipsEvents }: Generation): Routes => {
  if (ipsEvents === 'gone') return {};
  const stored = ipsEvents === 'empty' ? [] : ipsRows(world);
  const alerts = getOrPost((request) => {
    const body = parseObject(request.body) ?? {};
    const fromMs = milliseconds(body, 'start') ?? 0;
    const toMs = milliseconds(body, 'end') ?? Number.POSITIVE_INFINITY;
    const rows = stored.filter(({ time }) => time >= fromMs && time <= toMs);
    return legacyData(rows.slice(0, numberIn(body, '_limit') ?? 3000), { count: rows.length });
  });
  return { 'stat/ips/event': alerts };
};
