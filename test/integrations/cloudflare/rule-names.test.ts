import { expect, test } from 'vitest';
import { readRuleNames } from '../../../src/integrations/cloudflare/rule-names.ts';
import type { Handler } from '../../helpers/https-server.ts';
import { openClient } from './client-door.ts';
import { list, refusal, send } from './fake-cloudflare.ts';

const phaseOf = (path: string): string => /\/phases\/(\w+)\/entrypoint$/.exec(path)?.[1] ?? '';
const ruleset = (rules: unknown) => ({ ...list([]), result: { id: 'set', rules } });

/** One answer per phase; no rule set where there is none. */
const byPhase =
  (answers: Readonly<Record<string, Handler>>): Handler =>
  (request, response) =>
    (answers[phaseOf(request.path)] ?? send(refusal(10003, 'could not find entrypoint ruleset'), 404))(
      request,
      response,
    );

const namesOf = async (handler: Handler) => {
  const { client, deadline, server } = await openClient(handler);
  const names = await readRuleNames(client, 'zone-id', deadline);
  return { names: [...names], paths: server.requests.map(({ path }) => path) };
};

test('a zone’s own rules are named, whichever phase they are in', async () => {
  const { names, paths } = await namesOf(
    byPhase({
      http_request_firewall_custom: send(ruleset([{ id: 'a', description: 'Block scanners' }])),
      http_ratelimit: send(ruleset([{ id: 'b', description: 'Log in slowly' }])),
    }),
  );
  expect(names).toEqual([
    ['a', 'Block scanners'],
    ['b', 'Log in slowly'],
  ]);
  expect(paths.toSorted()).toEqual([
    '/client/v4/zones/zone-id/rulesets/phases/http_ratelimit/entrypoint',
    '/client/v4/zones/zone-id/rulesets/phases/http_request_firewall_custom/entrypoint',
  ]);
});

test('a zone without rules has no names, which is no failure', async () => {
  expect((await namesOf(byPhase({}))).names).toEqual([]);
});

test('rules without a name or an id, and rules that are no list, are left out', async () => {
  const { names } = await namesOf(
    byPhase({
      http_request_firewall_custom: send(ruleset([{ id: 'a' }, { description: 'no id' }, null, 'x'])),
      http_ratelimit: send(ruleset(null)),
    }),
  );
  expect(names).toEqual([]);
});

test('without the permission it fails and names the permission', async () => {
  await expect(namesOf(send(refusal(10000, 'Authentication error'), 403))).rejects.toMatchObject({
    code: 'forbidden',
    message: 'the token lacks Zone · Zone WAF · Read or does not include the zone',
  });
});
