export type DemoDeviceKind = 'gateway' | 'switch' | 'access point';

/** What is particular about one device; the rest follows from its place in the list. */
export interface DeviceRow {
  readonly name: string;
  readonly kind: DemoDeviceKind;
  readonly model: string;
  readonly firmware: string;
  readonly ports: number;
  readonly upDays: number;
  /** CPU and memory in use, percent. */
  readonly load: readonly [cpu: number, memory: number];
  readonly uplinkName?: string;
  readonly offeredFirmware?: string;
  readonly celsius?: number;
  readonly overheating?: boolean;
  readonly offlineHours?: number;
  /** Hangs on the device above by radio, at this signal. */
  readonly meshSignalDbm?: number;
  /** The port of the device above that it hangs on; absent = 3. */
  readonly uplinkPort?: number;
  /** What it gives to the devices that it powers. */
  readonly poeWatts?: { readonly used: number; readonly budget: number };
  /** A port with a bad cable. */
  readonly damagedPort?: number;
}

const gateway = { kind: 'gateway', model: 'UDMPROMAX', firmware: '5.0.16.30692', ports: 11 } as const;
const office = { kind: 'switch', firmware: '7.1.26', uplinkName: 'Harbour Gateway' } as const;
const warehouse = { kind: 'switch', firmware: '7.1.26', uplinkName: 'SW-Core' } as const;
const wifi7 = {
  kind: 'access point',
  model: 'U7PRO',
  firmware: '8.0.62',
  ports: 1,
  uplinkName: 'SW-Office',
} as const;
const wifi6 = {
  kind: 'access point',
  model: 'UAP6MP',
  firmware: '6.7.17',
  ports: 1,
  uplinkName: 'SW-Office',
} as const;
const shed = {
  kind: 'access point',
  firmware: '6.7.17',
  ports: 1,
  upDays: 12,
  uplinkName: 'SW-Warehouse',
} as const;
const hot = { celsius: 86, overheating: true } as const;

/**
 * One access point is offline, one switch too hot, one near the end of its PoE budget, one has a bad cable; two devices
 * have an update on offer, and one access point hangs on another by a weak radio link. The rest is fine.
 */
export const deviceRows: readonly DeviceRow[] = [
  { ...gateway, name: 'Harbour Gateway', upDays: 41, load: [12.4, 61.8], celsius: 58 },
  {
    ...office,
    name: 'SW-Core',
    model: 'USPM24P',
    ports: 24,
    upDays: 41,
    load: [31, 44],
    ...hot,
    poeWatts: { used: 46.1, budget: 400 },
  },
  {
    ...office,
    name: 'SW-Office',
    model: 'USL16PB',
    ports: 18,
    upDays: 87,
    load: [9, 38],
    offeredFirmware: '7.2.123',
    poeWatts: { used: 31.4, budget: 120 },
    damagedPort: 7,
  },
  {
    ...warehouse,
    name: 'SW-Warehouse',
    model: 'USM8P60',
    ports: 8,
    upDays: 12,
    load: [6, 35],
    celsius: 47,
    poeWatts: { used: 49.2, budget: 52 },
  },
  { ...wifi7, name: 'AP-Reception', upDays: 33, load: [14, 52] },
  { ...wifi7, name: 'AP-Office-East', upDays: 33, load: [22, 57] },
  { ...wifi6, name: 'AP-Office-West', upDays: 87, load: [11, 49] },
  { ...wifi6, name: 'AP-Meeting-Room', upDays: 0.6, load: [8, 47] },
  {
    ...shed,
    name: 'AP-Warehouse',
    model: 'UAPL6',
    load: [5, 45],
    offeredFirmware: '6.7.31',
    uplinkName: 'AP-Office-West',
    meshSignalDbm: -79,
  },
  { ...shed, name: 'AP-Garage', model: 'UAL6', load: [0, 0], offlineHours: 3, uplinkPort: 5 },
];

/** One of many that a larger network has. */
export const hallAccessPoint = (number: number): DeviceRow => ({
  ...wifi6,
  name: `AP-Hall-${number}`,
  upDays: 33,
  load: [9, 44],
  uplinkName: 'SW-Core',
});
