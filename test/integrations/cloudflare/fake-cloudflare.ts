import { readFileSync } from 'node:fs';
import { cloudflare } from '../../../src/integrations/cloudflare/index.ts';
import type { IntegrationEnv } from '../../../src/integrations/integration.ts';
import { createRunner } from '../../../src/integrations/runner.ts';
import { createGuard } from '../../../src/net/guard.ts';
import { defaultGuardSettings, type GuardSettings } from '../../../src/net/guard-settings.ts';
import { createHttp } from '../../../src/net/http.ts';
import type { Period } from '../../../src/period.ts';
import { plainFetch } from '../../helpers/http.ts';
import { type Handler, type RecordedRequest, sendJson, startServer } from '../../helpers/https-server.ts';
import { recordingLog } from '../../helpers/log.ts';

export const fixtureText = (name: string): string =>
  readFileSync(new URL(`../../fixtures/cloudflare/${name}`, import.meta.url), 'utf8');
export const fixture = (name: string): unknown => JSON.parse(fixtureText(name));

export const token = 'canary-token-of-cloudflare';
export const accountId = '01a7362d577a6c3019a474fd6f485823';
export const otherAccountId = 'ffa7362d577a6c3019a474fd6f485823';

/** A Tuesday, 07:00 UTC, at which the clock stands still; time-outs run on real timers all the same. */
export const nowMs = Date.UTC(2026, 4, 26, 7);
const hourMs = 3_600_000;
export const lastHours = (hours: number): Period => ({ fromMs: nowMs - hours * hourMs, toMs: nowMs });

/** What can be asked, by the path or the name of the GraphQL query. */
export type Kind =
  | 'zones'
  | 'tunnels'
  | RestKind
  | 'Limits'
  | 'TrafficByHour'
  | 'TrafficByDay'
  | 'SecurityEventCounts'
  | 'SecurityEventTops'
  | 'SecurityEventRows'
  | 'Dns';

/** What is asked about one tunnel, one zone or the token. */
type RestKind = 'verify' | 'connectors' | 'certificates' | 'dnssec' | 'settings' | 'rules';

const restPaths: readonly (readonly [RegExp, RestKind])[] = [
  [/\/tokens\/verify$/, 'verify'],
  [/\/accounts\/[0-9a-f]{32}\/cfd_tunnel\/[^/]+\/connections$/, 'connectors'],
  [/\/zones\/[^/]+\/ssl\/certificate_packs$/, 'certificates'],
  [/\/zones\/[^/]+\/dnssec$/, 'dnssec'],
  [/\/zones\/[^/]+\/settings\/\w+$/, 'settings'],
  [/\/zones\/[^/]+\/rulesets\/phases\/\w+\/entrypoint$/, 'rules'],
];

export const graphqlKinds = [
  'TrafficByHour',
  'SecurityEventCounts',
  'SecurityEventTops',
  'SecurityEventRows',
  'Dns',
] as const;

export const kindOf = ({ path, body }: RecordedRequest): Kind | 'unknown' => {
  if (path === '/client/v4/zones') return 'zones';
  if (/^\/client\/v4\/accounts\/[0-9a-f]{32}\/cfd_tunnel$/.test(path)) return 'tunnels';
  const rest = restPaths.find(([pattern]) => pattern.test(path))?.[1];
  if (rest !== undefined) return rest;
  const query = /query (\w+)\(/.exec(path === '/client/v4/graphql' ? body : '')?.[1] ?? '';
  return knownKinds.find((kind) => kind === query) ?? 'unknown';
};
const knownKinds = ['Limits', 'TrafficByDay', ...graphqlKinds] as const;

/** The zone that a GraphQL request is about. */
export const zoneOf = ({ body }: RecordedRequest): string => /"zone":"([^"]*)"/.exec(body)?.[1] ?? '';

/** Whether the request asks for numbers of the GraphQL API. */
export const isGraphql = ({ path }: RecordedRequest): boolean => path.endsWith('/graphql');

export const send =
  (value: unknown, status = 200, headers: Readonly<Record<string, string>> = {}): Handler =>
  (_request, response) =>
    sendJson(response, value, status, headers);

