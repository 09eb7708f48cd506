import { dayMs, hourMs, minuteMs } from '../duration.ts';
import { createRandom } from '../random.ts';
import type { DemoClient } from './clients.ts';
import type { DemoInternet } from './internet.ts';

/** What was counted in one stretch of time. */
export interface DemoUsage {
  readonly fromMs: number;
  readonly downloadBytes: number;
  readonly uploadBytes: number;
  readonly wiredClients: number;
  readonly wirelessClients: number;
}

export interface UsageSources {
  readonly nowMs: number;
  readonly clients: readonly DemoClient[];
  readonly internet: DemoInternet;
}

const slotMs = 5 * minuteMs;

/** By the hour (UTC), 0–1: an office that fills at eight and empties at six, and a few who stay in the evening. */
const presenceByHour = [
  0.04, 0.04, 0.04, 0.04, 0.05, 0.08, 0.2, 0.45, 0.75, 0.92, 1, 0.98, 0.8, 0.95, 1, 0.9, 0.75, 0.45, 0.25,
  0.2, 0.2, 0.15, 0.1, 0.06,
] as const;

/** A busy office hour, in five minutes. */
const busiestDownloadBytes = 210_000_000;
/** The backup to the outside, at 23 UTC. */
const backupHour = 23;
const backupBytes = 150_000_000;
/** People who are not in leave this share of the wireless devices behind. */
const leftBehind = 0.55;

const presenceAt = (atMs: number): number => {
  const hours = (atMs % dayMs) / hourMs;
  const hour = Math.floor(hours);
  const [here = 0, next = 0] = [presenceByHour[hour], presenceByHour[(hour + 1) % 24]];
  return here + (next - here) * (hours - hour);
};

/** Five minutes, the same whenever they are asked about; nothing passes a line that is down. */
const slotAt = (fromMs: number, { nowMs, clients, internet }: UsageSources): DemoUsage => {
  const random = createRandom(Math.floor(fromMs / slotMs));
  const presence = presenceAt(fromMs);
  const { outage } = internet;
  const downMs = Math.min(outage.toMs, fromMs + slotMs) - Math.max(outage.fromMs, fromMs);
  const upShare = 1 - Math.max(0, downMs) / slotMs;
  const downloadBytes = busiestDownloadBytes * (0.03 + presence) * (0.6 + 0.8 * random.next());
  const isBackup = Math.floor((fromMs % dayMs) / hourMs) === backupHour;
  const uploadBytes = downloadBytes * 0.14 + (isBackup ? backupBytes * (0.8 + 0.4 * random.next()) : 0);
  const wiredClients = clients.filter(({ connection }) => connection === 'wired').length;
  const filled = (atMs: number) => leftBehind + (1 - leftBehind) * presenceAt(atMs);
  const wirelessNow = clients.length - wiredClients;
  return {
    fromMs,
    downloadBytes: Math.round(downloadBytes * upShare),
    uploadBytes: Math.round(uploadBytes * upShare),
    wiredClients,
    wirelessClients: Math.round((wirelessNow * filled(fromMs)) / filled(nowMs)),
  };
};

/** The whole stretches of this length that have ended, oldest first: bytes add up, of clients the most count. */
export const usageBetween = (
  fromMs: number,
  toMs: number,
  stepMs: number,
  sources: UsageSources,
): readonly DemoUsage[] => {
  const first = Math.ceil(fromMs / stepMs);
  const end = Math.floor(Math.min(toMs, sources.nowMs) / stepMs);
  return Array.from({ length: Math.max(0, end - first) }, (_, index) => {
    const startMs = (first + index) * stepMs;
    const slots = Array.from({ length: stepMs / slotMs }, (_slot, slot) =>
      slotAt(startMs + slot * slotMs, sources),
    );
    return slots.reduce((sum, slot) => ({
      fromMs: sum.fromMs,
      downloadBytes: sum.downloadBytes + slot.downloadBytes,
      uploadBytes: sum.uploadBytes + slot.uploadBytes,
      wiredClients: sum.wiredClients,
      wirelessClients: Math.max(sum.wirelessClients, slot.wirelessClients),
    }));
  });
};
