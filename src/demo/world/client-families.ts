/** What all clients of one kind have in common. */
export interface ClientFamily {
  readonly connection: 'wired' | 'wireless';
  readonly guest: boolean;
  readonly network: string;
  /** The first three bytes of their addresses. */
  readonly subnet: string;
  readonly firstMac: number;
  readonly ssid?: string;
  /** Names of the devices they hang on. */
  readonly uplinks: readonly [string, ...string[]];
}

const switches: ClientFamily['uplinks'] = ['SW-Core', 'SW-Office', 'SW-Warehouse'];
/** All but the one that is offline. */
const accessPoints: ClientFamily['uplinks'] = [
  'AP-Reception',
  'AP-Office-East',
  'AP-Office-West',
  'AP-Meeting-Room',
  'AP-Warehouse',
];

export const staffWired: ClientFamily = {
  connection: 'wired',
  guest: false,
  network: 'Office',
  subnet: '10.20.1',
  firstMac: 0x2000,
  uplinks: switches,
};

export const staffWireless: ClientFamily = {
  connection: 'wireless',
  guest: false,
  network: 'Office',
  subnet: '10.20.2',
  firstMac: 0x3000,
  ssid: 'Harbour',
  uplinks: accessPoints,
};

export const visitors: ClientFamily = {
  connection: 'wireless',
  guest: true,
  network: 'Guests',
  subnet: '192.168.50',
  firstMac: 0x4000,
  ssid: 'Harbour-Guest',
  uplinks: accessPoints,
};

export const sensorsPerBlock = 200;

/** Sensors fill one subnet after the other. */
export const sensors = (block: number): ClientFamily => ({
  ...staffWireless,
  subnet: `10.20.${3 + block}`,
  firstMac: 0x5000 + block * sensorsPerBlock,
});
