import { describe, expect, test } from 'vitest';
import type { Handler } from '../../helpers/https-server.ts';
import {
  accountId,
  allIsWell,
  fixture,
  fixtureText,
  graphqlErrors,
  graphqlKinds,
  isGraphql,
  type Kind,
  list,
  openCloudflare,
  refusal,
  send,
  sendHtml,
  token,
  zoneNode,
  zoneOf,
  zoneRow,
} from './fake-cloudflare.ts';
import { ask, open, show } from './opening.ts';
import { failed, shown } from './reading.ts';

const lacksAnalytics = 'the token lacks Zone · Analytics · Read or does not include the zone';
const allGraphql = (handler: Handler): Partial<Record<Kind, Handler>> =>
  Object.fromEntries(['Limits', ...graphqlKinds].map((kind) => [kind, handler]));
/** The first answers are other ones. */
const first = (answers: readonly Handler[], then: Handler): Handler => {
  const left = [...answers];
  return (request, response) => (left.shift() ?? then)(request, response);
};

describe('a fetch in which nothing could be read is a failure', () => {
  test('403 for everything names the permission and counts as failed', async () => {
    const opened = await open({
      zones: send(fixture('cloudflare-docs/rest.error.contextual-403.json'), 403),
    });
    expect(failed(await opened.run())).toEqual({
      code: 'forbidden',
      detail: 'the token lacks Zone · Zone · Read',
      reason: 'The credentials lack a permission: the token lacks Zone · Zone · Read.',
    });
    await opened.run();
    await opened.run();
    const requests = opened.server.requests.length;
    expect(failed(await opened.run()).code).toBe('circuit_open');
    expect(opened.server.requests).toHaveLength(requests);
  });

  test.each<readonly [string, Handler, string]>([
    ['401', send(refusal(10000, 'Authentication error'), 401), 'unauthorized'],
    ['9109 under 200', send(refusal(9109, 'Unauthorized to access requested resource')), 'forbidden'],
    ['an invalid token under 200', send(refusal(9109, 'Invalid access token')), 'unauthorized'],
    ['errors as strings under 200', send({ success: false, errors: ['no'], result: null }), 'http_error'],
    ['no success at all', send({ result: [] }), 'invalid_response'],
    ['success that is not true', send({ success: 'true', result: [] }), 'http_error'],
    ['no list', send(fixture('cloudflare-go/testdata.tunnel.empty.json')), 'invalid_response'],
    ['an object instead of a list', send({ success: true, result: {} }), 'invalid_response'],
    ['a web page under 200', sendHtml(200), 'invalid_response'],
    ['a web page under 403', sendHtml(403), 'http_error'],
    ['a web page under 502', sendHtml(502), 'http_error'],
    ['a broken answer', (_request, response) => void response.end('{"success":true,'), 'invalid_response'],
    ['a hung-up connection', (_request, response) => void response.destroy(), 'network'],
  ])('%s', async (_case, zones, code) => {
    const { results } = await ask({ zones });
    const failure = failed(results);
    expect(failure.code).toBe(code);
    expect(failure.reason).not.toMatch(/undefined|canary/);
  });

  test('a Global API key is a sentence, without a request and without the key', async () => {
    const key = 'cfk_0123456789012345678901234567890123456789abcd';
    const { server, results, lines } = await ask({}, { env: { CLOUDFLARE_API_TOKEN: key } });
    expect(failed(results).reason).toMatch(
      /^It is not set up correctly: CLOUDFLARE_API_TOKEN holds a Global API key/,
    );
    expect(server.requests).toEqual([]);
    expect(JSON.stringify([results, lines])).not.toContain(key);
  });

  test('a token that is not accepted', async () => {
    const { results } = await ask({}, { env: { CLOUDFLARE_API_TOKEN: 'another-token' } });
    expect(failed(results)).toMatchObject({ code: 'unauthorized' });
  });
});

