import type { ServerResponse } from 'node:http';
import type { Console, ConsoleFor, ConsoleKind } from '../../src/console/console.ts';
import { type ConsoleSessionSettings, openConsoleSession } from '../../src/console/session.ts';
import type { GuardSettings } from '../../src/net/guard-settings.ts';
import { testGuard } from './guard.ts';
import { loopbackFetch } from './http.ts';
import { type RecordedRequest, startServer, type TestServer } from './https-server.ts';
import { legacy, legacyError, unifiFixture } from './unifi-fixture.ts';

export interface Reply {
  readonly status?: number;
  readonly json?: unknown;
  /** Instead of JSON, with the headers it needs. */
  readonly text?: string;
  readonly headers?: Readonly<Record<string, string | string[]>>;
}

/** `'hang'` never answers. */
export type Answer = (request: RecordedRequest) => Reply | 'hang' | Promise<Reply | 'hang'>;

/** Holds every answer until `count` requests wait for one, and a moment longer for one too many to show up. */
export const holding = (count: number): Answer => {
  const all = Promise.withResolvers<void>();
  let arrived = 0;
  return async () => {
    arrived += 1;
    if (arrived === count) setTimeout(all.resolve, 50);
    await all.promise;
    return { json: legacy([]) };
  };
};

export interface ConsoleServerOptions {
  readonly kind?: ConsoleKind;
  /** By `METHOD path`, without the prefix: data paths and the sites. */
  readonly answers?: Readonly<Record<string, Answer>>;
  /** Stands in for the login's own answer; `undefined` lets it through. `attempt` counts from 1. */
  readonly onLogin?: (attempt: number, request: RecordedRequest) => Reply | undefined;
  /** Stands in for the answer of `GET /`. */
  readonly root?: Reply;
}

export interface ConsoleServer extends TestServer {
  /** Requests to either login path. */
  readonly logins: RecordedRequest[];
  /** Requests for data, the sites included. */
  readonly reads: RecordedRequest[];
  /** The most requests for data that were open at the same time. */
  mostAtOnce(): number;
  /** Forgets every session: the next request of each gets a 401. */
  loseSessions(): void;
}

export const username = 'reporter';
export const password = 'correct horse';
export const apiKey = 'test-api-key';

export const json =
  (value: unknown, status = 200): Answer =>
  () => ({ status, json: value });
export const site = { _id: '5f0', name: 'default', desc: 'Harbour Office', role: 'readonly' };

/** A console over TLS that keeps the rules of UniFi API reference §1: sessions, CSRF on every POST, auth before routing. */
export async function startConsoleServer(options: ConsoleServerOptions = {}): Promise<ConsoleServer> {
  const isClassic = options.kind === 'classic';
  const prefix = isClassic ? '' : '/proxy/network';
  const answers: Record<string, Answer> = { 'GET /api/self/sites': json(legacy([site])), ...options.answers };
  const logins: RecordedRequest[] = [];
  const reads: RecordedRequest[] = [];
  const sessions = new Set<string>();
  let open = 0;
  let most = 0;

  const logIn = (request: RecordedRequest): Reply => {
    logins.push(request);
    const own = options.onLogin?.(logins.length, request);
    if (own) return own;
    const body = request.json();
    const wanted = { username, password, rememberMe: true, ...(isClassic && { strict: true }) };
    if (JSON.stringify(body) !== JSON.stringify(wanted) || request.headers.cookie !== undefined)
      return isClassic ? { status: 400, json: legacyError('api.err.Invalid') } : { status: 403, json: {} };
    const session = `s${logins.length}`;
    sessions.add(session);
    return isClassic ? classicSession(session) : osSession(session);
  };

  const refusal = (request: RecordedRequest): Reply | undefined => {
    if (request.headers['x-api-key'] !== undefined)
      return request.headers['x-api-key'] === apiKey && !isClassic ? undefined : unauthorized;
    const cookies = new Map((request.headers.cookie ?? '').split('; ').map((pair) => cookiePair(pair)));
    const session = isClassic ? cookies.get('unifises') : sessionOfToken(cookies.get('TOKEN'));
    if (session === undefined || !sessions.has(session))
      return isClassic ? { status: 401, json: legacyError('api.err.LoginRequired') } : unauthorized;
    const isForged = request.method === 'POST' && request.headers['x-csrf-token'] !== `csrf-${session}`;
    return isForged ? { status: 403, json: { code: 'csrf' } } : undefined;
  };

  const read = async (request: RecordedRequest): Promise<Reply | 'hang'> => {
    reads.push(request);
    const refused = refusal(request);
    if (refused) return refused;
    const answer = answers[`${request.method} ${request.path.slice(prefix.length)}`];
    return answer?.(request) ?? { status: 404, json: legacyError('api.err.NotFound') };
  };

  const server = await startServer(async (request, response) => {
    if (request.path === '/') return send(response, options.root ?? (isClassic ? toManage : welcome));
    if (request.path === (isClassic ? '/api/login' : '/api/auth/login'))
      return send(response, logIn(request));
    if (
      !request.path.startsWith(`${prefix}/`) ||
      request.path === '/api/auth/login' ||
      request.path === '/manage'
    )
      return send(response, { status: 404, json: legacyError('api.err.NotFound') });
    open += 1;
    most = Math.max(most, open);
    const reply = await read(request);
    open -= 1;
    if (reply !== 'hang') send(response, reply);
  });
  return { ...server, logins, reads, mostAtOnce: () => most, loseSessions: () => sessions.clear() };
}

