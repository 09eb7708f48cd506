import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as v from 'valibot';
import type { Rest } from './proc.ts';
import { startServers } from './servers.ts';
import { small } from './sizes.ts';

const restSchema = v.object({ residentBytes: v.number(), wakeUps: v.number() });

/** V8 tidies its heap for some ten seconds after the last work: what comes then is rest. */
const settleMs = 15_000;
/** Long enough for a heartbeat or a look at the clock to show. */
export const restMs = 30_000;

type Env = Readonly<Record<string, string>>;

const restOf = async (program: string, args: readonly number[], env: Env = {}): Promise<Rest> => {
  const path = fileURLToPath(new URL(program, import.meta.url));
  const child = fork(path, args.map(String), {
    // As the image sets it, for both.
    env: { PATH: process.env.PATH, MALLOC_ARENA_MAX: '2', ...env },
    // As src/engine.ts sets them.
    execArgv: ['--semi-space-growth-factor=1', '--no-sparkplug', '--no-opt', '--expose-gc'],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  let errors = '';
  child.stderr?.setEncoding('utf8').on('data', (text) => {
    errors += text;
  });
  const told = new Promise<unknown>((resolve, reject) => {
    child.once('message', resolve);
    child.once('exit', (code) => reject(new Error(`${program} ended with ${code}:\n${errors.slice(-2000)}`)));
  });
  const ended = once(child, 'exit');
  const rest = v.parse(restSchema, await told);
  await ended;
  return rest;
};

/** A daemon at rest after so many reports of the small network, and an idle process that has imported the same packages. */
export const compareDaemon = async (
  runs: number,
): Promise<{ readonly daemon: Rest; readonly idle: Rest }> => {
  const servers = await startServers(small);
  const dataDir = mkdtempSync(join(tmpdir(), 'unifi-report-bench-'));
  const env = { ...servers.env, DATA_DIR: dataDir, REPORT_SCHEDULE: '0 0 1 1 *', REPORT_CATCH_UP: 'false' };
  try {
    const daemon = await restOf('./daemon-program.ts', [runs, settleMs, restMs], env);
    return { daemon, idle: await restOf('./idle-program.ts', [settleMs, restMs]) };
  } finally {
    servers.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
};
