import { json, type ReceivedRequest, type Reply } from '../http/reply.ts';
import { hexId } from '../identity.ts';
import { type JsonObject, numberIn, parseObject, stringsIn } from '../json.ts';
import type { DemoDetection, Endpoint } from '../world/detections.ts';
import type { World } from '../world/world.ts';
import { pageOf, post, type Routes, v2Error } from './answers.ts';
import { type Flow, flowFilters } from './flow.ts';
import { ordinaryFlows } from './ordinary-flows.ts';

const maxPageSize = 5000;
/** The total never says more; `or_more` tells that there is. */
const maxTotal = 10_000;

const risks = { 1: 'high', 2: 'medium', 3: 'low' } as const;

const endOf = ({ ip, port, name, mac, country }: Endpoint): Record<string, unknown> => ({
  ip,
  port,
  ...(mac !== undefined && { mac, network_name: 'Office', network_id: hexId('network:Office', 24) }),
  ...(name !== undefined && { client_name: name, host_name: name.toLowerCase().replaceAll(' ', '-') }),
  ...(country !== undefined && { region: country, zone_name: 'External' }),
});

/** The words for what was done vary from version to version, here from row to row. */
const actionOf = ({ action, severity }: DemoDetection): string => {
  if (action === 'blocked') return severity === 1 ? 'BLOCK' : 'blocked';
  return severity === 1 ? 'ALLOW' : 'allowed';
};

const flowOf = (detection: DemoDetection): Flow => {
  const [firstMs = 0] = detection.hitsAtMs;
  const lastMs = detection.hitsAtMs.at(-1) ?? firstMs;
  return {
    id: detection.id,
    action: actionOf(detection),
    count: detection.hitsAtMs.length,
    risk: risks[detection.severity],
    direction: detection.direction,
    protocol: detection.protocol,
    service: 'OTHER',
    time: lastMs,
    flow_start_time: firstMs,
    flow_end_time: lastMs,
    duration_milliseconds: lastMs - firstMs,
    source: endOf(detection.source),
    destination: endOf(detection.target),
    in: { network_name: detection.direction === 'incoming' ? 'Internet 1' : 'Office' },
    out: { network_name: detection.direction === 'incoming' ? 'Office' : 'Internet 1' },
    policies: [{ type: 'INTRUSION_PREVENTION', internal_type: 'SIGNATURE' }],
    traffic_data: { bytes_total: 0 },
    ips: {
      signature: detection.signature,
      // A number in most rows, text in some.
      signature_id: detection.severity === 3 ? String(detection.signatureId) : detection.signatureId,
      signature_class: detection.classification,
      category_name: detection.category,
      session_id: hexId(`session:${detection.id}`, 16),
      enhanced_detection: detection.enhanced,
    },
  };
};

const matches = (flow: Flow, filter: JsonObject): boolean => {
  const types = stringsIn(filter, 'policy_type');
  return (
    flow.time >= (numberIn(filter, 'timestampFrom') ?? 0) &&
    flow.time <= (numberIn(filter, 'timestampTo') ?? Number.POSITIVE_INFINITY) &&
    (types.length === 0 || flow.policies.some(({ type }) => types.includes(type)))
  );
};

/** `traffic-flows`, since 9.1.64. */
export const trafficFlowRoutes = (world: World): Routes => {
  const newestFirst = [...world.detections.map(flowOf), ...ordinaryFlows(world)].sort(
    (a, b) => b.time - a.time,
  );
  const answer = (request: ReceivedRequest): Reply => {
    const filter = parseObject(request.body);
    if (!filter) return v2Error(400, 'JSON parse error');
    const missing = flowFilters.find((name) => !Array.isArray(filter[name]));
    if (missing !== undefined) return v2Error(400, `Field "${missing}" must not be null`);
    const size = numberIn(filter, 'pageSize') ?? 100;
    if (size < 1 || size > maxPageSize) return v2Error(400, `pageSize must be between 1 and ${maxPageSize}`);
    const number = numberIn(filter, 'pageNumber') ?? 0;
    const rows = newestFirst.filter((flow) => matches(flow, filter));
    const page = pageOf(rows, number, size);
    const total = Math.min(rows.length, maxTotal);
    return json(200, {
      ...page,
      total_element_count: total,
      has_next: (number + 1) * size < rows.length,
      or_more: rows.length > maxTotal,
    });
  };
  return { 'traffic-flows': post(answer) };
};
