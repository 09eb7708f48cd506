import { spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';
import { onTestFinished } from 'vitest';

const bin = fileURLToPath(new URL('../../bin/unifi-report.js', import.meta.url));

/** What a keyboard sends. */
export const keys = { enter: '\r', down: '\x1b[B', ctrlC: '\x03', ctrlD: '\x04' } as const;

export interface TerminalSession {
  /** Resolves when the text turns up behind everything that was waited for before; rejects when the program ends first. */
  until(text: string): Promise<void>;
  type(text: string): void;
  /** The program's own process, not that of the terminal. */
  kill(signal: NodeJS.Signals): void;
  /** Everything that was on the screen, without colours and movements of the cursor. */
  screen(): string;
  /** The same with everything in between. */
  raw(): string;
  readonly ended: Promise<number | null>;
}

interface Launch {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly term?: string;
  readonly columns?: number;
}

const word = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

/** Runs the real bin in a pseudo-terminal, as `script` of util-linux makes one, with a keyboard to type on. */
export const startInTerminal = (
  args: readonly string[],
  { env, term = 'xterm-256color', columns = 240 }: Launch,
): TerminalSession => {
  const program = [process.execPath, bin, ...args].map(word).join(' ');
  const command = `stty cols ${columns} rows 50; echo "pid $$ "; exec ${program}`;
  const child = spawn('script', ['-qfec', command, '/dev/null'], {
    cwd: tmpdir(),
    env: { PATH: process.env.PATH, SHELL: '/bin/sh', TERM: term, ...env },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  let output = '';
  let seenUntil = 0;
  const watchers = new Set<() => void>();
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
    for (const watcher of watchers) watcher();
  });
  child.stdin.on('error', () => undefined);
  const ended = new Promise<number | null>((resolve, reject) => {
    child.on('error', reject).on('close', resolve);
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const screen = (): string => stripVTControlCharacters(output).replaceAll('\r', '');

  return {
    ended,
    screen,
    raw: () => output,
    type: (text) => void child.stdin.write(text),
    kill: (signal) => void process.kill(Number(/pid (\d+) /.exec(output)?.[1]), signal),
    until: (text) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          const at = screen().indexOf(text, seenUntil);
          if (at < 0) return;
          seenUntil = at + text.length;
          watchers.delete(look);
          resolve();
        };
        watchers.add(look);
        look();
        ended.then((code) => reject(new Error(`ended with ${code} before "${text}":\n${screen()}`)), reject);
      }),
  };
};
