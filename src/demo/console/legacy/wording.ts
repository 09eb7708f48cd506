import { clientLabel, type DemoClient } from '../../world/clients.ts';
import type { DemoDevice } from '../../world/devices.ts';

/** One happening as `stat/event` tells it: key, sentence and whatever fields that key brings along. */
export interface LegacyWording {
  readonly key: string;
  readonly subsystem: 'wlan' | 'lan' | 'wan';
  readonly msg: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

const families = {
  gateway: { code: 'GW', field: 'gw', word: 'Gateway', subsystem: 'wan' },
  switch: { code: 'SW', field: 'sw', word: 'Switch', subsystem: 'lan' },
  'access point': { code: 'AP', field: 'ap', word: 'AP', subsystem: 'wlan' },
} as const satisfies Record<DemoDevice['kind'], unknown>;

/** `EVT_AP_Lost_Contact` and its like: the sentence names the device by its MAC. */
export const deviceWording = (
  device: DemoDevice,
  what: string,
  sentence: string,
  fields: LegacyWording['fields'] = {},
): LegacyWording => {
  const { code, field, word, subsystem } = families[device.kind];
  return {
    key: `EVT_${code}_${what}`,
    subsystem,
    msg: `${word}[${device.mac}] ${sentence}`,
    fields: { [field]: device.mac, [`${field}_name`]: device.name, ...fields },
  };
};

/** `EVT_WU_Connected` and its like: W or L for wireless or wired, U or G for user or guest. */
export const clientWording = (
  client: DemoClient,
  what: string,
  sentence: string,
  fields: LegacyWording['fields'],
): LegacyWording => {
  const wireless = client.connection === 'wireless';
  return {
    key: `EVT_${wireless ? 'W' : 'L'}${client.guest ? 'G' : 'U'}_${what}`,
    subsystem: wireless ? 'wlan' : 'lan',
    msg: `${client.guest ? 'Guest' : 'User'}[${client.mac}] ${sentence}`,
    fields: { [client.guest ? 'guest' : 'user']: client.mac, hostname: clientLabel(client), ...fields },
  };
};