describe('a part that fails costs nothing but itself', () => {
  test('zones that are not permitted leave the tunnels of a named account', async () => {
    const { notes, overview, table } = await show(
      { zones: send(refusal(10000, 'Forbidden'), 403) },
      { env: { CLOUDFLARE_ACCOUNT_ID: accountId } },
    );
    expect(notes).toEqual(['Zones: the token lacks Zone · Zone · Read.']);
    expect(overview).toEqual({ Zones: null, Tunnels: { text: 'none of 1 down', tone: 'good' } });
    expect(table('Tunnels')).toHaveLength(1);
  });

  test('and when those fail as well, everything has', async () => {
    const denied = send(refusal(10000, 'Forbidden'), 403);
    const { results, lines } = await ask(
      { zones: denied, tunnels: denied },
      { env: { CLOUDFLARE_ACCOUNT_ID: accountId } },
    );
    expect(failed(results).code).toBe('forbidden');
    const warnings = lines.filter(({ level }) => level === 'warn');
    expect(warnings.map(({ fields }) => fields.event)).toEqual(['fetch_failed']);
  });

  test('tunnels that are not permitted', async () => {
    const { notes, overview } = await show({ tunnels: send(refusal(10000, 'Forbidden'), 403) });
    expect(notes).toEqual([
      'Tunnels: the token lacks Account · Cloudflare Tunnel · Read or does not include the account.',
    ]);
    expect(overview.Requests).toEqual({ number: 1_000 });
    expect(overview).not.toHaveProperty('Tunnels');
  });

  test.each<readonly [string, Handler]>([
    ['zones that are not authorized', send(graphqlErrors('zones [x] are not authorized'))],
    [
      'the text quoted in public issues',
      send(
        graphqlErrors(
          fixtureText('github-issues/graphql.error.zone-not-authorized.message.txt').split('\n')[0] ?? '',
        ),
      ),
    ],
    ['zones: []', send({ data: { viewer: { zones: [] } }, errors: null })],
    ['the REST envelope under 403', send(refusal(10000, 'Authentication error'), 403)],
    ['the REST envelope under 200', send(refusal(10000, 'Authentication error'))],
    ['a contextual 403', send(fixture('cloudflare-docs/rest.error.contextual-403.json'), 403)],
  ])('GraphQL that is not permitted: %s', async (_case, denied) => {
    const { asked, results } = await ask(allGraphql(denied));
    const { notes, overview, table } = shown(results);
    expect(notes).toEqual([`Traffic, security events and DNS of example.com: ${lacksAnalytics}.`]);
    expect(overview).toMatchObject({ Requests: null, Threats: null, 'Requests blocked or challenged': null });
    expect(table('Zones')[0]?.slice(2)).toEqual([null, null, null, null, null]);
    expect(asked('Dns')).toEqual([]);
  });

  test.each<readonly [string, unknown]>([
    ['data: null', { data: null, errors: null }],
    ['no viewer', { data: {}, errors: [] }],
    ['zones that are no list', { data: { viewer: { zones: 'x' } } }],
    ['a zone that is null', { data: { viewer: { zones: [null] } } }],
    ['a dataset that is null', zoneNode({ total: null, byAction: null, events: null, codes: null })],
    ['a dataset that is missing', zoneNode({})],
  ])('%s is never zero', async (_case, body) => {
    const answers = Object.fromEntries(graphqlKinds.map((kind) => [kind, send(body)]));
    const { notes, overview, dns, facts } = await show(answers);
    expect(overview).toMatchObject({ Requests: null, Threats: null, 'Requests blocked or challenged': null });
    expect(dns).toEqual({});
    expect(facts).toEqual([]);
    expect(notes).toEqual([
      expect.stringMatching(/^Traffic, security events and DNS of example\.com: it answered without/),
    ]);
  });

  test.each<readonly [Kind, string]>([
    ['TrafficByHour', 'Traffic'],
    ['SecurityEventCounts', 'Security events'],
    ['SecurityEventRows', 'Security event details'],
    ['Dns', 'DNS'],
  ])('%s alone: errors under HTTP 200 are a failure of that part', async (kind, part) => {
    const answer = { ...graphqlErrors('something new'), data: zoneNode({ total: [], codes: [] }).data };
    const { results, lines } = await ask({ [kind]: send(answer) });
    expect(shown(results).notes).toEqual([
      `${part} of example.com: it answered with an error that is not known here.`,
    ]);
    expect(lines.filter(({ fields }) => fields.event === 'part_missing')).toMatchObject([
      { level: 'warn', fields: { integration: 'cloudflare', part, of: ['example.com'], code: 'http_error' } },
    ]);
    expect(lines.filter(({ fields }) => fields.event === 'graphql_error')).toMatchObject([
      { level: 'warn', fields: { problem: 'unknown', messages: ['something new'] } },
    ]);
  });

  test('DNS that the plan lacks is another sentence than DNS that is not permitted', async () => {
    const { notes } = await show({ Dns: send(graphqlErrors("zone 'x' does not have access to the path")) });
    expect(notes).toEqual(['DNS of example.com: not on this zone’s plan.']);
  });

  test('twenty zones without a permission are one sentence, and one without it names itself', async () => {
    const rows = Array.from({ length: 20 }, (_, index) =>
      zoneRow(`z${String(index).padStart(2, '0')}.example`),
    );
    const denied = send({ data: { viewer: { zones: [] } }, errors: null });
    const all = await show({ zones: send(list(rows)), ...allGraphql(denied) });
    expect(all.notes).toEqual([
      `Traffic, security events and DNS of z00.example, z01.example, z02.example and 17 more: ${lacksAnalytics}.`,
    ]);
    const one = await show({
      zones: send(list(rows.slice(0, 2))),
      Limits: (request, response) =>
        (zoneOf(request) === 'id-of-z01.example' ? denied : allIsWell.Limits)(request, response),
    });
    expect(one.notes).toEqual([`Traffic, security events and DNS of z01.example: ${lacksAnalytics}.`]);
    expect(one.overview.Requests).toEqual({ number: 1_000 });
    expect(one.hints.Requests).toBe('1 of 2 zones');
    // Half of the zones would compare as half of the traffic: the zone that is known stands for itself alone.
    expect(one.facts.flatMap((fact) => (fact.kind === 'metric' ? [fact.key] : []))).toEqual([
      'cloudflare.requests:z00.example',
      'cloudflare.bytes:z00.example',
      'cloudflare.threats:z00.example',
    ]);
  });

  test('what hangs is given up, and the others stay', async () => {
    const hang: Handler = () => undefined;
    const { notes, overview } = await show(
      { Dns: hang },
      { settings: { timeoutMs: 8_000, attemptTimeoutMs: 20_000 } },
    );
    expect(notes).toEqual(['DNS of example.com: it did not answer in time.']);
    expect(overview.Requests).toEqual({ number: 1_000 });
  });
});

