import type { ConsoleKind, Site } from '../console/console.ts';
import type { DetectionsPart } from '../console/detections.ts';
import type { Part } from '../console/part.ts';

/** What the console told, already in our words. Times are milliseconds since 1970, lengths of time milliseconds. */
export interface Snapshot {
  readonly host: string;
  readonly kind?: ConsoleKind;
  readonly site?: Site;
  readonly system: Part<SystemInfo>;
  readonly health: Part<readonly HealthRow[]>;
  readonly devices: Part<readonly Device[]>;
  readonly clients: Part<readonly Client[]>;
  readonly internet: Part<Internet>;
  readonly events: Part<Events>;
  readonly detections: DetectionsPart;
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
}

export interface Events {
  readonly source: 'system-log' | 'legacy';
  readonly rows: readonly NetworkEvent[];
  /** All events by kind, most frequent first, routine ones included; may count more than `rows` holds. */
  readonly counts: readonly { readonly kind: string; readonly count: number }[];
}
