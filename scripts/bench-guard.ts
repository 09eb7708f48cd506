import { once } from 'node:events';
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { createGuard } from '../src/net/guard.ts';
import { defaultGuardSettings } from '../src/net/guard-settings.ts';
import { createHttp } from '../src/net/http.ts';
import { createFetch } from '../src/net/tls.ts';

/**
 * `npm run bench:guard`: what a call through the guard costs against a bare call, in memory and over loopback HTTP. The
 * argument is the number of HTTP calls per round.
 */
const httpCalls = Number(process.argv[2] ?? 300);

const silent = () => undefined;
const log = { debug: silent, info: silent, warn: silent, error: silent };
const guard = createGuard('bench', defaultGuardSettings, { now: Date.now, random: Math.random, log });
const neverFails = () => undefined;
const { signal } = new AbortController();

const answer = { state: 'ok' };
const bare = async () => answer;
const throughGuard = () =>
  guard.run((deadline) => guard.request({ operation: 'bench' }, deadline, bare), neverFails, signal);

const server = createServer((_, response) => response.end('{"state":"ok"}')).listen(0, '127.0.0.1');
await once(server, 'listening');
const address = server.address();
if (address === null || typeof address === 'string') throw new Error('the server has no port');
const { port } = address;
const url = `http://127.0.0.1:${port}`;
const fetch = await createFetch({ mode: 'verify' });
const http = createHttp({
  baseUrl: url,
  headers: {},
  request: guard.request,
  fetch,
  userAgent: 'bench',
});
const bareFetch = async () => JSON.parse(await text((await fetch(`${url}/data`, {})).body));
const guardedFetch = () =>
  guard.run(
    async (deadline) => (await http.request({ operation: 'bench', path: '/data' }, deadline)).json(),
    neverFails,
    signal,
  );

/** The median of several rounds: one that was disturbed does not count. */
const microsecondsPerCall = async (call: () => Promise<unknown>, calls: number): Promise<number> => {
  const rounds: number[] = [];
  for (let round = 0; round < 7; round += 1) {
    const startMs = performance.now();
    for (let index = 0; index < calls; index += 1) await call();
    rounds.push(((performance.now() - startMs) * 1000) / calls);
  }
  return rounds.toSorted((a, b) => a - b)[3] ?? Number.NaN;
};

const compare = async (
  what: string,
  without: () => Promise<unknown>,
  within: () => Promise<unknown>,
  calls: number,
): Promise<void> => {
  const bareUs = await microsecondsPerCall(without, calls);
  const guardedUs = await microsecondsPerCall(within, calls);
  const shown = (microseconds: number) => `${microseconds.toFixed(1)} µs`.padStart(11);
  // Joined by blanks, because a busy machine fills the columns.
  console.log([what.padEnd(20), shown(bareUs), shown(guardedUs), shown(guardedUs - bareUs)].join(' '));
};

console.log(
  ['one call'.padEnd(20), ...['bare', 'guarded', 'cost'].map((name) => name.padStart(11))].join(' '),
);
await compare('a function', bare, throughGuard, httpCalls * 10);
await compare('HTTP on loopback', bareFetch, guardedFetch, httpCalls);
server.close();
server.closeAllConnections();
