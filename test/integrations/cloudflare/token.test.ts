import { describe, expect, test } from 'vitest';
import type { Handler } from '../../helpers/https-server.ts';
import { accountId, fixture, list, nowMs, one, refusal, send, sendHtml, zoneRow } from './fake-cloudflare.ts';
import { ask, show } from './opening.ts';
import { failed, shown } from './reading.ts';

const expiringIn = (days: number): Handler =>
  send(one({ id: 't', status: 'active', expires_on: new Date(nowMs + days * 86_400_000).toISOString() }));
const denied = send(refusal(10000, 'Authentication error'), 403);
const label = 'API token expires';

describe('when the token expires', () => {
  test.each<readonly [number, string, string, boolean]>([
    [60, 'in 60 days', 'neutral', false],
    [14.5, 'in 14 days', 'warning', true],
    [1.5, 'in 1 day', 'warning', true],
    [0.5, 'within a day', 'warning', true],
    [-0.5, 'within a day', 'warning', true],
  ])('%s days away', async (days, text, tone, isFinding) => {
    const { overview, findings } = await show({ verify: expiringIn(days) });
    expect(overview[label]).toEqual({ text, tone });
    expect(findings.map(({ id, severity, title }) => [id, severity, title])).toEqual(
      isFinding ? [['cloudflare.token-expires', 'warning', `The Cloudflare API token expires ${text}`]] : [],
    );
  });

  test.each<readonly [string, Handler]>([
    ['it never does', send(one({ status: 'active' }))],
    ['null', send(one({ status: 'active', expires_on: null }))],
    ['no date', send(one({ status: 'active', expires_on: 'soon' }))],
    ['nothing', send(one(null))],
    ['a web page', sendHtml(200)],
    ['an outage', sendHtml(503)],
    ['a refusal', denied],
  ])('%s: nothing is said, and nothing else is missing', async (_case, verify) => {
    const { overview, notes, findings } = await show({ verify });
    expect(overview).not.toHaveProperty(label);
    expect(overview.Requests).toEqual({ number: 1_000 });
    expect([notes, findings]).toEqual([[], []]);
  });

  test('the message with the code 10000 that a recorded success carries is no error', async () => {
    const recorded = fixture('github-issues/rest.token-verify.active.with-message-10000.json');
    const { asked, results } = await ask({ verify: send(recorded) });
    expect(asked('verify')).toHaveLength(1);
    expect(shown(results).notes).toEqual([]);
  });
});

describe('whose the token is', () => {
  const pathsOf = async (answers: Parameters<typeof ask>[0], env = {}) =>
    (await ask(answers, { env })).asked('verify').map(({ path }) => path.replace('/client/v4', ''));
  const ofAccount = `/accounts/${accountId}/tokens/verify`;

  test('a user’s verifies itself as such', async () => {
    expect(await pathsOf({})).toEqual(['/user/tokens/verify']);
  });

  test('one that is no user’s is asked about at the account of its zones', async () => {
    const verify: Handler = (request, response) =>
      (request.path.includes('/user/') ? denied : expiringIn(9))(request, response);
    expect(await pathsOf({ verify })).toEqual(['/user/tokens/verify', ofAccount]);
    expect((await show({ verify })).overview[label]).toEqual({ text: 'in 9 days', tone: 'warning' });
  });

  test('or at the account that is named', async () => {
    const named = 'ffa7362d577a6c3019a474fd6f485823';
    expect(await pathsOf({ verify: denied }, { CLOUDFLARE_ACCOUNT_ID: named })).toEqual([
      '/user/tokens/verify',
      `/accounts/${named}/tokens/verify`,
    ]);
  });

  test('without any account there is nobody left to ask', async () => {
    const zones = send(list([zoneRow('a.example', { account: null })]));
    expect(await pathsOf({ verify: denied, zones })).toEqual(['/user/tokens/verify']);
  });
});

describe('why nothing could be read', () => {
  const zones = send(refusal(9109, 'Invalid access token'), 403);

  test.each<readonly [string, unknown, string]>([
    ['expired', { status: 'expired' }, 'the token has expired'],
    ['disabled', { status: 'Disabled' }, 'the token is disabled'],
    [
      'active',
      { status: 'active' },
      'the token is active, but it may not be used from this address or for this account',
    ],
  ])('a token that is %s', async (_case, state, detail) => {
    expect(failed((await ask({ zones, verify: send(one(state)) })).results)).toMatchObject({
      code: 'unauthorized',
      detail,
    });
  });

  test('a token that lacks the permission is told which', async () => {
    expect(failed((await ask({ zones: denied })).results)).toMatchObject({
      code: 'forbidden',
      detail: 'the token lacks Zone · Zone · Read',
    });
  });

  test('a token that nobody knows', async () => {
    expect(failed((await ask({ zones, verify: denied })).results).detail).toMatch(/^the token is mistyped, /);
  });
});

test('an endless answer about the token is not waited for beside the zones', async () => {
  const { results, server } = await ask({
    verify: (_request, response) => void response.end(`{"success":true,"result":"${'x'.repeat(100_000)}"}`),
  });
  expect(shown(results).overview).not.toHaveProperty(label);
  expect(server.requests.filter(({ path }) => path.includes('/tokens/verify'))).toHaveLength(2);
});

test('without an answer about the token the report does not use up its budget', async () => {
  const { results, server } = await ask(
    { verify: () => undefined },
    { settings: { attemptTimeoutMs: 9_000 } },
  );
  expect(shown(results).overview).toMatchObject({ Requests: { number: 1_000 } });
  expect(shown(results).notes).toEqual([]);
  // Asked again after each attempt, if there was the time for it.
  expect(server.requests.filter(({ path }) => path.includes('/tokens/verify'))).toHaveLength(1);
});
