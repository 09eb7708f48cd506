import { spawn } from 'node:child_process';
import { afterEach, expect, test } from 'vitest';
import { leavingGraceMs, sendingGraceMs } from '../src/stop.ts';
import { followProgram, type RunningProgram } from './helpers/program.ts';

const started: RunningProgram[] = [];

/** What a failed test has left running. */
afterEach(() => {
  for (const program of started.splice(0)) program.kill('SIGKILL');
});

/** A process that says "ready", then does what `script` says; `watchStopSignals` is the real one. */
const start = (script: string): RunningProgram => {
  const source = `import { watchStopSignals } from ${JSON.stringify(new URL('../src/stop.ts', import.meta.url).href)};
    const stop = watchStopSignals(process);
    ${script}
    console.log('ready');`;
  const program = followProgram(
    spawn(process.execPath, ['--input-type=module', '--eval', source], { stdio: ['ignore', 'pipe', 'pipe'] }),
  );
  started.push(program);
  return program;
};

const holdForEver = 'setInterval(() => undefined, 1_000);';

test('a signal aborts what is being asked', async () => {
  const program = start(`
    const held = setInterval(() => undefined, 1_000);
    stop.asking.addEventListener('abort', () => {
      console.log(stop.asking.reason.message, stop.sending.aborted);
      clearInterval(held);
    });`);
  await program.until((output) => output.includes('ready'));
  program.kill('SIGINT');

  const { code, stdout } = await program.ended;
  expect(stdout).toContain('stopped by SIGINT false');
  expect(code).toBe(0);
});

test('once it has ended its work after a signal, nothing holds the process, and its exit code stays', async () => {
  const program = start(`
    ${holdForEver}
    stop.asking.addEventListener('abort', () => {
      stop.dispose();
      process.exitCode = 143;
    });`);
  await program.until((output) => output.includes('ready'));
  program.kill('SIGTERM');

  expect(await program.ended).toMatchObject({ code: 143, signal: null });
});

test('without a signal it is left to end by itself', async () => {
  const program = start(`
    stop.dispose();
    setTimeout(() => console.log('ended by itself'), 2_000);`);

  const { code, stdout } = await program.ended;
  expect(stdout).toContain('ended by itself');
  expect(code).toBe(0);
});

test.each([
  ['SIGTERM', 143],
  ['SIGINT', 130],
] as const)('a second %s ends a process that does not stop, with %i', async (signal, exitCode) => {
  const program = start(`
    ${holdForEver}
    stop.asking.addEventListener('abort', () => console.log('asked'));`);
  await program.until((output) => output.includes('ready'));
  program.kill(signal);
  await program.until((output) => output.includes('asked'));
  program.kill(signal);

  expect(await program.ended).toMatchObject({ code: exitCode, signal: null });
});

test('whoever hears of the signal hears its name, once', async () => {
  const program = start(`
    const named = watchStopSignals(process, (signal) => console.log('told', signal));
    stop.asking.addEventListener('abort', () => {
      stop.dispose();
      named.dispose();
      process.exitCode = 143;
    });
    ${holdForEver}`);
  await program.until((output) => output.includes('ready'));
  program.kill('SIGTERM');

  const { code, stdout } = await program.ended;
  expect(stdout.match(/told \w+/g)).toEqual(['told SIGTERM']);
  expect(code).toBe(143);
});

test('a mail server that hangs cannot hold the process until Docker kills it, 10 s after the signal', () => {
  expect(sendingGraceMs + leavingGraceMs).toBeLessThan(8_000);
});
