import type { NetworkEvent } from '../unifi/snapshot.ts';
import { type FindingContext, known } from './rule.ts';

/** One event or several. */
export type SomeEvents = readonly [NetworkEvent, ...NetworkEvent[]];

/** The events whose kind matches, oldest first; none where events could not be read. */
export const eventsOf = ({ snapshot }: FindingContext, kind: RegExp): readonly NetworkEvent[] =>
  (known(snapshot.events)?.rows ?? [])
    .filter((event) => kind.test(event.kind))
    .toSorted((a, b) => a.atMs - b.atMs);

/** How often it happened: of what comes very often only a part is kept as rows, but all of it is counted. */
export const countOf = (
  { snapshot }: FindingContext,
  kind: RegExp,
  rows: readonly NetworkEvent[],
): number => {
  const counts = (known(snapshot.events)?.counts ?? []).filter((one) => kind.test(one.kind));
  return Math.max(
    rows.length,
    counts.reduce((sum, { count }) => sum + count, 0),
  );
};

/** By whatever `keyOf` says an event is about, in the order of first appearance; `unknown` where it does not say. */
export function groupEvents(
  events: readonly NetworkEvent[],
  keyOf: (event: NetworkEvent) => string | undefined,
): { readonly key: string; readonly events: SomeEvents }[] {
  const groups = Map.groupBy(events, (event) => keyOf(event) ?? 'unknown');
  return [...groups].flatMap(([key, [first, ...rest]]) =>
    first === undefined ? [] : [{ key, events: [first, ...rest] }],
  );
}

/** What events have in common with their repetitions left out. */
export const distinct = (texts: readonly string[]): string[] => [...new Set(texts)];
