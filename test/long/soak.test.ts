import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { createRandom } from '../../src/demo/random.ts';
import { startNetwork } from '../e2e/network.ts';
import { sendJson, startServer } from '../helpers/https-server.ts';
import { logLines } from '../helpers/program.ts';
import { growthOf, leastGrowthOf, type Sample, writeSamples } from './memory.ts';
import { createMoods } from './moods.ts';
import { readSeed } from './seed.ts';

const runs = 500;
const warmUpRuns = 100;
const sampleEvery = 20;
/** Half a megabyte is usual; the test below says what this finds. */
const mostGrowthBytes = 3 * 1024 * 1024;

/** Of descriptors, and of what keeps a process alive. */
const mostHandlesMore = 5;

/** As a last resort: a run takes well under a second on an idle machine. */
const longestMs = 20 * 60_000;

const program = fileURLToPath(new URL('./soak-program.ts', import.meta.url));

/** Faults are met at once, waits are short: what is looked for is what a run leaves behind, not how long it takes. */
const hurried = {
  UNIFI_TIMEOUT: '1500ms',
  INTEGRATION_TIMEOUT: '700ms',
  INTEGRATION_ATTEMPT_TIMEOUT: '300ms',
  RETRY_WAIT: '1ms',
  RETRY_MAX_WAIT: '2ms',
  CIRCUIT_RESET_AFTER: '1s',
};

type Told =
  | { readonly kind: 'next'; readonly run: number }
  | { readonly kind: 'made'; readonly outcome: string; readonly exitCode: number }
  | { readonly kind: 'sample'; readonly sample: Sample };

test(`${runs} reports in one process with faults at random leave nothing behind`, {
  timeout: longestMs,
}, async () => {
  const seed = readSeed();
  const moods = createMoods(createRandom(seed));
  await using network = await startNetwork({
    console: { override: moods.console },
    cloudflare: { override: moods.cloudflare },
    mail: { override: moods.mail },
  });
  const watcher = await startServer((_, response) => sendJson(response, 'OK', moods.ping()), { tls: false });
  const child = fork(program, [String(runs), String(sampleEvery)], {
    execArgv: ['--expose-gc'],
    env: {
      PATH: process.env.PATH,
      ...network.env(hurried),
      REPORT_SCHEDULE: '0 0 1 1 *',
      REPORT_CATCH_UP: 'false',
      PING_URL: `${watcher.url}/b5f1c9d2-3e6a-4f70-9d18-0c2a7e4b8f63`,
      LISTEN: ':0',
      LOG_FORMAT: 'json',
    },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const samples: Sample[] = [];
  const exitCodes = new Map<number, number>();
  let stderr = '';
  let metrics = '';
  child.stderr?.setEncoding('utf8').on('data', (text) => {
    stderr += text;
  });

  const prepare = async (run: number): Promise<void> => {
    if (run > runs - 3) moods.settle();
    else moods.change();
    if (run % sampleEvery === 0) metrics = await scrape(stderr);
    child.send('go');
  };
  child.on('message', (told: Told) => {
    if (told.kind === 'next') void prepare(told.run);
    if (told.kind === 'sample') samples.push(told.sample);
    if (told.kind === 'made') exitCodes.set(told.exitCode, (exitCodes.get(told.exitCode) ?? 0) + 1);
  });
  const [code, signal] = await once(child, 'exit');
  await watcher.close();

  const settled = samples.filter(({ run }) => run > warmUpRuns);
  const growth = growthOf(settled, ({ heapBytes }) => heapBytes);
  print(`Soak test, seed ${seed}`);
  print(writeSamples(samples));
  print(
    `Growth after run ${warmUpRuns}: ${Math.round(growth / 1024)} KB. Exit codes: ${written(exitCodes)}.`,
  );

  expect({ code, signal, errors: errorsIn(stderr) }).toEqual({ code: 0, signal: null, errors: [] });
  expect([...exitCodes.values()].reduce((sum, count) => sum + count, 0)).toBe(runs);
  // All of them were met, or it was no test.
  expect([...exitCodes.keys()].sort()).toEqual([0, 3, 4]);
  expect(growth).toBeLessThan(mostGrowthBytes);
  expect(leastGrowthOf(settled, ({ descriptors }) => descriptors)).toBeLessThanOrEqual(mostHandlesMore);
  expect(leastGrowthOf(settled, ({ resources }) => resources)).toBeLessThanOrEqual(mostHandlesMore);
  expect(metrics).toMatch(/^unifi_report_integration_calls_total\{integration="cybersecure"\} \d{3}$/m);
});

/** Samples of a process that holds so much more after each run, beside what comes and goes. */
const samplesOf = (each: { readonly heapBytes: number; readonly descriptors: number }): readonly Sample[] =>
  Array.from({ length: (runs - warmUpRuns) / sampleEvery }, (_, index) => {
    const run = warmUpRuns + (index + 1) * sampleEvery;
    return {
      run,
      heapBytes: 50_000_000 + run * each.heapBytes,
      residentBytes: 0,
      descriptors: 30 + (index % 3) * 8 + Math.floor(run * each.descriptors),
      resources: 6,
    };
  });

test('16 KB that each run kept, a tenth of what it mails, would be too much', () => {
  expect(
    growthOf(samplesOf({ heapBytes: 16 * 1024, descriptors: 0 }), ({ heapBytes }) => heapBytes),
  ).toBeGreaterThan(mostGrowthBytes);
});

test('a descriptor that one of twenty runs kept would be too much, and sockets that are still closing are none', () => {
  const descriptorsOf = ({ descriptors }: Sample): number => descriptors;

  expect(leastGrowthOf(samplesOf({ heapBytes: 0, descriptors: 0.05 }), descriptorsOf)).toBeGreaterThan(
    mostHandlesMore,
  );
  expect(leastGrowthOf(samplesOf({ heapBytes: 0, descriptors: 0 }), descriptorsOf)).toBe(0);
});

const print = (line: string): void => void process.stdout.write(`${line}\n`);

const scrape = async (stderr: string): Promise<string> => {
  const port = logLines(stderr).find(({ event }) => event === 'listening')?.port;
  return (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
};

const written = (counts: ReadonlyMap<number, number>): string =>
  [...counts].map(([code, count]) => `${code} × ${count}`).join(', ');

/** What nobody expects: errors of the program, and warnings of Node such as too many listeners. */
const errorsIn = (stderr: string): readonly string[] =>
  stderr
    .split('\n')
    .filter((line) => line !== '' && (!line.startsWith('{') || line.includes('"level":"error"')))
    .filter((line) => !line.includes('"event":"mail_refused"'));
