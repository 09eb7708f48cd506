import { readFileSync } from 'node:fs';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { permissions } from '../../../src/integrations/cloudflare/permissions.ts';
import { readRuleNames } from '../../../src/integrations/cloudflare/rule-names.ts';
import type { Handler, RecordedRequest } from '../../helpers/https-server.ts';
import { openClient } from './client-door.ts';
import { type Kind, refusal, send } from './fake-cloudflare.ts';
import { ask, show } from './opening.ts';
import { failed, shown } from './reading.ts';

/** What the program asks, as a server saw it, is held against Cloudflare's description of its API. */

const parameter = v.object({
  name: v.string(),
  in: v.picklist(['path', 'query']),
  required: v.boolean(),
  schema: v.object({
    enum: v.optional(v.array(v.string())),
    minimum: v.optional(v.number()),
    maximum: v.optional(v.number()),
  }),
});
const operation = v.object({
  parameters: v.array(parameter),
  'x-api-token-group': v.optional(v.array(v.string()), []),
  responses: v.object({
    '200': v.object({
      content: v.optional(
        v.object({
          'application/json': v.object({
            example: v.optional(v.unknown()),
            examples: v.optional(v.record(v.string(), v.object({ value: v.unknown() }))),
          }),
        }),
      ),
    }),
  }),
});
const file = new URL('../../fixtures/openapi-cloudflare/operations.json', import.meta.url);
const { paths } = v.parse(
  v.object({ paths: v.record(v.string(), v.record(v.string(), operation)) }),
  JSON.parse(readFileSync(file, 'utf8')),
);
type Parameter = v.InferOutput<typeof parameter>;

interface Operation extends v.InferOutput<typeof operation> {
  readonly path: string;
  readonly method: string;
  /** With the values of the path's parameters as named groups. */
  readonly pattern: RegExp;
}

const operations: readonly Operation[] = Object.entries(paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, it]) => ({
    ...it,
    path,
    method: method.toUpperCase(),
    pattern: new RegExp(`^/client/v4${path.replaceAll(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`),
  })),
);

const operationOf = ({ method, path }: RecordedRequest): Operation | undefined =>
  operations.find((it) => it.method === method && it.pattern.test(path));

const isWithin = ({ schema: { enum: words, minimum, maximum } }: Parameter, value: string): boolean =>
  (words?.includes(value) ?? true) &&
  (minimum === undefined || Number(value) >= minimum) &&
  (maximum === undefined || Number(value) <= maximum);

/** What the description does not know, or not so. */
function complaintsAbout(request: RecordedRequest): readonly string[] {
  const known = operationOf(request);
  if (known === undefined) return [`${request.method} ${request.path} is not described`];
  const sent = { ...known.pattern.exec(request.path)?.groups, ...Object.fromEntries(request.query) };
  const unknown = Object.keys(sent).filter((name) => !known.parameters.some((it) => it.name === name));
  const wrong = known.parameters.filter((it) => {
    const value = sent[it.name];
    return value === undefined ? it.required : !isWithin(it, value);
  });
  return [...unknown, ...wrong.map(({ name }) => name)].map((name) => `${known.path}: ${name}`);
}

/** Everything that the program ever asks, rule names and the two ways to verify a token included. */
async function askEverything(): Promise<readonly RecordedRequest[]> {
  const { server } = await ask({ verify: send(refusal(10000, 'Authentication error'), 403) });
  const rules = await openClient(send(refusal(10003, 'could not find entrypoint ruleset'), 404));
  await readRuleNames(rules.client, 'id-of-example.com', rules.deadline);
  return [...server.requests, ...rules.server.requests];
}

test('every request is described: its path, its method, its parameters and their values', async () => {
  const requests = await askEverything();
  expect(requests.length).toBeGreaterThan(10);
  expect(requests.flatMap(complaintsAbout)).toEqual([]);
});

