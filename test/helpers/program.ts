import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { vi } from 'vitest';

// Starting programs takes as long as the machine takes: only a test that hangs may be ended by the clock.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

export const bin = fileURLToPath(new URL('../../bin/unifi-report.js', import.meta.url));

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunningProgram {
  readonly pid: number;
  /** Resolves when what the program wrote so far, to stdout and stderr, satisfies `seen`; rejects when it ends first. */
  until(seen: (output: string) => boolean): Promise<string>;
  kill(signal: NodeJS.Signals): void;
  readonly ended: Promise<Ended>;
}

/** Only these variables of the test's own environment reach the program. */
const inherited = { PATH: process.env.PATH };

export interface Launch {
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Arguments of Node itself, before the bin. */
  readonly nodeArguments?: readonly string[];
  readonly cwd?: string;
}

/** Spawns the real bin, as a user would. */
export const startProgram = (
  args: readonly string[],
  { env = {}, nodeArguments = [], cwd = tmpdir() }: Launch = {},
): RunningProgram =>
  followProgram(
    spawn(process.execPath, [...nodeArguments, bin, ...args], {
      cwd,
      env: { ...inherited, LOG_FORMAT: 'json', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    }),
  );

/** What a child process writes, and how it ends. */
export const followProgram = (child: ChildProcessByStdio<null, Readable, Readable>): RunningProgram => {
  let stdout = '';
  let stderr = '';
  const watchers = new Set<() => void>();
  child.stdout.setEncoding('utf8');
  child.stderr.setEncoding('utf8');
  const collect = (add: (text: string) => void) => (chunk: string) => {
    add(chunk);
    for (const watcher of watchers) watcher();
  };
  child.stdout.on(
    'data',
    collect((text) => {
      stdout += text;
    }),
  );
  child.stderr.on(
    'data',
    collect((text) => {
      stderr += text;
    }),
  );
  const ended = new Promise<Ended>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => resolve({ code, signal, stdout, stderr }));
  });

  const until = (seen: (output: string) => boolean): Promise<string> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        if (!seen(stdout + stderr)) return;
        watchers.delete(look);
        resolve(stdout + stderr);
      };
      watchers.add(look);
      look();
      ended.then(
        ({ code }) => reject(new Error(`ended with ${code} before that:\n${stdout}${stderr}`)),
        reject,
      );
    });

  return { pid: child.pid ?? 0, until, kill: (signal) => child.kill(signal), ended };
};

export const runProgram = (args: readonly string[], launch?: Launch): Promise<Ended> =>
  startProgram(args, launch).ended;

/** The log lines among what the program wrote, in order. */
export const logLines = (stderr: string): readonly Record<string, unknown>[] =>
  stderr
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line): Record<string, unknown> => JSON.parse(line));

/** A new empty directory and the way to remove it. */
export const temporaryFolder = (): { path: string; remove(): void } => {
  const path = mkdtempSync(join(tmpdir(), 'unifi-report-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
};
