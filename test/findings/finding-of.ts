import { findAll } from '../../src/findings/index.ts';
import type { Finding } from '../../src/report/section.ts';
import type { Device, NetworkEvent, Snapshot } from '../../src/unifi/snapshot.ts';
import { event, events, missing, nowMs, ok, period, snapshot } from '../helpers/snapshot.ts';

/** What all rules together find in a snapshot. */
export const findingsIn = (changes: Partial<Snapshot>): Finding[] =>
  findAll(snapshot(changes), [], { period, nowMs });

export const findingsOfDevices = (...devices: Device[]): Finding[] => findingsIn({ devices: ok(devices) });

/** Events about the access point of `device()`, unless they say otherwise. */
export const findingsOfEvents = (
  rows: readonly Partial<NetworkEvent>[],
  devices: readonly Device[] = [],
): Finding[] =>
  findingsIn({
    devices: ok(devices),
    events: ok(events({ rows: rows.map((row) => event({ device: accessPoint, ...row })) })),
  });

export const accessPoint = { id: '02:00:5e:00:00:01', name: 'AP-Garage' } as const;

/** The same snapshot when the part that a rule reads is missing. */
export const withoutEvents = { events: missing('unsupported') } as const;
