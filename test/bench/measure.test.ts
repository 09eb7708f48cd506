import { expect, test } from 'vitest';
import { measure, measureInTurn, median, type Usage } from '../../bench/measure.ts';

const usage = (wallMs: number): Usage => ({ wallMs, cpuMs: wallMs / 2, peakBytes: wallMs * 10 });

test('the median is the one in the middle, whatever the order', () => {
  expect(median([9, 1, 5])).toBe(5);
  expect(median([])).toBeNaN();
});

test('processes run in turn, the first turn is not counted, and one that was disturbed does not count', async () => {
  const order: string[] = [];
  const process = (name: string, wallMs: readonly number[]) => {
    let run = 0;
    return async () => {
      order.push(name);
      run += 1;
      return usage(wallMs[run - 1] ?? 0);
    };
  };

  const usages = await measureInTurn(3, {
    a: process('a', [999, 4, 6, 80]),
    b: process('b', [999, 1, 2, 3]),
  });

  expect(order).toEqual(['a', 'b', 'a', 'b', 'a', 'b', 'a', 'b']);
  expect(usages('a')).toEqual(usage(6));
  expect(usages('b')).toEqual({ wallMs: 2, cpuMs: 1, peakBytes: 20 });
});

test('a process tells what it used: more memory for one that keeps more', async () => {
  const idle = await measure(['-e', '0']);
  const keeping = await measure([
    '-e',
    'const kept = []; while (kept.length < 3e6) kept.push({ a: kept.length })',
  ]);

  expect(idle.cpuMs).toBeGreaterThan(0);
  expect(keeping.peakBytes).toBeGreaterThan(idle.peakBytes + 50_000_000);
});

test('a process that fails fails the bench, with what it wrote', async () => {
  await expect(measure(['-e', 'console.error("no network"); process.exit(3)'])).rejects.toThrow(
    /ended with 3:\nno network/,
  );
});