describe('what may be asked again', () => {
  test('429 is, and its Retry-After is honoured', async () => {
    const limited = send(fixture('cloudflare-go/cloudflare.Client_RetryCanSucceedAfterErrors-2.json'), 429, {
      'retry-after': '0.05',
    });
    const { asked, lines, results } = await ask({
      zones: first([limited], allIsWell.zones),
      Dns: first([limited], allIsWell.Dns),
    });
    expect(asked('zones')).toHaveLength(2);
    expect(asked('Dns')).toHaveLength(2);
    expect(shown(results).notes).toEqual([]);
    const retries = lines.filter(({ fields }) => fields.event === 'request_retried');
    expect(retries.map(({ fields }) => fields.waitMs)).toEqual([50, 50]);
  });

  test('500 with errors as strings is', async () => {
    const broken = send(fixture('cloudflare-go/cloudflare.Client_RetryCanSucceedAfterErrors.json'), 500);
    const { asked, results } = await ask({ zones: first([broken, broken], allIsWell.zones) });
    expect(asked('zones')).toHaveLength(3);
    expect(shown(results).notes).toEqual([]);
  });

  test.each(['unable to execute query, please try again later', 'Internal server error'])(
    'an outage under HTTP 200 is: %s',
    async (message) => {
      const outage = send(graphqlErrors(message));
      const { asked, results } = await ask({
        TrafficByHour: first([outage, outage], allIsWell.TrafficByHour),
      });
      expect(asked('TrafficByHour')).toHaveLength(3);
      expect(shown(results).overview.Requests).toEqual({ number: 1_000 });
    },
  );

  test.each([
    'rate limiter budget depleted, try again after 5 minutes',
    'zones [x] are not authorized',
    'limit must be positive',
  ])('nothing else under HTTP 200 is: %s', async (message) => {
    const { asked } = await ask({ TrafficByHour: send(graphqlErrors(message)) });
    expect(asked('TrafficByHour')).toHaveLength(1);
  });

  test('a budget that is used up ends the questions about the zone', async () => {
    const { asked, results } = await ask({ Limits: send(graphqlErrors('rate limiter budget depleted')) });
    expect(graphqlKinds.flatMap((kind) => asked(kind))).toEqual([]);
    expect(shown(results).notes).toEqual([
      'Traffic, security events and DNS of example.com: the budget of questions is used up for some minutes.',
    ]);
  });
});

