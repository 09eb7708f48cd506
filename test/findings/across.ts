import { findAll } from '../../src/findings/index.ts';
import type { Finding, SourcedFact } from '../../src/report/section.ts';
import type { Snapshot } from '../../src/unifi/snapshot.ts';
import { nowMs, period, snapshot } from '../helpers/snapshot.ts';

/** What the rules across sources find, by the part of their ids behind `across.`. */
export const acrossIn = (changes: Partial<Snapshot>, facts: readonly SourcedFact[] = []): Finding[] =>
  findAll(snapshot(changes), facts, { period, nowMs, timeZone: 'Europe/London' }).filter(({ id }) =>
    id.startsWith('across.'),
  );