export const sendHtml =
  (status: number): Handler =>
  (_request, response) => {
    response
      .writeHead(status, { 'content-type': 'text/html' })
      .end('<!doctype html><title>error 1015</title>');
  };

/** A list as REST sends it, on one page. */
export const list = (result: readonly unknown[], info: object = {}) => ({
  success: true,
  errors: [],
  messages: [],
  result,
  result_info: { page: 1, count: result.length, ...info },
});

/** A refusal in the REST envelope. */
export const refusal = (code: number, message: string) => ({
  success: false,
  errors: [{ code, message }],
  messages: [],
  result: null,
});

export const zoneNode = (node: object) => ({ data: { viewer: { zones: [node] } }, errors: null });
export const graphqlErrors = (...messages: readonly string[]) => ({
  data: null,
  errors: messages.map((message) => ({
    message,
    path: ['viewer', 'zones', '0'],
    extensions: { timestamp: '2026-05-26T07:00:00Z' },
  })),
});

export const zoneRow = (name: string, more: object = {}) => ({
  id: `id-of-${name}`,
  name,
  status: 'active',
  paused: false,
  account: { id: accountId, name: 'Harbour Office' },
  ...more,
});

const allowed = (maxDuration: number, notOlderThan: number) => ({ enabled: true, maxDuration, notOlderThan });
const dayS = 86_400;

/** What the settings node says, Cloudflare API reference §2.3. */
export const freeSettings = {
  d1: allowed(365 * dayS + 3_600, 365 * dayS + 3_600),
  h1: allowed(3 * dayS, 3 * dayS + 3_600),
  fwg: { enabled: false, maxDuration: 0, notOlderThan: 0 },
  fw: { ...allowed(dayS, dayS), maxPageSize: 10_000 },
  dns: allowed(7 * dayS, 8 * dayS),
};
export const proSettings = {
  ...freeSettings,
  h1: allowed(3 * dayS, 7 * dayS + 3_600),
  fwg: allowed(3 * dayS, 3 * dayS),
};

export const traffic = (sum: object) => zoneNode({ total: [{ sum }] });

export const eventRow = (action: string, clientIP: string, more: object = {}) => ({
  action,
  source: 'firewallManaged',
  clientIP,
  clientCountryName: 'SE',
  datetime: '2026-05-26T05:00:00Z',
  ...more,
});

/** A certificate that is in order. */
export const certificatePack = (more: object = {}) => ({
  id: 'pack',
  type: 'universal',
  status: 'active',
  validity_days: 90,
  hosts: ['example.com', '*.example.com'],
  certificates: [{ status: 'active', expires_on: '2026-07-20T00:00:00Z' }],
  validation_errors: [],
  ...more,
});

/** A setting as `GET /zones/{id}/settings/{setting}` tells it, by its name; strict unless said otherwise. */
export const settingsAre =
  (values: Readonly<Record<string, unknown>> = {}): Handler =>
  (request, response) => {
    const strict: Readonly<Record<string, unknown>> = {
      ssl: 'strict',
      min_tls_version: '1.2',
      always_use_https: 'on',
      tls_1_3: 'on',
      security_level: 'medium',
    };
    const id = request.path.split('/').at(-1) ?? '';
    send({ ...list([]), result: { id, value: { ...strict, ...values }[id], editable: true } })(
      request,
      response,
    );
  };

/** One object as a REST answer. */
export const one = (result: unknown) => ({ success: true, errors: [], messages: [], result });

