import { readFileSync, writeFileSync } from 'node:fs';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { type Cell, type Outcome, reportDuring, reportInPeace } from './cell.ts';
import { consoleTables } from './console-tables.ts';
import { type Line, writeDocument } from './document.ts';
import { expectHarmless } from './expectations.ts';
import { integrationTables } from './integration-tables.ts';

// Each cell runs the program: more at once than a few only wait for each other.
vi.setConfig({ maxConcurrency: 4, testTimeout: 120_000, hookTimeout: 120_000 });

const tables = [...integrationTables, ...consoleTables];
const lines = new Map<Cell, Line>();
let healthy: Outcome;

beforeAll(async () => {
  healthy = await reportInPeace();
});

test('nothing is wrong with the network that the faults come to', () => {
  const { report } = healthy;
  expect(healthy.exitCode).toBe(0);
  expect(report.coverage).toEqual([]);
  expect(report.network.length).toBeGreaterThan(4);
  expect(report.integrations.map(({ success }) => success)).toEqual([true, true]);
});

describe.concurrent.each(tables)('$heading', ({ cells, expectRight, sentenceOf }) => {
  test.each(cells)('$label', async (cell) => {
    const outcome = await reportDuring(cell);
    lines.set(cell, {
      fault: cell.label,
      exitCode: outcome.exitCode,
      sentence: sentenceOf(cell, outcome, healthy),
    });
    expectHarmless(cell, outcome);
    expectRight(cell, outcome, healthy);
  });
});

const page = new URL('../../docs/faults.md', import.meta.url);
const command = 'UPDATE_DOCS=1 npx vitest run test/faults';

test(`docs/faults.md says what came out (written anew by ${command})`, () => {
  const missing = tables.flatMap(({ cells }) => cells.filter((cell) => !lines.has(cell)));
  expect(missing, 'cells that were not run; the page is compared after a run of the whole file').toEqual([]);
  const written = writeDocument(
    tables.map(({ heading, introduction, cells }) => ({
      heading,
      introduction,
      lines: cells.flatMap((cell) => lines.get(cell) ?? []),
    })),
  );
  if (process.env.UPDATE_DOCS !== undefined) writeFileSync(page, written);
  expect(readFileSync(page, 'utf8'), `stale; run: ${command}`).toBe(written);
});
