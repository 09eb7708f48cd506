/** One row of `traffic-flows`, as far as the demo looks into it. */
export interface Flow {
  readonly time: number;
  readonly policies: readonly { readonly type: string; readonly internal_type: string }[];
  readonly [field: string]: unknown;
}

/** The server wants every one of them, empty or not (UniFi API reference §5.3). */
export const flowFilters = [
  'policy_type',
  'risk',
  'action',
  'direction',
  'protocol',
  'policy',
  'service',
  'source_host',
  'source_mac',
  'source_ip',
  'source_port',
  'source_network_id',
  'source_domain',
  'source_zone_id',
  'source_region',
  'destination_host',
  'destination_mac',
  'destination_ip',
  'destination_port',
  'destination_network_id',
  'destination_domain',
  'destination_zone_id',
  'destination_region',
  'in_network_id',
  'out_network_id',
  'next_ai_query',
  'except_for',
] as const;