/** One active Pro zone on which everything can be read, and one healthy tunnel. */
export const allIsWell: Readonly<Record<Kind, Handler>> = {
  zones: send(list([zoneRow('example.com')])),
  tunnels: send(
    list([{ id: 'tunnel-1', name: 'blog', status: 'healthy', conns_active_at: '2026-05-20T10:00:00Z' }]),
  ),
  verify: send(one({ id: 'token', status: 'active' })),
  connectors: send(
    list([{ id: 'c', version: '2026.5.0', conns: [{ colo_name: 'LHR', is_pending_reconnect: false }] }]),
  ),
  certificates: send(list([certificatePack()])),
  dnssec: send(one({ status: 'active' })),
  settings: settingsAre(),
  rules: send(refusal(10003, 'could not find entrypoint ruleset'), 404),
  Limits: send(zoneNode({ settings: proSettings })),
  TrafficByHour: send(traffic({ requests: 1_000, bytes: 5_000_000, cachedRequests: 250, threats: 7 })),
  TrafficByDay: send(traffic({ requests: 7_000, bytes: 35_000_000, cachedRequests: 1_750, threats: 49 })),
  SecurityEventCounts: send(
    zoneNode({
      byAction: [
        { count: 40, dimensions: { action: 'block', source: 'firewallManaged' } },
        { count: 30, dimensions: { action: 'log', source: 'firewallManaged' } },
        { count: 12, dimensions: { action: 'managed_challenge', source: 'firewallCustom' } },
      ],
    }),
  ),
  SecurityEventTops: send(
    zoneNode({
      byRule: [
        {
          count: 33,
          dimensions: {
            action: 'block',
            source: 'firewallManaged',
            ruleId: 'rule-1',
            description: 'Path traversal',
          },
        },
      ],
      byAddress: [{ count: 21, dimensions: { clientIP: '203.0.113.7' } }],
      byPath: [
        {
          count: 19,
          dimensions: { clientRequestHTTPHost: 'www.example.com', clientRequestPath: '/wp-login.php' },
        },
      ],
    }),
  ),
  SecurityEventRows: send(
    zoneNode({ events: [eventRow('block', '203.0.113.7'), eventRow('log', '203.0.113.8')] }),
  ),
  Dns: send(
    zoneNode({
      codes: [
        { count: 900, dimensions: { responseCode: 'NOERROR' } },
        { count: 100, dimensions: { responseCode: 'NXDOMAIN' } },
      ],
      names: [{ count: 600, dimensions: { queryName: 'www.example.com' } }],
      nx: [{ count: 80, dimensions: { queryName: 'old.example.com' } }],
    }),
  ),
};

export interface RunOptions {
  readonly period?: Period;
  readonly env?: IntegrationEnv;
  readonly settings?: Partial<GuardSettings>;
}

/** A Cloudflare on which all is well but for `answers`, and the integration behind its real runner, guard and door. */
export async function openCloudflare(answers: Partial<Record<Kind, Handler>> = {}, options: RunOptions = {}) {
  const replies = { ...allIsWell, ...answers };
  const server = await startServer(
    async (request, response) => {
      if (request.headers.authorization !== `Bearer ${token}`) {
        return sendJson(response, refusal(10000, 'Authentication error'), 401);
      }
      const kind = kindOf(request);
      if (kind === 'unknown') return sendJson(response, refusal(7003, `No route for ${request.url}`), 404);
      await replies[kind](request, response);
    },
    { tls: false },
  );
  const { log, lines } = recordingLog();
  const now = () => nowMs;
  const settings = { ...defaultGuardSettings, retryWaitMs: 1, retryMaxWaitMs: 2, ...options.settings };
  const runner = createRunner([cloudflare], {
    env: {
      CLOUDFLARE_API_TOKEN: token,
      CLOUDFLARE_API_BASE_URL: `${server.url}/client/v4`,
      ...options.env,
    },
    log,
    guardFor: ({ name }) => createGuard(name, settings, { now, random: () => 0.5, log }),
    depsFor: (_definition, { request }) => ({
      http: (baseUrl, headers) =>
        createHttp({ baseUrl, headers, request, fetch: plainFetch, userAgent: 'test' }),
      console: () => {
        throw new Error('Cloudflare has no console');
      },
      readFile: (path) => {
        throw new Error(`no such file: ${path}`);
      },
      log,
      now,
    }),
  });
  return {
    server,
    lines,
    run: () => runner.run(options.period ?? lastHours(24), new AbortController().signal),
    /** The requests of one kind. */
    asked: (kind: Kind) => server.requests.filter((request) => kindOf(request) === kind),
  };
}
