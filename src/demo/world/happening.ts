import type { DemoClient } from './clients.ts';
import type { DemoDetection } from './detections.ts';
import type { DemoDevice } from './devices.ts';

/** What happened, in neutral terms; `console/system-log.ts` and `console/legacy-events.ts` put it into words. */
export type Happening =
  | {
      readonly kind: 'client connected' | 'client disconnected';
      readonly client: DemoClient;
      readonly device: DemoDevice;
    }
  | {
      readonly kind: 'client roamed';
      readonly client: DemoClient;
      readonly from: DemoDevice;
      readonly to: DemoDevice;
    }
  | { readonly kind: 'device unreachable' | 'device reconnected'; readonly device: DemoDevice }
  | { readonly kind: 'firmware updated'; readonly device: DemoDevice; readonly fromVersion: string }
  | { readonly kind: 'admin login' | 'admin login failed'; readonly admin: string; readonly ip: string }
  | { readonly kind: 'wan failed' | 'wan restored'; readonly device: DemoDevice }
  | { readonly kind: 'poe overload'; readonly device: DemoDevice; readonly port: number }
  | {
      readonly kind: 'channel changed';
      readonly device: DemoDevice;
      readonly from: number;
      readonly to: number;
    }
  | { readonly kind: 'radar detected'; readonly device: DemoDevice; readonly channel: number }
  | {
      readonly kind: 'rogue access point';
      readonly device: DemoDevice;
      readonly ssid: string;
      readonly bssid: string;
    }
  | { readonly kind: 'threat'; readonly detection: DemoDetection };

export type DemoEvent = { readonly id: string; readonly atMs: number } & Happening;

export type TimedHappening = { readonly atMs: number } & Happening;
