import { expect, test } from 'vitest';
import { createRoom } from '../../src/net/room.ts';

test('a body that is alone may take all of it', () => {
  const body = createRoom(100).enter();
  expect([body.take(60), body.take(40), body.take(1)]).toEqual([true, true, false]);
});

test('when it is full the larger one has to go, the smaller one stays', () => {
  const room = createRoom(100);
  const [large, small] = [room.enter(), room.enter()];
  expect([large.take(90), small.take(10)]).toEqual([true, true]);
  expect([small.take(5), large.take(5)]).toEqual([true, false]);
});

test('what leaves makes room', () => {
  const room = createRoom(100);
  const [first, second] = [room.enter(), room.enter()];
  first.take(90);
  first.leave();
  expect([second.take(100), second.take(1)]).toEqual([true, false]);
});

test('bodies that grow alike take little more than there is, however many they are', () => {
  const room = createRoom(1_000);
  const bodies = Array.from({ length: 8 }, () => room.enter());
  let taken = 0;
  let growing = bodies;
  while (growing.length > 0) {
    growing = growing.filter((body) => {
      taken += 1;
      return body.take(1);
    });
  }
  expect(taken).toBeLessThanOrEqual(1_000 + 2 * bodies.length);
});
