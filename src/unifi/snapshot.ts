import type { ConsoleKind, Site } from '../console/console.ts';
import type { DetectionsPart } from '../console/detections.ts';
import type { Part } from '../console/part.ts';
import type { Period } from '../period.ts';
import type { IdlePort, PoeBudget, Port, Radio, SentNetwork, Uplink } from './device-details.ts';
import type { EventFacts } from './event-facts.ts';
import type { EventSubject, RoamingClient } from './event-subjects.ts';
import type {
  Backup,
  LineRole,
  NearbyAccessPoint,
  PastClient,
  Protection,
  RogueDhcpServer,
  Usage,
} from './side-parts.ts';

/** What the console told, already in our words. Times are milliseconds since 1970, lengths of time milliseconds. */
export interface Snapshot {
  readonly host: string;
  readonly kind?: ConsoleKind;
  readonly site?: Site;
  /** How far the console's clock is ahead of ours; below 0 it is behind. */
  readonly clockSkewMs?: number;
  /** The report's period by the console's own clock, which all times here are told by. */
  readonly period?: Period;
  readonly system: Part<SystemInfo>;
  readonly health: Part<readonly HealthRow[]>;
  readonly devices: Part<readonly Device[]>;
  readonly clients: Part<readonly Client[]>;
  readonly internet: Part<Internet>;
  readonly events: Part<Events>;
  readonly detections: DetectionsPart;
  /** Access points around that are not ours, as ours hear them. */
  readonly airspace: Part<readonly NearbyAccessPoint[]>;
  readonly protection: Part<Protection>;
  /** DHCP servers that answer beside the network's own. */
  readonly rogueDhcpServers: Part<readonly RogueDhcpServer[]>;
  readonly lineRoles: Part<readonly LineRole[]>;
  /** Clients of the period that are not online now. */
  readonly pastClients: Part<readonly PastClient[]>;
  readonly backups: Part<readonly Backup[]>;
  /** Traffic and clients over the period. */
  readonly usage: Part<Usage>;
}

export interface SystemInfo {
  /** Network application, e.g. `10.4.57`. */
  readonly version?: string;
  readonly osVersion?: string;
  readonly name?: string;
  readonly timeZone?: string;
  readonly updateAvailable?: boolean;
  readonly uptimeMs?: number;
}

/** One row of `stat/health`; unknown states stay as they are. */
export interface HealthRow {
  readonly subsystem: string;
  readonly status: string;
  /** Of the row `vpn`: site-to-site tunnels that are up and down, where the console counts them. */
  readonly tunnelsUp?: number;
  readonly tunnelsDown?: number;
}

export type DeviceKind = 'gateway' | 'switch' | 'access point' | 'other';
export type DeviceState =
  | 'online'
  | 'offline'
  | 'pending adoption'
  | 'updating'
  | 'provisioning'
  | 'heartbeat missed'
  | 'adopting'
  | 'adoption failed'
  | 'isolated'
  | 'unknown';

export interface Device {
  /** MAC in lower case, or another stable id. */
  readonly id: string;
  /** The name people gave it, else model, else id. */
  readonly name: string;
  readonly kind: DeviceKind;
  readonly model?: string;
  readonly ip?: string;
  readonly version?: string;
  readonly state: DeviceState;
  /** What the console said, where it is not one of ours. */
  readonly rawState?: string;
  readonly updateAvailable: boolean;
  /** The version offered. */
  readonly updateVersion?: string;
  readonly uptimeMs?: number;
  readonly lastSeenMs?: number;
  readonly offlineSinceMs?: number;
  readonly celsius?: number;
  /** The device's own word for it. */
  readonly overheating?: boolean;
  /** 0–1. */
  readonly cpuRatio?: number;
  readonly memoryRatio?: number;
  readonly clientCount?: number;
  readonly endOfLife?: boolean;
  /** The console's own measure of how well the clients of the device are served, 0–1. */
  readonly experienceRatio?: number;
  /** Of a device that is offline, the last one. */
  readonly uplink?: Uplink;
  /** Those with a link. */
  readonly ports?: readonly Port[];
  readonly idlePorts?: readonly IdlePort[];
  readonly radios?: readonly Radio[];
  /** The wireless networks that it sends out. */
  readonly networks?: readonly SentNetwork[];
  readonly poe?: PoeBudget;
}

export interface Client {
  readonly id: string;
  /** Name, hostname, maker or MAC, the first that is there. */
  readonly name: string;
  readonly ip?: string;
  readonly connection: 'wired' | 'wireless' | 'vpn' | 'unknown';
  readonly guest: boolean;
  readonly network?: string;
  readonly ssid?: string;
  readonly signalDbm?: number;
  /** Since the client connected. */
  readonly downloadBytes?: number;
  readonly uploadBytes?: number;
  /** Who made its network adapter, by its address. */
  readonly maker?: string;
  /** When the console met it for the first time. */
  readonly firstSeenMs?: number;
}

export interface Wan {
  /** `WAN`, `WAN2` … */
  readonly name: string;
  readonly isp?: string;
  readonly ip?: string;
  readonly up?: boolean;
  readonly latencyMs?: number;
  /** 0–1 over the console's own monitoring window. */
  readonly availabilityRatio?: number;
  readonly downtimeMs?: number;
}

export interface SpeedTest {
  readonly atMs: number;
  readonly wan?: string;
  readonly failed: boolean;
  readonly downloadBitsPerSecond?: number;
  readonly uploadBitsPerSecond?: number;
  readonly latencyMs?: number;
}

export interface Outage {
  readonly wan?: string;
  readonly fromMs: number;
  /** Absent while it lasts. */
  readonly toMs?: number;
}

export interface Internet {
  readonly wans: readonly Wan[];
  readonly speedTests: readonly SpeedTest[];
  readonly outages: readonly Outage[];
  /** Samples of the period, oldest first; empty where the console has none. */
  readonly latency: readonly { readonly atMs: number; readonly latencyMs: number }[];
  /** Share of the period in which the line was up, 0–1, where the console's samples tell. */
  readonly availabilityRatio?: number;
}

export type EventSeverity = 'critical' | 'warning' | 'info';

export interface NetworkEvent {
  readonly atMs: number;
  /** The key without version suffix, e.g. `DEVICE_UNREACHABLE` or `EVT_AP_Lost_Contact`. */
  readonly kind: string;
  readonly category?: string;
  readonly severity: EventSeverity;
  /** The console's sentence, placeholders filled. */
  readonly text: string;
  /** The device that it is about; of a client that roamed, the one it came to. */
  readonly device?: EventSubject;
  readonly client?: EventSubject;
  readonly facts?: EventFacts;
}

export interface Events {
  readonly source: 'system-log' | 'legacy';
  readonly rows: readonly NetworkEvent[];
  /** All events by kind, most frequent first, routine ones included; may count more than `rows` holds. */
  readonly counts: readonly { readonly kind: string; readonly count: number }[];
  /** Clients that went back and forth, where the moves were read; the moves themselves are no rows. */
  readonly roaming?: readonly RoamingClient[];
}
