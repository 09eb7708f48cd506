import type { Generation } from './generation.ts';
import type { Topic } from './wording/wording.ts';

export interface Classification {
  readonly category: string;
  readonly subcategory: string;
}

const subcategories = {
  client: 'MONITORING_WIFI',
  device: 'SYSTEM_DEVICES',
  firmware: 'SYSTEM_DEVICES',
  admin: 'SYSTEM_ADMIN',
  internet: 'INTERNET_OUTAGE_AND_FAILOVER',
  power: 'POWER_POE',
  security: 'SECURITY_INTRUSION_PREVENTION',
  wifi: 'SYSTEM_WIFI',
} as const satisfies Record<Topic, string>;

const before10 = {
  client: 'MONITORING',
  device: 'SYSTEM',
  firmware: 'SYSTEM',
  admin: 'SYSTEM',
  internet: 'INTERNET',
  power: 'POWER',
  security: 'SECURITY',
  wifi: 'SYSTEM',
} as const satisfies Record<Topic, string>;

const since10 = {
  client: 'CLIENT_DEVICES',
  device: 'UNIFI_DEVICES',
  firmware: 'SOFTWARE_UPDATES',
  admin: 'AUDIT',
  internet: 'INTERNET_AND_WAN',
  power: 'POWER',
  security: 'SECURITY',
  wifi: 'UNIFI_DEVICES',
} as const satisfies Record<Topic, string>;

const namesOf = ({ categories }: Generation): Record<Topic, string> =>
  categories === 'since 10' ? since10 : before10;

/** The names were replaced in 10.x; only `SECURITY` and `POWER` stayed (UniFi API reference §5.2). */
export const classify = (topic: Topic, generation: Generation): Classification => ({
  category: namesOf(generation)[topic],
  subcategory: subcategories[topic],
});

/** What a filter may name; anything else is refused with 400. */
export const knownCategories = (generation: Generation): readonly string[] => [
  ...Object.values(namesOf(generation)),
  'UNKNOWN',
  ...(generation.categories === 'since 10' ? ['VPN', 'UNIFI_ETHERNET_PORTS'] : []),
];
