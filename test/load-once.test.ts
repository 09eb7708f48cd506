import { expect, test } from 'vitest';
import { loadOnce } from '../src/load-once.ts';

test('what was loaded is kept, also for those who ask while it is being loaded', async () => {
  let loads = 0;
  const load = loadOnce(async () => {
    loads += 1;
    return loads;
  });

  expect(await Promise.all([load(), load()])).toEqual([1, 1]);
  expect(await load()).toBe(1);
});

test('what could not be loaded is loaded again when somebody asks again', async () => {
  let loads = 0;
  const load = loadOnce(async () => {
    loads += 1;
    if (loads === 1) throw new Error('too many open files');
    return loads;
  });

  await expect(load()).rejects.toThrow('too many open files');
  expect(await load()).toBe(2);
});
