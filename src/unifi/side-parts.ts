/** Smaller things a console tells beside devices, clients and events; each has a reader and rules of its own. */

/** An access point that is not ours, as one of ours hears it. */
export interface NearbyAccessPoint {
  /** The address of its radio, in lower case. */
  readonly bssid: string;
  /** Absent where the network hides its name. */
  readonly ssid?: string;
  readonly channel?: number;
  readonly signalDbm?: number;
  /** Which of our access points hears it. */
  readonly heardBy?: string;
  readonly lastSeenMs?: number;
  /** The console itself takes it for an impostor. */
  readonly isRogue: boolean;
  /** Made by the same maker as ours: may be one of ours that the console manages elsewhere. */
  readonly isUnifi: boolean;
}

export interface Protection {
  /** What the gateway does with what it takes for an intrusion. */
  readonly intrusionPrevention: 'off' | 'detects' | 'blocks' | 'unknown';
}

export interface RogueDhcpServer {
  readonly id: string;
  readonly ip?: string;
  readonly vlan?: number;
  /** MAC of the switch that saw it, and the port it hangs on. */
  readonly deviceId?: string;
  readonly port?: number;
  readonly lastSeenMs?: number;
}

export interface LineRole {
  /** `WAN`, `WAN2` …, as in `Wan`. */
  readonly line: string;
  /** What people call it. */
  readonly name?: string;
  /** Whether traffic goes over it; `standby` lines wait for the other to fail. */
  readonly role: 'active' | 'standby' | 'unknown';
}

export interface PastClient {
  readonly id: string;
  readonly name: string;
  readonly maker?: string;
  readonly network?: string;
  readonly guest: boolean;
  readonly firstSeenMs?: number;
}

export interface Backup {
  readonly atMs: number;
  readonly name?: string;
}

/** What was counted in one stretch of time. */
export interface UsageSample {
  readonly fromMs: number;
  /** Over the internet lines; absent where the console has no gateway that counts. */
  readonly downloadBytes?: number;
  readonly uploadBytes?: number;
  /** Clients that were online. */
  readonly clientCount?: number;
}

/** Traffic and clients over the period, as the console keeps them. */
export interface Usage {
  /** How long each stretch is. */
  readonly stepMs: number;
  /** Oldest first; a stretch that the console does not tell of is not among them. */
  readonly samples: readonly UsageSample[];
}
