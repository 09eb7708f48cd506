import type { Console } from '../../src/console/console.ts';
import { createAccount } from '../../src/demo/cloudflare/account.ts';
import { answerGraphql } from '../../src/demo/cloudflare/graphql/graphql.ts';
import { answerRest } from '../../src/demo/cloudflare/rest.ts';
import { type Generation, type GenerationName, generations } from '../../src/demo/console/generation.ts';
import { createRouter } from '../../src/demo/console/router.ts';
import type { ReceivedRequest, Reply } from '../../src/demo/http/reply.ts';
import { createWorld } from '../../src/demo/world/world.ts';
import { SourceError } from '../../src/net/errors.ts';
import type { Http } from '../../src/net/http.ts';
import { type ChangeText, changeTexts } from './mangle.ts';

/** Saturday 21 November 2026, 07:02 UTC. */
export const nowMs = Date.UTC(2026, 10, 21, 7, 2);

const world = createWorld(nowMs);
const account = createAccount(nowMs);

interface Asked {
  readonly method?: string;
  readonly path: string;
  readonly query?: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
}

const received = ({ body, path, query = {}, method }: Asked): ReceivedRequest => ({
  method: method ?? (body === undefined ? 'GET' : 'POST'),
  path,
  query: new URLSearchParams(Object.entries(query).map(([name, value]) => [name, String(value)])),
  headers: {},
  body: body === undefined ? '' : JSON.stringify(body),
});

/** The answer with its texts changed. @throws SourceError for what is not there */
const answerOf = (reply: Reply, change: ChangeText): unknown => {
  if (reply.kind !== 'answer' || reply.status !== 200) throw new SourceError('unsupported', 'not there');
  return changeTexts(JSON.parse(reply.body), change);
};

/** The demo's console without a network between, whose texts are changed. */
export const consoleSaying = (change: ChangeText, generation: GenerationName): Console => {
  const known: Generation = generations[generation];
  const route = createRouter(world, known, [{ name: 'default', description: world.siteName }]);
  return {
    host: 'unifi.example',
    kind: async () => 'unifi-os',
    clockSkewMs: () => undefined,
    site: async () => ({ name: 'default', description: change(world.siteName, 'desc') }),
    sites: async () => [{ name: 'default', description: change(world.siteName, 'desc') }],
    read: async ({ surface, path, query, body }) => {
      const root = surface === 'legacy' ? '/api/s/default/' : '/v2/api/site/default/';
      const place = `${root}${path}`;
      const asked = { path: place, ...(query && { query }), ...(body !== undefined && { body }) };
      const answer = answerOf(route(received(asked), place), change);
      if (surface === 'v2') return answer;
      return typeof answer === 'object' && answer !== null && 'data' in answer ? answer.data : undefined;
    },
  };
};

/** The demo's Cloudflare without a network between, whose texts are changed. */
export const cloudflareSaying = (change: ChangeText): Http => ({
  request: async ({ path, query, json, check }) => {
    const asked = received({ path, ...(query && { query }), ...(json !== undefined && { body: json }) });
    const context = { account, may: () => true };
    const reply = path === '/graphql' ? answerGraphql(asked, context) : answerRest(asked, path, context);
    const body = answerOf(reply, change);
    const answer = { status: 200, headers: new Headers(), text: JSON.stringify(body), json: () => body };
    check?.(answer);
    return answer;
  },
});
