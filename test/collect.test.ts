import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';

/** What a program of Node prints, as a number. */
const told = (program: string, ...flags: readonly string[]): number => {
  const { stdout } = spawnSync(process.execPath, [...flags, '--input-type=module', '--eval', program], {
    encoding: 'utf8',
  });
  return Number(stdout);
};

const sourceOf = (file: string): string => JSON.stringify(new URL(`../src/${file}`, import.meta.url).href);

/** How much of so many small objects is left in the heap. */
const leftOf = (objects: number, ...flags: readonly string[]): number =>
  told(
    `import { collectOld } from ${sourceOf('collect.ts')};
    let spent = Array.from({ length: ${objects} }, (_, index) => ({ index, text: 'text ' + index }));
    const before = process.memoryUsage().heapUsed;
    spent = undefined;
    collectOld();
    console.log(process.memoryUsage().heapUsed / before);`,
    ...flags,
  );

test('what was worked with is let go of when it is much, and a Node that does not offer it goes on as it is', () => {
  expect(leftOf(600_000, '--expose-gc')).toBeLessThan(0.5);
  expect(leftOf(2_000, '--expose-gc')).toBeGreaterThan(0.9);
  expect(leftOf(600_000)).toBeGreaterThan(0.9);
});

const megabyte = 1024 * 1024;

/** How much more memory is resident after forty pictures. */
const megabytesOfPictures = (...flags: readonly string[]): number =>
  told(
    `import { createDrawing } from ${sourceOf('drawing.ts')};
    const points = Array.from({ length: 24 }, (_, hour) => ({ atMs: hour * 3_600_000, amount: hour % 5 }));
    const series = { kind: 'series', title: 'Latency', summary: null, points };
    const report = (count) => ({
      generatedAtMs: 0,
      integrations: [],
      network: [{ name: 'internet', title: 'Internet', blocks: Array.from({ length: count }, () => ({ ...series })) }],
    });
    const draw = createDrawing({ warn: (fields) => { throw fields.error; } });
    await draw(report(1));
    const before = process.memoryUsage.rss();
    if ((await draw(report(40))).size !== 40) throw new Error('not all were drawn');
    console.log((process.memoryUsage.rss() - before) / ${megabyte});`,
    ...flags,
  );

test('forty pictures are drawn in the memory of a few', () => {
  expect(megabytesOfPictures('--expose-gc')).toBeLessThan(12);
  expect(megabytesOfPictures()).toBeGreaterThan(12);
});
