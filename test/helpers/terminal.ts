import { spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { type Ended, followProgram } from './program.ts';

const bin = fileURLToPath(new URL('../../bin/unifi-report.js', import.meta.url));

const quoted = (word: string): string => `'${word.replaceAll("'", `'\\''`)}'`;

/**
 * Runs the real bin in a terminal of its own, made by `script` of util-linux: what it shows, stderr included, is the
 * stdout of the result. Lines end in one line feed.
 */
export const runInTerminal = async (
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  cwd = tmpdir(),
): Promise<Ended> => {
  const command = [process.execPath, bin, ...args].map(quoted).join(' ');
  const child = spawn('script', ['-qfec', command, '/dev/null'], {
    cwd,
    env: { PATH: process.env.PATH, TERM: 'xterm-256color', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = await followProgram(child).ended;
  return { ...ended, stdout: ended.stdout.replaceAll('\r\n', '\n') };
};
