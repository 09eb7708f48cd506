import type { Part } from '../console/part.ts';
import { isRoutine } from './event-kinds.ts';
import { toRoamingClients } from './roaming.ts';
import type { EventSeverity, Events, NetworkEvent } from './snapshot.ts';

/** More are not kept: nobody reads them, and all of them are counted. */
const mostRows = 500;

/** So many of each kind go before the rest of any: a thousand blocked threats are no reason to forget who logged in. */
const mostOfKindFirst = 50;

export type FoundEvents = Extract<Part<Events>, { status: 'ok' }>;

const weights: Readonly<Record<EventSeverity, number>> = { critical: 0, warning: 1, info: 2 };

/** The rows worth showing, newest first; when there are too many, the worst and newest of them. */
export function notableRows(events: readonly NetworkEvent[]): readonly NetworkEvent[] {
  const notable = events.filter(({ kind }) => !isRoutine(kind));
  const kinds = [...Map.groupBy(notable.toSorted(newestFirst), ({ kind }) => kind).values()];
  const worstFirst = (pick: (rows: readonly NetworkEvent[]) => readonly NetworkEvent[]) =>
    kinds
      .flatMap((rows) => pick(rows))
      .toSorted((a, b) => weights[a.severity] - weights[b.severity] || newestFirst(a, b));
  const first = worstFirst((rows) => rows.slice(0, mostOfKindFirst));
  const rest = worstFirst((rows) => rows.slice(mostOfKindFirst));
  return [...first, ...rest].slice(0, mostRows).sort(newestFirst);
}

const newestFirst = (a: NetworkEvent, b: NetworkEvent): number => b.atMs - a.atMs;

/** How often each kind came, most frequent first; equal ones by name. */
export function countKinds(
  counted: readonly { readonly kind: string; readonly count: number }[],
): Events['counts'] {
  const sums = new Map<string, number>();
  for (const { kind, count } of counted) sums.set(kind, (sums.get(kind) ?? 0) + count);
  return [...sums]
    .map(([kind, count]) => ({ kind, count }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count || (a.kind < b.kind ? -1 : 1));
}

/** All of them counted, the notable ones kept. */
export const foundEvents = (
  source: Events['source'],
  events: readonly NetworkEvent[],
  notes: readonly string[],
): FoundEvents => {
  const counts = countKinds(events.map(({ kind }) => ({ kind, count: 1 })));
  const roaming = toRoamingClients(events);
  const data = { source, rows: notableRows(events), counts, ...(roaming.length > 0 && { roaming }) };
  return { status: 'ok', data, notes };
};
