import type { DemoClient } from '../../world/clients.ts';
import type { DemoDevice } from '../../world/devices.ts';

export interface Parameter {
  readonly id?: string;
  readonly name?: string;
  readonly hostname?: string;
  readonly ip?: string;
  readonly model?: string;
  readonly not_actionable?: boolean;
  readonly enclosed_with_brackets?: boolean;
}

export type Topic = 'client' | 'device' | 'firmware' | 'admin' | 'internet' | 'power' | 'security' | 'wifi';

/** One happening as the system log tells it (UniFi API reference §5.2, appendix A). */
export interface Wording {
  /** Without the version suffix that some keys carry. */
  readonly event: string;
  /** `_2`, `_V2`, `_KNOWN_SOURCE_CLIENT` …; makes the key of the event. */
  readonly suffix?: string;
  readonly topic: Topic;
  readonly severity: 'LOW' | 'MEDIUM' | 'HIGH' | 'VERY_HIGH';
  readonly title: string;
  /** Holds `{NAME}` for each parameter. */
  readonly message: string;
  readonly parameters: Readonly<Record<string, Parameter>>;
}

export const valueParameter = (value: string | number): Parameter => ({
  id: String(value),
  name: String(value),
  not_actionable: true,
});

export const deviceParameter = ({ mac, name, ip, model }: DemoDevice): Parameter => ({
  id: mac,
  name,
  ip,
  model,
});

export const clientParameter = (client: DemoClient): Parameter => ({
  id: client.mac,
  ip: client.ip,
  ...(client.name !== undefined && { name: client.name }),
  ...(client.hostname !== undefined && { hostname: client.hostname }),
});
