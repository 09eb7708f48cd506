import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { openApp, realIo } from '../../src/app.ts';
import { watchStopSignals } from '../../src/stop.ts';
import type { Sample } from './memory.ts';

/**
 * The program as a daemon that makes one report after the other in one process. Its parent is told before each, says
 * when to begin, and is handed a sample of the memory now and then.
 */
const runs = Number(process.argv[2]);
const sampleEvery = Number(process.argv[3]);

const tell = (message: unknown): void => void process.send?.(message);

const collectGarbage = (): void => {
  // Twice, because what a finaliser lets go of is only collected the second time.
  globalThis.gc?.();
  globalThis.gc?.();
};

const sampleAfter = (run: number): Sample => {
  collectGarbage();
  const { heapUsed, external, rss } = process.memoryUsage();
  return {
    run,
    heapBytes: heapUsed + external,
    residentBytes: rss,
    descriptors: readdirSync('/proc/self/fd').length,
    resources: process.getActiveResourcesInfo().length,
  };
};

const app = await openApp(realIo());
const stop = watchStopSignals(process);
const end = new AbortController();
// The daemon waits for a schedule that is never due, and serves its figures meanwhile.
const daemon = app.runOnSchedule({ asking: end.signal, sending: end.signal });

for (let run = 1; run <= runs; run += 1) {
  const go = once(process, 'message');
  tell({ kind: 'next', run });
  await go;
  const { outcome, exitCode } = await app.makeReport({ dryRun: false, cause: 'schedule' }, stop);
  tell({ kind: 'made', outcome, exitCode });
  if (run % sampleEvery === 0) tell({ kind: 'sample', sample: sampleAfter(run) });
}

end.abort();
await daemon;
stop.dispose();
app.close();
// Whatever holds the process from here on is a handle that was left behind.
process.disconnect();
