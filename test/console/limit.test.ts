import { expect, test } from 'vitest';
import { createLimit } from '../../src/console/limit.ts';
import { deadline } from '../helpers/deadline.ts';

const until = (signal: AbortSignal) => ({ signal, deadlineMs: Date.now() + 20_000 });

test('a slot is free again after a task that failed', async () => {
  const limit = createLimit(1);
  await expect(limit(deadline(), () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
  expect(await limit(deadline(), async () => 'next')).toBe('next');
});

test('tasks run in the order in which they came', async () => {
  const limit = createLimit(1);
  const order: number[] = [];
  await Promise.all([1, 2, 3].map((number) => limit(deadline(), async () => order.push(number))));
  expect(order).toEqual([1, 2, 3]);
});

test('a slot that is handed to a task in the moment of its abort goes to the next one', async () => {
  const limit = createLimit(1);
  const release = Promise.withResolvers<void>();
  const leaving = new AbortController();
  const first = limit(deadline(), () => release.promise);
  const second = limit(until(leaving.signal), async () => 'second');
  const third = limit(deadline(), async () => 'third');
  release.promise.then(() => leaving.abort());
  release.resolve();

  await first;
  await expect(second).rejects.toMatchObject({ code: 'aborted' });
  expect(await third).toBe('third');
});

test('a task whose time is up before it starts does not start', async () => {
  const limit = createLimit(1);
  const release = Promise.withResolvers<void>();
  const first = limit(deadline(), () => release.promise);
  let started = false;
  const late = limit(until(AbortSignal.abort()), async () => {
    started = true;
  });

  await expect(late).rejects.toMatchObject({ code: 'aborted' });
  release.resolve();
  await first;
  expect(started).toBe(false);
});
