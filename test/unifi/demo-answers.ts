import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { type ConsoleOptions, startConsole } from '../../src/demo/console/console.ts';
import type { GenerationName } from '../../src/demo/console/generation.ts';
import type { Fetch } from '../../src/net/http.ts';
import type { Period } from '../../src/period.ts';
import { collectNetwork } from '../../src/unifi/collect.ts';
import { apiKey, openTestConsole, password, username } from '../helpers/console-server.ts';
import { deadline } from '../helpers/deadline.ts';
import { loopbackFetch } from '../helpers/http.ts';
import { recordingLog } from '../helpers/log.ts';

const nowMs = Date.UTC(2026, 10, 21, 7);
export const demoPeriod: Period = { fromMs: nowMs - 24 * 3_600_000, toMs: nowMs };

/** What the demo console answers to a whole collection, by `METHOD path`; of several pages the first. */
export async function demoAnswers(generation: GenerationName): Promise<Readonly<Record<string, unknown>>> {
  const options: ConsoleOptions = { nowMs, generation, apiKey, username, password };
  const console = await startConsole(options);
  const answers = new Map<string, unknown>();
  const listening: Fetch = async (url, init) => {
    const reply = await loopbackFetch(url, init);
    const body = await buffer(reply.body);
    const place = `${init.method ?? 'GET'} ${new URL(url).pathname.replace('/proxy/network', '')}`;
    const isData =
      reply.status === 200 && !/^(GET \/$|GET \/api\/self\/sites|POST \/api\/(auth\/)?login)/.test(place);
    if (isData && !answers.has(place)) answers.set(place, JSON.parse(body.toString('utf8')));
    return { ...reply, body: Readable.from([body]) };
  };
  try {
    const credentials = { kind: 'key', apiKey } as const;
    const session = openTestConsole(
      { ...console, requests: [] },
      { fetch: listening, credentials, now: () => nowMs },
    );
    const { log } = recordingLog();
    await collectNetwork(session, demoPeriod, deadline(), { now: () => Date.now(), log });
  } finally {
    await console.close();
  }
  return Object.fromEntries(answers);
}
