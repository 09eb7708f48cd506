import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import * as v from 'valibot';

/** What one whole process used. */
export interface Usage {
  readonly wallMs: number;
  /** User and system time of all its threads. */
  readonly cpuMs: number;
  readonly peakBytes: number;
}

const usageSchema = v.object({ cpuMs: v.number(), peakBytes: v.number() });
const preload = fileURLToPath(new URL('./usage.mjs', import.meta.url));

/**
 * Runs a process of Node to its end, with nothing in its environment but what is given.
 * @param codes with which it may end; default: 0 alone
 * @throws Error with what it wrote when it ends with another one
 */
export const measure = async (
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  { codes = [0] }: { readonly codes?: readonly number[] } = {},
): Promise<Usage> => {
  const startMs = performance.now();
  const child = spawn(process.execPath, ['--import', preload, ...args], {
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  });
  const [, stdout, stderr, told] = child.stdio;
  if (stdout === null || stderr === null || !(told && 'readable' in told)) throw new Error('no pipes');
  const [[code], output, errors, usage] = await Promise.all([
    once(child, 'exit'),
    text(stdout),
    text(stderr),
    text(told),
  ]);
  const wallMs = performance.now() - startMs;
  if (!codes.includes(code)) throw new Error(`${args.join(' ')} ended with ${code}:\n${output}${errors}`);
  return { wallMs, ...v.parse(usageSchema, JSON.parse(usage)) };
};

export const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

export const medianUsage = (usages: readonly Usage[]): Usage => ({
  wallMs: median(usages.map(({ wallMs }) => wallMs)),
  cpuMs: median(usages.map(({ cpuMs }) => cpuMs)),
  peakBytes: median(usages.map(({ peakBytes }) => peakBytes)),
});

/**
 * Several processes in turn, so that a machine that is busy for a while is so for all of them; the first turn is not
 * counted. Medians.
 */
export const measureInTurn = async <Name extends string>(
  runs: number,
  processes: Readonly<Record<Name, () => Promise<Usage>>>,
): Promise<(name: Name) => Usage> => {
  const all = new Map<string, Usage[]>();
  for (let run = -1; run < runs; run += 1) {
    for (const name in processes) {
      const usage = await processes[name]();
      if (run >= 0) all.set(name, [...(all.get(name) ?? []), usage]);
    }
  }
  return (name) => medianUsage(all.get(name) ?? []);
};
