import type { EventSubject, RoamingClient } from './event-subjects.ts';
import type { NetworkEvent } from './snapshot.ts';

/** A move back after a longer stay is a person who walks, not a client that cannot decide. */
const shortStayMs = 15 * 60_000;

interface Move {
  readonly atMs: number;
  readonly client: EventSubject;
  readonly to: EventSubject;
}

/** The clients that moved back to the access point they had just left, most often first. */
export function toRoamingClients(events: readonly NetworkEvent[]): RoamingClient[] {
  const byClient = Map.groupBy(events.flatMap(toMove), ({ client }) => keyOf(client));
  return [...byClient.values()]
    .flatMap((moves) => toRoamingClient(moves.toSorted((a, b) => a.atMs - b.atMs)) ?? [])
    .toSorted((a, b) => b.returnCount - a.returnCount || (a.name < b.name ? -1 : 1));
}

const toMove = ({ atMs, kind, client, device }: NetworkEvent): Move[] =>
  kind === 'CLIENT_ROAMED' && client !== undefined && device !== undefined
    ? [{ atMs, client, to: device }]
    : [];

function toRoamingClient(moves: readonly Move[]): RoamingClient | undefined {
  const returns = moves.filter((move, index) => isReturn(move, moves[index - 1], moves[index - 2]));
  const client = moves.at(-1)?.client;
  if (client === undefined || returns.length === 0) return undefined;
  const between = [...new Map(moves.map(({ to }) => [keyOf(to), to])).values()];
  return { ...client, returnCount: returns.length, between };
}

/** A → B → A, with a short stay at B. */
function isReturn(move: Move, left: Move | undefined, before: Move | undefined): boolean {
  if (left === undefined || before === undefined) return false;
  const isBack = keyOf(move.to) === keyOf(before.to) && keyOf(move.to) !== keyOf(left.to);
  return isBack && move.atMs - left.atMs <= shortStayMs;
}

const keyOf = ({ id, name }: EventSubject): string => id ?? name;
