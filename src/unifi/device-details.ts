/** Parts of a device that have rules of their own. All optional: models and firmware differ in what they tell. */

/** A port with a link. Counters run since the device started. */
export interface Port {
  readonly name: string;
  /** As printed on the case; gateways of the first generation do not number theirs. */
  readonly index?: number;
  readonly speedMbps?: number;
  /** Copper ports only: what a cage can do depends on the module in it. */
  readonly maxSpeedMbps?: number;
  readonly packetCount?: number;
  readonly errorCount?: number;
  readonly dropCount?: number;
}

/** A port that could carry something, and carries nothing. */
export interface IdlePort {
  readonly name: string;
  readonly index: number;
  /** Somebody has switched the port off. */
  readonly isDisabled: boolean;
  /** Somebody has switched its PoE off. */
  readonly isPoeOff: boolean;
}

export interface Radio {
  /** `2.4 GHz` …, or the console's own word. */
  readonly band: string;
  readonly channel?: number;
  /** Share of the time in which somebody sends on the channel, 0–1; neighbours included. */
  readonly busyRatio?: number;
  readonly clientCount?: number;
  /** How well its clients are served, as the console measures it, 0–1. */
  readonly experienceRatio?: number;
}

export type Uplink =
  | {
      readonly kind: 'wired';
      /** The device on the other end and its port. */
      readonly deviceId?: string;
      readonly portIndex?: number;
      readonly speedMbps?: number;
      /** Of this end. */
      readonly maxSpeedMbps?: number;
    }
  | { readonly kind: 'wireless'; readonly deviceId?: string; readonly signalDbm?: number };

/** What a switch gives to the devices that it powers. */
export interface PoeBudget {
  readonly usedWatts: number;
  readonly budgetWatts: number;
}

/** A wireless network as an access point sends it out. */
export interface SentNetwork {
  readonly ssid: string;
  /** The address of the radio, in lower case. */
  readonly bssid?: string;
}
