import { spawnSync } from 'node:child_process';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createRest } from '../src/memory-at-rest.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('memory is handed back once, after the last of several reports', () => {
  const collect = vi.fn();
  const rest = createRest(collect, 1_000);

  for (let report = 0; report < 5; report += 1) {
    rest();
    vi.advanceTimersByTime(999);
  }
  expect(collect).not.toHaveBeenCalled();

  vi.advanceTimersByTime(60_000);
  expect(collect).toHaveBeenCalledTimes(1);
});

/** What a process holds before and after it rests; it ends by itself although the rest may still be ahead. */
const heapOf = (...flags: readonly string[]) => {
  const module = JSON.stringify(new URL('../src/memory-at-rest.ts', import.meta.url).href);
  const program = `
    import { createRest } from ${module};
    let kept = Array.from({ length: 3e5 }, (_, index) => ({ index }));
    const before = process.memoryUsage().heapTotal;
    kept = undefined;
    createRest(undefined, 1)();
    await new Promise((resolve) => setTimeout(resolve, 200));
    createRest()();
    console.log(JSON.stringify({ before, after: process.memoryUsage().heapTotal }));`;
  const { stdout } = spawnSync(process.execPath, [...flags, '--input-type=module', '--eval', program], {
    encoding: 'utf8',
  });
  const { before, after }: { before: number; after: number } = JSON.parse(stdout);
  return after / before;
};

test('the heap shrinks to what is in use; a Node that does not offer it goes on as it is', () => {
  expect(heapOf('--expose-gc')).toBeLessThan(0.6);
  expect(heapOf()).toBeGreaterThan(0.6);
});
