import { createClients, type DemoClient } from './clients.ts';
import {
  clientsTheDayBefore,
  type DemoDay,
  deviceTheDayBefore,
  happenedTheDayBefore,
  isDetectedTheDayBefore,
  outageTheDayBefore,
} from './day-before.ts';
import { createDetections, type DemoDetection } from './detections.ts';
import { createDevices, type DemoDevice } from './devices.ts';
import { createEvents } from './events.ts';
import type { DemoEvent } from './happening.ts';
import { createInternet, type DemoInternet } from './internet.ts';
import { createNeighbours, type DemoNeighbour } from './neighbours.ts';

/** How large the demo network is; absent = the size a person sees at `npm start`. */
export interface WorldSize {
  readonly devices?: number;
  readonly clients?: number;
  /** How often clients come and go in a day; about two events each. */
  readonly sessions?: number;
  readonly detections?: number;
  /** Default `today`. */
  readonly day?: DemoDay;
}

/** "Harbour Office", described once; what a console of any generation says about it is derived from here. */
export interface World {
  readonly nowMs: number;
  readonly siteName: string;
  readonly timeZone: string;
  readonly devices: readonly DemoDevice[];
  readonly clients: readonly DemoClient[];
  readonly internet: DemoInternet;
  /** Oldest first. */
  readonly events: readonly DemoEvent[];
  readonly detections: readonly DemoDetection[];
  readonly neighbours: readonly DemoNeighbour[];
}

/** The same moment and size always give the same network. */
export const createWorld = (nowMs: number, size: WorldSize = {}): World => {
  const isDayBefore = size.day === 'the day before';
  const devices = createDevices(nowMs, size.devices, isDayBefore ? deviceTheDayBefore : undefined);
  const clients = createClients(
    nowMs,
    devices,
    size.clients ?? (isDayBefore ? clientsTheDayBefore : undefined),
  );
  const internet = createInternet(nowMs, isDayBefore ? outageTheDayBefore(nowMs) : undefined);
  const detections = createDetections(nowMs, clients, size.detections).filter(
    (detection) => !isDayBefore || isDetectedTheDayBefore(detection),
  );
  const sessions = size.sessions === undefined ? {} : { sessions: size.sessions };
  const events = createEvents({ nowMs, devices, clients, internet, detections, ...sessions }).filter(
    (event) => !isDayBefore || happenedTheDayBefore(event),
  );
  return {
    nowMs,
    siteName: 'Harbour Office',
    timeZone: 'Europe/London',
    devices,
    clients,
    internet,
    events,
    detections,
    neighbours: createNeighbours(nowMs),
  };
};