/** Holds requests back until `count` are there at once, so that a test need not hope for it; then lets all pass. */
function createGate(count: number) {
  const opened = Promise.withResolvers<void>();
  let atOnce = 0;
  let most = 0;
  const hold =
    (answer: Handler): Handler =>
    async (request, response) => {
      atOnce += 1;
      most = Math.max(most, atOnce);
      if (atOnce >= count) opened.resolve();
      await opened.promise;
      // Longer than what else could be on its way, which would be one too many.
      await new Promise((resolve) => setTimeout(resolve, 5));
      atOnce -= 1;
      await answer(request, response);
    };
  return { hold, mostAtOnce: () => most };
}

describe('budgets', () => {
  const outage = send(graphqlErrors('Internal server error'));
  const tooWide = send(graphqlErrors('cannot request a time range wider than 6h'));

  test.each<readonly [string, () => Handler]>([
    ['every answer is an outage', () => outage],
    ['every answer is a 503', () => sendHtml(503)],
    ['every window is too wide', () => tooWide],
    [
      'every window is too wide once two outages are over, and then it is out again',
      () => first([outage, outage, tooWide], outage),
    ],
  ])('no zone costs more than 25 requests when %s', async (_case, createAnswer) => {
    const answers = Object.fromEntries(graphqlKinds.map((kind) => [kind, createAnswer()]));
    const { server } = await ask({ ...answers, Limits: first([outage, outage], allIsWell.Limits) });
    const requests = server.requests.filter((request) => zoneOf(request) === 'id-of-example.com');
    expect(requests.length).toBeGreaterThan(graphqlKinds.length);
    expect(requests.length).toBeLessThanOrEqual(25);
  });

  test('a zone on which all is well costs six', async () => {
    const { server } = await ask();
    expect(server.requests.filter(isGraphql)).toHaveLength(6);
  });

  test('at most four GraphQL and eight REST requests are made at once', async () => {
    const accounts = Array.from({ length: 12 }, (_, index) => String(index).padStart(32, '0'));
    const rows = accounts.map((id) => zoneRow(`${id}.example`, { account: { id, name: id } }));
    const graphql = createGate(4);
    const rest = createGate(8);
    const isOfGraphql = (kind: string) => ['Limits', ...graphqlKinds].some((it) => it === kind);
    const gated = Object.entries(allIsWell).map(([kind, answer]) => [
      kind,
      (isOfGraphql(kind) ? graphql : rest).hold(answer),
    ]);
    const { asked } = await ask({ ...Object.fromEntries(gated), zones: send(list(rows)) });
    expect(asked('tunnels')).toHaveLength(12);
    expect(asked('Dns')).toHaveLength(12);
    expect(graphql.mostAtOnce()).toBe(4);
    expect(rest.mostAtOnce()).toBe(8);
  });

  test('more zones than the budget of queries allows are listed, but not asked about', async () => {
    const rows = Array.from({ length: 53 }, (_, index) => zoneRow(`z${index}.example`));
    const { asked, results } = await ask(
      { zones: send(list(rows, { total_pages: 1 })) },
      // Hundreds of requests, on a machine that may have much else to do.
      { settings: { timeoutMs: 110_000, attemptTimeoutMs: 100_000 } },
    );
    expect(asked('Limits')).toHaveLength(40);
    const { notes, overview } = shown(results);
    expect(overview.Zones).toEqual({ number: 53 });
    expect(notes).toEqual(['Only 40 of 53 zones were asked about; CLOUDFLARE_ZONES chooses which.']);
  });
});

test('the token is in no block, no reason and no log line, even when the server repeats it', async () => {
  const echo = send(refusal(10000, `no ${token}`), 403);
  const opened = await openCloudflare({
    zones: first([allIsWell.zones], echo),
    tunnels: echo,
    ...allGraphql(send(graphqlErrors(`not authorized ${token}`))),
  });
  const results = [await opened.run(), await opened.run()];
  await opened.server.close();
  expect(JSON.stringify(results)).not.toContain(token);
  expect(JSON.stringify(opened.lines.filter(({ level }) => level !== 'debug'))).not.toContain(token);
});
