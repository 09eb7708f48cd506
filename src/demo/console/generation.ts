/** What a console of one age knows (UniFi API reference §5.1). */
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
  /** `stat/event`, `list/alarm` and `stat/ips/event` still answer with rows. */
  readonly legacyEvents: boolean;
  /** The dashboard tells the state of the subscription. */
  readonly cyberSecure: boolean;
}

export const generations = {
  newest: {
    networkVersion: '10.4.57',
    osVersion: '5.0.16',
    systemLog: 'rows and counts',
    categories: 'since 10',
    trafficFlows: true,
    legacyEvents: false,
    cyberSecure: true,
  },
  v8: {
    networkVersion: '8.6.9',
    osVersion: '4.0.21',
    systemLog: 'none',
    categories: 'before 10',
    trafficFlows: false,
    legacyEvents: true,
    cyberSecure: false,
  },
  classic: {
    networkVersion: '9.0.114',
    systemLog: 'rows',
    categories: 'before 10',
    trafficFlows: false,
    legacyEvents: true,
    cyberSecure: false,
  },
} as const satisfies Record<string, Generation>;

export type GenerationName = keyof typeof generations;