const page = '<!doctype html><title>UniFi OS</title>';
const welcome: Reply = {
  text: page,
  headers: {
    'content-type': 'text/html',
    'set-cookie': 'TOKEN=anonymous; Path=/; HttpOnly',
    'x-csrf-token': 'anonymous',
  },
};
const toManage: Reply = { status: 302, text: '', headers: { location: '/manage' } };
const unauthorized: Reply = { status: 401, text: 'Unauthorized', headers: { 'content-type': 'text/plain' } };

const osSession = (session: string): Reply => ({
  json: unifiFixture('aiounifi/login-unifios-success.json'),
  headers: { 'set-cookie': `TOKEN=${tokenOf(session)}; Path=/; HttpOnly; Secure; SameSite; Partitioned` },
});

const classicSession = (session: string): Reply => ({
  json: legacy([]),
  headers: { 'set-cookie': [`unifises=${session}; Path=/; Secure`, `csrf_token=csrf-${session}; Path=/`] },
});

/** A JWT as UniFi OS makes it: the CSRF token stands in its payload only. */
export const tokenOf = (session: string): string =>
  [{ alg: 'none' }, { csrfToken: `csrf-${session}`, session }]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.')
    .concat('.signature');

function sessionOfToken(token: string | undefined): string | undefined {
  const payload = token?.split('.')[1];
  if (payload === undefined) return undefined;
  return /"session":"(\w+)"/.exec(Buffer.from(payload, 'base64url').toString())?.[1];
}

const cookiePair = (pair: string): [string, string] => {
  const [name = '', ...value] = pair.split('=');
  return [name, value.join('=')];
};

function send(response: ServerResponse, { status = 200, json: value, text, headers }: Reply): void {
  const type = text === undefined ? { 'content-type': 'application/json' } : {};
  response.writeHead(status, { ...type, ...headers });
  response.end(text ?? JSON.stringify(value));
}

/** A session with a test console, with short waits between attempts. */
export function openTestSession(
  server: TestServer,
  settings: Partial<ConsoleSessionSettings> = {},
): ConsoleFor {
  return openConsoleSession({
    baseUrl: server.url,
    host: server.host,
    credentials: { kind: 'login', username, password },
    kind: 'auto',
    fetch: loopbackFetch,
    userAgent: 'unifi-report/test',
    now: () => Date.now(),
    ...settings,
  });
}

/** One reader's view of it, with a guard of its own. */
export function viewOf(consoleFor: ConsoleFor, settings: Partial<GuardSettings> = {}): Console {
  const { guard } = testGuard({ retryWaitMs: 1, retryMaxWaitMs: 1, ...settings }, { circuit: 'none' });
  return consoleFor(guard.request);
}

export const openTestConsole = (
  server: TestServer,
  settings: Partial<ConsoleSessionSettings> = {},
): Console => viewOf(openTestSession(server, settings));
