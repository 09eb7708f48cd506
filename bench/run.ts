import { readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import { parseArgs } from 'node:util';
import {
  type Costs,
  measureDaemon,
  measureGrowth,
  measureRenderings,
  measureReports,
  measureStarts,
} from './costs.ts';
import { judge } from './judge.ts';
import { targetTable, withMeasured, writeTable } from './page.ts';
import { large, medium, small } from './sizes.ts';
import { figureTables } from './tables.ts';

/**
 * `npm run bench`: what a report costs, as ratios to the least that it could cost, measured in whole processes in turn.
 * `-- --runs 1 --sizes S` tries it on a small scale; only a whole bench is written into docs/performance.md.
 */
const parts = ['starts', 'reports', 'growth', 'daemon', 'rendering'] as const;
const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '7' },
    sizes: { type: 'string', default: 'S,M,L' },
    parts: { type: 'string', default: parts.join(',') },
    reports: { type: 'string', default: '100' },
  },
});
const runs = Number(values.runs);
const reports = Number(values.reports);
const sizes = [small, medium, large].filter(({ name }) => values.sizes.split(',').includes(name));
const asked = new Set(values.parts.split(','));
const isWhole = runs >= 7 && reports >= 100 && sizes.length === 3 && parts.every((part) => asked.has(part));

const tell = (what: string): void => console.error(`… ${what}`);

const measureAll = async (): Promise<Costs> => {
  if (asked.has('starts')) tell('starting');
  const starts = asked.has('starts') ? await measureStarts(runs) : {};
  if (asked.has('reports')) tell('reports and their floors');
  const compared = asked.has('reports') ? await measureReports(sizes, runs) : [];
  if (asked.has('growth')) tell('growth');
  const growth = asked.has('growth') ? await measureGrowth(runs) : [];
  if (asked.has('daemon')) tell(`a daemon's ${reports} reports and its rest`);
  const daemon = asked.has('daemon') ? await measureDaemon(reports) : undefined;
  if (asked.has('rendering')) tell('rendering');
  const rendering = asked.has('rendering') ? await measureRenderings() : undefined;
  return { starts, reports: compared, growth, ...(daemon && { daemon }), ...(rendering && { rendering }) };
};

const startedOn = new Date().toISOString().slice(0, 10);
const costs = await measureAll();
const [{ model = 'unknown processor' } = {}] = cpus();
const machine = `Measured on ${startedOn} with Node ${process.versions.node} on ${availableParallelism()} cores (${model.trim()}), ${process.platform} ${process.arch}; medians of ${runs} runs in turn.`;
const measured = [machine, ...[targetTable(judge(costs)), ...figureTables(costs)].map(writeTable)].join(
  '\n\n',
);

console.log(measured);
if (isWhole) {
  const path = new URL('../docs/performance.md', import.meta.url);
  writeFileSync(path, withMeasured(readFileSync(path, 'utf8'), measured));
} else {
  tell('docs/performance.md stays as it is: this was only a part of the bench');
}
