import { afterEach } from 'vitest';
import { type ConsoleOptions, type DemoConsole, startConsole } from '../../src/demo/console/console.ts';
import type { GenerationName } from '../../src/demo/console/generation.ts';
import { type Answer, ask, type Question } from './ask.ts';

/** Seven in the morning of a day in November. */
export const nowMs = Date.UTC(2026, 10, 21, 7);
export const dayMs = 86_400_000;

export const login = { username: 'reader', password: 'secret of the reader' };
export const apiKey = 'key-of-the-test';

const running: { close(): Promise<void> }[] = [];

/** Closed after the test that opened it. */
export const keep = <T extends { close(): Promise<void> }>(server: T): T => {
  running.push(server);
  return server;
};

afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.close()));
});

export const openConsole = async (
  generation: GenerationName,
  options: Partial<ConsoleOptions> = {},
): Promise<DemoConsole> => keep(await startConsole({ nowMs, generation, apiKey, ...login, ...options }));

/** The `name=value` pairs of an answer's cookies, as a browser sends them back. */
export const cookiesOf = (answer: Answer): string =>
  answer.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ');

/** Logs in as the generation wants it; the headers of every further request. */
export const logIn = async (
  console: DemoConsole,
  generation: GenerationName,
): Promise<Record<string, string>> => {
  const path = generation === 'classic' ? '/api/login' : '/api/auth/login';
  const body = { ...login, rememberMe: true, strict: true };
  const answer = await ask(`${console.url}${path}`, { method: 'POST', body });
  const cookie = cookiesOf(answer);
  const csrf = answer.headers.get('x-csrf-token') ?? /csrf_token=([^;]+)/.exec(cookie)?.[1] ?? '';
  return { cookie, 'x-csrf-token': csrf };
};

export type AskConsole = (path: string, question?: Question) => Promise<Answer>;

/** Asks below the generation's prefix with whatever opens it: a key on UniFi OS, a login on the classic application. */
export const authorized = async (console: DemoConsole, generation: GenerationName): Promise<AskConsole> => {
  const headers = generation === 'classic' ? await logIn(console, generation) : { 'x-api-key': apiKey };
  const prefix = generation === 'classic' ? '' : '/proxy/network';
  return (path, question = {}) => ask(`${console.url}${prefix}${path}`, { headers, ...question });
};

export const legacy = '/api/s/default';
export const v2 = '/v2/api/site/default';
