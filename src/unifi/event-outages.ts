import type { Part } from '../console/part.ts';
import type { Events, Outage } from './snapshot.ts';

/** The line failed, and it came back (UniFi API reference §5.4). */
const failed = /^NETWORK_WAN_FAILED/;
const restored = 'NETWORK_WAN_RESTORED';

/**
 * The outages of the only line as the events tell them, oldest first, for consoles without a list of outages. One that
 * is not over in the events has no end.
 */
export function outagesOfEvents(events: Part<Events>): readonly Outage[] {
  if (events.status === 'missing') return [];
  const outages: Outage[] = [];
  let fromMs: number | undefined;
  for (const { kind, atMs } of events.data.rows.toSorted((a, b) => a.atMs - b.atMs)) {
    if (failed.test(kind)) fromMs ??= atMs;
    else if (kind === restored && fromMs !== undefined) {
      outages.push({ fromMs, toMs: atMs });
      fromMs = undefined;
    }
  }
  return fromMs === undefined ? outages : [...outages, { fromMs }];
}
