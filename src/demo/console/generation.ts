/** What a console of one age knows (UniFi API reference §5, §5.1). */
export interface Generation {
  readonly networkVersion: string;
  /** Absent on the classic self-hosted application, which has no UniFi OS below it. */
  readonly osVersion?: string;
  /** `system-log/all`; its counter came later. */
  readonly systemLog: 'none' | 'rows' | 'rows and counts';
  /** Names of the event categories, which 10.x replaced. */
  readonly categories: 'before 10' | 'since 10';
  /** Since 9.1.64. */
  readonly trafficFlows: boolean;
  /** `stat/event`; `frozen` answers, but with nothing that happened since the upgrade. */
  readonly events: 'rows' | 'frozen' | 'gone';
  /** The alarm lists that still answer. */
  readonly alarmLists: readonly ('stat/alarm' | 'list/alarm')[];
  /** `stat/ips/event`; `empty` since 9.3.45. */
  readonly ipsEvents: 'rows' | 'empty' | 'gone';
  /** The dashboard tells the state of the subscription, and content filters are objects of their own. */
  readonly cyberSecure: boolean;
  /** What the gateway does itself; since 7.6.43. */
  readonly gatewayFeatures: boolean;
  /** `isp/health`, `downtime` and `speedtest`, which came with 7.2. */
  readonly lineQuality: boolean;
  /** Which line is in use. */
  readonly lineRoles: boolean;
  /** Each device carries its counters as `stat`. */
  readonly deviceCounters: boolean;
}

const olderThan9 = {
  systemLog: 'none',
  categories: 'before 10',
  trafficFlows: false,
  events: 'rows',
  alarmLists: ['stat/alarm', 'list/alarm'],
  ipsEvents: 'rows',
  cyberSecure: false,
  gatewayFeatures: true,
  lineQuality: true,
  lineRoles: true,
  deviceCounters: true,
} as const;
const first9 = { ...olderThan9, networkVersion: '9.0.114', systemLog: 'rows' } as const;
const last9 = { ...first9, trafficFlows: true, ipsEvents: 'empty', cyberSecure: true } as const;
const first10 = {
  ...last9,
  systemLog: 'rows and counts',
  categories: 'since 10',
  events: 'frozen',
} as const;
const withoutEvents = { ...first10, events: 'gone', ipsEvents: 'gone' } as const;
const withoutAlarms = { ...withoutEvents, alarmLists: [] } as const;

export const generations = {
  newest: { ...withoutAlarms, networkVersion: '10.4.57', osVersion: '5.0.16' },
  classic: first9,
  v7: {
    ...olderThan9,
    networkVersion: '7.1.68',
    osVersion: '2.5.17',
    gatewayFeatures: false,
    lineQuality: false,
    lineRoles: false,
  },
  v8: { ...olderThan9, networkVersion: '8.6.9', osVersion: '4.0.21' },
  'v9.0': { ...first9, osVersion: '4.1.13' },
  'v9.5': { ...last9, networkVersion: '9.5.21', osVersion: '4.3.9' },
  'v10.0': { ...first10, networkVersion: '10.0.162', osVersion: '4.4.6' },
  'v10.2': { ...withoutEvents, networkVersion: '10.2.105', osVersion: '5.0.16' },
  'v10.5': { ...withoutAlarms, networkVersion: '10.5.67', osVersion: '5.1.25' },
  v11: { ...withoutAlarms, networkVersion: '11.0.81', osVersion: '5.2.12', deviceCounters: false },
} as const satisfies Record<string, Generation>;

export type GenerationName = keyof typeof generations;

/** The generation of that name; the `v` may be left out. */
export const generationCalled = (text: string): GenerationName | undefined =>
  generationNames.find((name) => name === text || name === `v${text}`);

export const generationNames: readonly GenerationName[] = [
  'newest',
  'classic',
  'v7',
  'v8',
  'v9.0',
  'v9.5',
  'v10.0',
  'v10.2',
  'v10.5',
  'v11',
];