test('a request that is not described would be found', () => {
  const [described] = operations.filter(({ path }) => path === '/zones');
  expect(described).toBeDefined();
  const asked = (path: string, query: string): RecordedRequest => ({
    method: 'GET',
    url: `${path}?${query}`,
    path,
    query: new URLSearchParams(query),
    headers: {},
    body: '',
    json: () => undefined,
  });
  expect(complaintsAbout(asked('/client/v4/zones', 'per_page=50'))).toEqual([]);
  expect(complaintsAbout(asked('/client/v4/zones', 'per_page=51&colour=red'))).toEqual([
    '/zones: colour',
    '/zones: per_page',
  ]);
  expect(complaintsAbout(asked('/client/v4/zones/1/settings', ''))).toHaveLength(1);
  expect(complaintsAbout(asked('/client/v4/zones/1/settings/shoe_size', ''))).toHaveLength(1);
});

test('every described operation is asked', async () => {
  const asked = new Set((await askEverything()).map((request) => operationOf(request)?.path));
  expect(operations.map(({ path }) => path).filter((path) => !asked.has(path))).toEqual([]);
});

describe('the permission that a missing part names is one that its operation accepts', () => {
  const denied = send(refusal(10000, 'Authentication error'), 403);
  const groupsOf = (path: string): readonly string[] =>
    operations.find((it) => it.path === path)?.['x-api-token-group'] ?? [];
  /** "Zone · DNS · Read" is "DNS Read" there; only zones keep the scope: "Zone Zone Read". */
  const namesOf = (permission: string): readonly string[] => {
    const [scope = '', ...rest] = permission.split(' · ');
    return [rest.join(' '), [scope, ...rest].join(' ')];
  };
  const named = (sentences: readonly string[]): readonly string[] =>
    sentences.flatMap((sentence) => /the token lacks (\S+ · .+? · Read)/.exec(sentence)?.[1] ?? []);

  test.each<readonly [Kind, string]>([
    ['tunnels', '/accounts/{account_id}/cfd_tunnel'],
    ['certificates', '/zones/{zone_id}/ssl/certificate_packs'],
    ['dnssec', '/zones/{zone_id}/dnssec'],
    ['settings', '/zones/{zone_id}/settings/{setting_id}'],
  ])('%s', async (kind, path) => {
    const [permission = ''] = named((await show({ [kind]: denied })).notes);
    expect(groupsOf(path)).toEqual(expect.arrayContaining([expect.toBeOneOf([...namesOf(permission)])]));
  });

  test('zones', async () => {
    const [permission = ''] = named([failed((await ask({ zones: denied })).results).detail]);
    expect(groupsOf('/zones')).toEqual(expect.arrayContaining([expect.toBeOneOf([...namesOf(permission)])]));
  });

  test('rule names', () => {
    expect(groupsOf('/zones/{zone_id}/rulesets/phases/{ruleset_phase}/entrypoint')).toEqual(
      expect.arrayContaining([expect.toBeOneOf([...namesOf(permissions.rules.name)])]),
    );
  });
});

test('the examples of the description are read', async () => {
  const exampleOf = (path: string, name?: string): unknown => {
    const content = operations.find((it) => it.path === path)?.responses['200'].content?.['application/json'];
    const example = name === undefined ? content?.example : content?.examples?.[name]?.value;
    if (example === undefined) throw new Error(`no example of ${path}`);
    return example;
  };
  const setting: Handler = (request, response) =>
    send(exampleOf('/zones/{zone_id}/settings/{setting_id}', request.path.split('/').at(-1)))(
      request,
      response,
    );
  const { results } = await ask({
    verify: send(exampleOf('/user/tokens/verify')),
    zones: send(exampleOf('/zones')),
    tunnels: send(exampleOf('/accounts/{account_id}/cfd_tunnel')),
    connectors: send(exampleOf('/accounts/{account_id}/cfd_tunnel/{tunnel_id}/connections')),
    certificates: send(exampleOf('/zones/{zone_id}/ssl/certificate_packs')),
    dnssec: send(exampleOf('/zones/{zone_id}/dnssec')),
    settings: setting,
  });
  const { table, notes } = shown(results);
  expect(table('Zones')).toHaveLength(1);
  expect(table('Tunnels').map((row) => row.slice(3))).toEqual([[null], ['1 × 2026.10.0']]);
  expect(table('Set-up to look at')).toEqual([
    [{ text: 'TLS 1.0 is accepted', tone: 'warning' }, 'example.com'],
  ]);
  expect(notes).toEqual([]);
});
