import { setTimeout as sleep } from 'node:timers/promises';
import { readSelf, restBetween } from './proc.ts';

/**
 * The built program as a daemon: so many reports one after the other, then nothing but waiting for a schedule that is
 * never due. Tells its parent what it holds and how often it woke.
 */
const [runs, settleMs, restMs] = process.argv.slice(2).map(Number);
const dist = new URL('../dist/app.js', import.meta.url).href;
const { openApp, realIo }: typeof import('../src/app.ts') = await import(dist);

const never = new AbortController();
const stop = { asking: never.signal, sending: never.signal };
const app = await openApp(realIo());
const daemon = app.runOnSchedule(stop);
for (let run = 0; run < (runs ?? 0); run += 1) {
  const { outcome } = await app.makeReport({ dryRun: false, cause: 'schedule' }, stop);
  if (outcome !== 'delivered') throw new Error(`a report was not delivered but ${outcome}`);
}
await sleep(settleMs);
const before = readSelf();
await sleep(restMs);
process.send?.(restBetween(before, readSelf()));
never.abort();
await daemon;
app.close();
process.disconnect();
