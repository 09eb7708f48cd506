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

/** One access point is offline, one switch too hot, two devices have an update on offer; the rest is fine. */
export const deviceRows: readonly DeviceRow[] = [
  { ...gateway, name: 'Harbour Gateway', upDays: 41, load: [12.4, 61.8], celsius: 58 },
  { ...office, name: 'SW-Core', model: 'USPM24P', ports: 24, upDays: 41, load: [31, 44], ...hot },
  {
    ...office,
    name: 'SW-Office',
    model: 'USL16PB',
    ports: 18,
    upDays: 87,
    load: [9, 38],
    offeredFirmware: '7.2.123',
  },
  { ...warehouse, name: 'SW-Warehouse', model: 'USM8P60', ports: 8, upDays: 12, load: [6, 35], celsius: 47 },
  { ...wifi7, name: 'AP-Reception', upDays: 33, load: [14, 52] },
  { ...wifi7, name: 'AP-Office-East', upDays: 33, load: [22, 57] },
  { ...wifi6, name: 'AP-Office-West', upDays: 87, load: [11, 49] },
  { ...wifi6, name: 'AP-Meeting-Room', upDays: 0.6, load: [8, 47] },
  { ...shed, name: 'AP-Warehouse', model: 'UAPL6', load: [5, 45], offeredFirmware: '6.7.31' },
  { ...shed, name: 'AP-Garage', model: 'UAL6', load: [0, 0], offlineHours: 3 },
];
