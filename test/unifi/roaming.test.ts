import { expect, test } from 'vitest';
import { toRoamingClients } from '../../src/unifi/roaming.ts';
import { event, minuteMs, nowMs } from '../helpers/snapshot.ts';

/** One move a minute, unless the stays are longer. */
const moves = (client: string, path: string, stayMs = minuteMs) =>
  [...path].map((to, index) =>
    event({
      kind: 'CLIENT_ROAMED',
      atMs: nowMs + index * stayMs,
      client: { name: client },
      device: { name: to },
    }),
  );

test('a return is a move to the access point that was just left', () => {
  expect(toRoamingClients(moves('Tablet', 'ABABC'))).toEqual([
    { name: 'Tablet', returnCount: 2, between: [{ name: 'A' }, { name: 'B' }, { name: 'C' }] },
  ]);
});

test('a way through the house and back is none, nor is a stay of an hour', () => {
  expect(toRoamingClients(moves('Phone', 'ABCDA'))).toEqual([]);
  expect(toRoamingClients(moves('Phone', 'ABAB', 60 * minuteMs))).toEqual([]);
});

test('the order in which the console sends the moves does not matter, and clients are kept apart', () => {
  const mixed = [...moves('Tablet', 'ABA'), ...moves('Phone', 'BABA')].reverse();
  expect(toRoamingClients(mixed).map(({ name, returnCount }) => [name, returnCount])).toEqual([
    ['Phone', 2],
    ['Tablet', 1],
  ]);
});

test('a move without client or access point, and other events, are none', () => {
  const rows = moves('Tablet', 'ABAB').map(({ device: _, ...row }) => row);
  expect(toRoamingClients(rows)).toEqual([]);
  expect(toRoamingClients(moves('Tablet', 'ABAB').map((row) => ({ ...row, kind: 'X' })))).toEqual([]);
});
