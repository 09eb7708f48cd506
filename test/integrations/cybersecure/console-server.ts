import { readFileSync } from 'node:fs';
import { openConsoleSession } from '../../../src/console/session.ts';
import { cybersecure } from '../../../src/integrations/cybersecure/index.ts';
import type { IntegrationDefinition } from '../../../src/integrations/integration.ts';
import type { GuardSettings } from '../../../src/net/guard-settings.ts';
import { createFetch } from '../../../src/net/tls.ts';
import {
  type Handler,
  loopbackFingerprint,
  type RecordedRequest,
  sendJson,
  startServer,
} from '../../helpers/https-server.ts';
import { harness } from '../harness.ts';

export const fixture = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../fixtures/cybersecure/${name}`, import.meta.url), 'utf8'));

/** The key that this console made. */
export const apiKey = 'canary-key-of-the-console';

/** What is answered at a path below `/proxy/network`; a value is sent as JSON, a number as that HTTP status. */
export type Routes = Readonly<Record<string, unknown>>;

export const paths = {
  dashboard: '/v2/api/site/default/aggregated-dashboard',
  setting: '/api/s/default/get/setting/ips',
  flows: '/v2/api/site/default/traffic-flows',
  ipsEvent: '/api/s/default/stat/ips/event',
  systemLog: '/v2/api/site/default/system-log/all',
  sysinfo: '/api/s/default/stat/sysinfo',
  sites: '/api/self/sites',
  filters: '/v2/api/site/default/content-filtering',
  features: '/v2/api/site/default/gateway/engine/features',
  clients: '/api/s/default/stat/sta',
} as const;

export const legacy = (data: unknown) => ({ meta: { rc: 'ok' }, data });
export const noRows = { data: [], has_next: false, total_element_count: 0 };

const hourMs = 3_600_000;

/** Signatures as they are on a gateway that renews them daily. */
export const freshlyUpdatedAtMs = Math.floor(Date.now() / 1000) * 1000 - 5 * hourMs;

/** A dashboard of a subscribed gateway but for `changes`. */
export const dashboard = (changes: Readonly<Record<string, unknown>> = {}) => ({
  cybersecure: {
    has_subscription: true,
    enterprise: false,
    is_activating: false,
    ips_enabled: true,
    signatures: 56_000,
    signature_capacity: 70_000,
    threats: 12,
    updated_timestamp: freshlyUpdatedAtMs,
    ...changes,
  },
});

/** A console of the newest kind that answers everything this integration asks. */
export const allIsWell: Routes = {
  [paths.sites]: fixture('self-sites.json'),
  [paths.sysinfo]: legacy([{ version: '10.4.57' }]),
  [paths.dashboard]: dashboard(),
  [paths.setting]: fixture('get-setting-ips.json'),
  [paths.flows]: fixture('v2-traffic-flows-ips.json'),
  [paths.filters]: fixture('v2-content-filtering.json'),
  [paths.features]: fixture('v2-gateway-engine-features.json'),
};

/** Answers by `routes`; a function decides for itself, what is not there is unknown to the console. */
export function consoleHandler(routes: Routes): Handler {
  return (request, response) => {
    if (request.headers['x-api-key'] !== apiKey) return sendJson(response, { code: 'unauthorized' }, 401);
    const answer = routes[request.path.replace('/proxy/network', '')];
    if (typeof answer === 'function') return answer(request, response);
    if (answer === undefined) return sendJson(response, { errorCode: 404, message: 'no such thing' }, 404);
    if (typeof answer === 'number') return sendJson(response, {}, answer);
    sendJson(response, firstPageOnly(request, answer));
  };
}

/** The recording is one page of many: the following ones are empty. */
function firstPageOnly(request: RecordedRequest, answer: unknown): unknown {
  if (request.method !== 'POST' || request.path.endsWith(paths.ipsEvent)) return answer;
  return /"pageNumber":0\b/.test(request.body) ? answer : noRows;
}

export interface AskOptions {
  readonly key?: string;
  readonly settings?: Partial<GuardSettings>;
  readonly beside?: readonly IntegrationDefinition[];
  /** Further variables of CyberSecure. */
  readonly env?: Readonly<Record<string, string>>;
}

/** CyberSecure, and what stands `beside` it, in the real runner against a real console. */
export async function openConsole(
  handler: Handler,
  { key = apiKey, settings = {}, beside = [], env = {} }: AskOptions = {},
) {
  const server = await startServer(handler);
  const fetch = await createFetch({ mode: 'fingerprint', sha256: loopbackFingerprint });
  const own = { CYBERSECURE_API_KEY: key, ...env };
  const subject = harness([cybersecure, ...beside], {
    settings,
    env: { ...own, ...Object.fromEntries(beside.flatMap((it) => it.requiredEnv.map((name) => [name, 'x']))) },
    console: (guard) => (target) =>
      openConsoleSession({
        baseUrl: server.url,
        host: 'console.example',
        credentials: { kind: 'key', apiKey: target.apiKey },
        kind: 'auto',
        ...(target.site !== undefined && { site: target.site }),
        fetch,
        userAgent: 'test',
        now: () => Date.now(),
      })(guard.request),
  });
  return { ...subject, server };
}
