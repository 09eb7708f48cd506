import { hourMs, minuteMs, secondMs } from '../duration.ts';
import { hexId } from '../identity.ts';
import { type ComingSources, comings, roams } from './comings.ts';
import type { DemoDetection } from './detections.ts';
import { type DemoDevice, deviceNamed } from './devices.ts';
import type { DemoEvent, TimedHappening } from './happening.ts';
import type { DemoInternet } from './internet.ts';
import { impostor } from './neighbours.ts';

interface EventSources extends ComingSources {
  readonly internet: DemoInternet;
  readonly detections: readonly DemoDetection[];
}

/** Somebody at one of the workshop's machines guesses for three minutes. */
const guessedPasswords = (firstMs: number): TimedHappening[] =>
  Array.from({ length: 6 }, (_, index) => ({
    atMs: firstMs + index * 31 * secondMs,
    kind: 'admin login failed',
    admin: 'admin',
    ip: '10.20.1.22',
  }));

const noteworthy = ({ nowMs, devices, internet }: EventSources): TimedHappening[] => {
  const named = (name: string): DemoDevice => deviceNamed(devices, name);
  const ago = (hours: number): number => Math.round(nowMs - hours * hourMs);
  const gateway = named('Harbour Gateway');
  const meeting = named('AP-Meeting-Room');
  return [
    { atMs: internet.outage.fromMs, kind: 'wan failed', device: gateway },
    { atMs: internet.outage.toMs, kind: 'wan restored', device: gateway },
    { atMs: meeting.startedAtMs - 5 * minuteMs, kind: 'device unreachable', device: meeting },
    {
      atMs: meeting.startedAtMs + 20 * secondMs,
      kind: 'firmware updated',
      device: meeting,
      fromVersion: '6.7.10',
    },
    { atMs: meeting.startedAtMs + 40 * secondMs, kind: 'device reconnected', device: meeting },
    // Its port turned off, and with it went the access point.
    { atMs: ago(3) + 10 * secondMs, kind: 'poe overload', device: named('SW-Warehouse'), port: 5 },
    { atMs: ago(3) + 90 * secondMs, kind: 'device unreachable', device: named('AP-Garage') },
    { atMs: ago(16.4), kind: 'admin login', admin: 'marta', ip: '10.20.2.20' },
    { atMs: ago(8.6), kind: 'admin login', admin: 'marta', ip: '10.20.2.20' },
    { atMs: ago(0.4), kind: 'admin login', admin: 'jonas', ip: '10.20.2.21' },
    ...guessedPasswords(ago(13.2)),
    { atMs: ago(12.7), kind: 'radar detected', device: named('AP-Office-East'), channel: 100 },
    {
      atMs: ago(12.7) + 3 * secondMs,
      kind: 'channel changed',
      device: named('AP-Office-East'),
      from: 100,
      to: 44,
    },
    { atMs: ago(5.8), kind: 'channel changed', device: named('AP-Reception'), from: 36, to: 149 },
    {
      atMs: ago(20.3),
      kind: 'rogue access point',
      device: named('AP-Reception'),
      ...impostor,
    },
  ];
};

/** About 260 events of the last 24 h, oldest first; most of them clients that come and go. */
export const createEvents = (sources: EventSources): readonly DemoEvent[] => {
  const threats = sources.detections.flatMap((detection) =>
    detection.hitsAtMs.map((atMs): TimedHappening => ({ atMs, kind: 'threat', detection })),
  );
  return [...comings(sources), ...roams(sources), ...noteworthy(sources), ...threats]
    .sort((a, b) => a.atMs - b.atMs)
    .map((event, index) => ({ ...event, id: hexId(`event:${index}`, 24) }));
};
