import { dayMs } from '../duration.ts';
import type { DemoDetection } from './detections.ts';
import type { DeviceRow } from './device-list.ts';
import type { TimedHappening } from './happening.ts';
import type { DemoInternet } from './internet.ts';

/** The network as everybody knows it, or as it was a day before, so that a report has something to compare itself with. */
export type DemoDay = 'today' | 'the day before';

/** Three visitors fewer. */
export const clientsTheDayBefore = 37;

/** The access point in the garage was still there, and another switch was too hot. */
export const deviceTheDayBefore = (row: DeviceRow): DeviceRow => {
  if (row.name === 'SW-Warehouse') return { ...row, celsius: 84, overheating: true };
  const { offlineHours: _, ...online } = row;
  return online;
};

/** The line held: what is called its outage is days old, and without a length. */
export const outageTheDayBefore = (nowMs: number): DemoInternet['outage'] => ({
  fromMs: nowMs - 4 * dayMs,
  toMs: nowMs - 4 * dayMs,
});

/** Nothing inside the network had talked to a known-bad address, and less was tried from outside. */
export const isDetectedTheDayBefore = ({ severity, direction }: DemoDetection): boolean =>
  direction === 'incoming' ? severity > 1 : severity === 3;

export const happenedTheDayBefore = ({ kind }: TimedHappening): boolean =>
  !['wan failed', 'wan restored', 'poe overload', 'device unreachable', 'device reconnected'].includes(kind);
