import { dayMs, hourMs, minuteMs } from '../duration.ts';
import { createRandom, type Random } from '../random.ts';
import type { DemoClient } from './clients.ts';
import { type DemoDevice, deviceNamed } from './devices.ts';
import type { TimedHappening } from './happening.ts';

export interface ComingSources {
  readonly nowMs: number;
  readonly devices: readonly DemoDevice[];
  readonly clients: readonly DemoClient[];
  /** How often wireless clients come and go in a day. */
  readonly sessions?: number;
}

/** A moment of the last day, nine times as often by day as by night. */
const someTime = (random: Random, nowMs: number): number => {
  for (let attempt = 0; ; attempt += 1) {
    const atMs = nowMs - 2 * minuteMs - random.integer(0, dayMs - 12 * minuteMs);
    const hour = (atMs % dayMs) / hourMs;
    if ((hour >= 7 && hour < 19) || random.next() < 1 / 9 || attempt > 20) return atMs;
  }
};

/** Clients that connect and, unless they are still there, disconnect. */
export const comings = ({ nowMs, clients, sessions = 102 }: ComingSources): TimedHappening[] => {
  const random = createRandom(260);
  const [first, ...rest] = clients.filter(({ connection }) => connection === 'wireless');
  const [firstWired, ...restWired] = clients.filter(({ connection }) => connection === 'wired');
  if (!first || !firstWired) return [];
  return Array.from({ length: sessions }, (_, index) => {
    const client = index % 12 === 0 ? random.pick(firstWired, ...restWired) : random.pick(first, ...rest);
    const device = client.uplink;
    const atMs = someTime(random, nowMs);
    const leftAtMs = atMs + random.integer(3, 240) * minuteMs;
    const coming: TimedHappening = { atMs, kind: 'client connected', client, device };
    const leaving: TimedHappening = { atMs: leftAtMs, kind: 'client disconnected', client, device };
    return leftAtMs < nowMs - minuteMs ? [coming, leaving] : [coming];
  }).flat();
};

/** Clients that wander between the two ends of the office. */
export const roams = ({ nowMs, clients, devices }: ComingSources): TimedHappening[] => {
  const random = createRandom(17);
  const [first, ...rest] = clients.filter((client) => client.connection === 'wireless' && !client.guest);
  if (!first) return [];
  const to = deviceNamed(devices, 'AP-Office-West');
  const from = deviceNamed(devices, 'AP-Office-East');
  return Array.from({ length: 24 }, (_, index) => {
    const client = random.pick(first, ...rest);
    const there = index % 2 === 0;
    return {
      atMs: someTime(random, nowMs),
      kind: 'client roamed',
      client,
      from: there ? from : to,
      to: there ? to : from,
    };
  });
};
