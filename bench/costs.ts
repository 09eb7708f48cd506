import { fileURLToPath } from 'node:url';
import { compareDaemon } from './daemon.ts';
import { measure, measureInTurn, type Usage } from './measure.ts';
import type { Rest } from './proc.ts';
import { measureRendering, type Rendering } from './rendering.ts';
import { type Compared, compareReport, costOfReports, reportOf } from './report.ts';
import { growing, medium, type Size } from './sizes.ts';

/** Everything that one run of the bench has measured; what was not asked for is empty. */
export interface Costs {
  readonly starts: Readonly<Record<string, Usage>>;
  readonly reports: readonly Compared[];
  readonly growth: readonly { readonly size: Size; readonly report: Usage }[];
  readonly daemon?: { readonly runs: number; readonly daemon: Rest; readonly idle: Rest };
  readonly rendering?: Rendering & { readonly size: Size };
}

const bin = fileURLToPath(new URL('../bin/unifi-report.js', import.meta.url));

const starters = {
  'node -e 0': ['-e', '0'],
  '--version': [bin, '--version'],
  health: [bin, 'health'],
} as const;

/** `health` says no where no daemon is, which is as much work as saying yes. */
const healthSays = { codes: [0, 1] };

/** The commands that must be quick, beside the quickest that Node can be. */
export const measureStarts = async (runs: number): Promise<Costs['starts']> => {
  const usage = await measureInTurn(runs, {
    'node -e 0': () => measure(starters['node -e 0']),
    '--version': () => measure(starters['--version']),
    health: () => measure(starters.health, {}, healthSays),
  });
  return { 'node -e 0': usage('node -e 0'), '--version': usage('--version'), health: usage('health') };
};

const latenciesMs = [0, 200] as const;

export const measureReports = async (sizes: readonly Size[], runs: number): Promise<readonly Compared[]> => {
  const compared: Compared[] = [];
  for (const size of sizes)
    for (const latencyMs of latenciesMs) compared.push(await compareReport(size, latencyMs, runs));
  return compared;
};

export const measureGrowth = async (runs: number): Promise<Costs['growth']> => {
  const usages = await costOfReports(growing, runs);
  return growing.flatMap((size, index) => {
    const report = usages[index];
    return report === undefined ? [] : [{ size, report }];
  });
};

export const measureDaemon = async (reports: number): Promise<Costs['daemon']> => ({
  runs: reports,
  ...(await compareDaemon(reports)),
});

const seriesOfRenderings = 21;

export const measureRenderings = async (): Promise<Costs['rendering']> => ({
  size: medium,
  ...measureRendering(await reportOf(medium), seriesOfRenderings),
});
