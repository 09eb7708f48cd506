import { minuteMs } from '../duration.ts';
import { localMac } from '../identity.ts';

/** An access point of somebody else that ours hear. */
export interface DemoNeighbour {
  readonly ssid: string;
  readonly bssid: string;
  readonly channel: number;
  readonly signalDbm: number;
  /** Name of the access point that hears it. */
  readonly heardBy: string;
  readonly isRogue: boolean;
  readonly lastHeardMs: number;
}

/** The one that calls itself like our network; the log tells of it, too. */
export const impostor = { ssid: 'Harbour', bssid: '02:00:5e:00:66:01' } as const;

/** Two harmless ones and one that copies our name. */
export const createNeighbours = (nowMs: number): readonly DemoNeighbour[] => [
  {
    ...impostor,
    channel: 6,
    signalDbm: -61,
    heardBy: 'AP-Reception',
    isRogue: true,
    lastHeardMs: nowMs - 12 * minuteMs,
  },
  {
    ssid: 'Chandlery',
    bssid: localMac(0x6602),
    channel: 11,
    signalDbm: -82,
    heardBy: 'AP-Office-East',
    isRogue: false,
    lastHeardMs: nowMs - 3 * minuteMs,
  },
  {
    ssid: 'FRITZ!Box 7590',
    bssid: localMac(0x6603),
    channel: 44,
    signalDbm: -88,
    heardBy: 'AP-Office-West',
    isRogue: false,
    lastHeardMs: nowMs - 40 * minuteMs,
  },
];
