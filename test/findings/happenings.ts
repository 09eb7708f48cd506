import { findAll } from '../../src/findings/index.ts';
import type { FindingContext } from '../../src/findings/rule.ts';
import type { Finding } from '../../src/report/section.ts';
import type { NetworkEvent, Snapshot } from '../../src/unifi/snapshot.ts';
import { event, events, missing, nowMs, ok, period, snapshot } from '../helpers/snapshot.ts';

/** What all rules together find after these events in a network where else nothing happened. */
export const findingsAfter = (
  rows: readonly Partial<NetworkEvent>[],
  changes: Partial<Snapshot> = {},
  settings: Partial<FindingContext> = {},
): Finding[] =>
  findAll(snapshot({ events: ok(events({ rows: rows.map((row) => event(row)) })), ...changes }), [], {
    period,
    nowMs,
    ...settings,
  });

/** The same when no event could be read. */
export const findingsWithoutEvents = (changes: Partial<Snapshot> = {}): Finding[] =>
  findAll(snapshot({ events: missing('unsupported'), ...changes }), [], { period, nowMs });
